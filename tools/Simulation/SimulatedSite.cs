using ChargerFirmware.Ports;
using Simulation.Battery;
using Simulation.Bms;
using Simulation.Can;
using Simulation.Can.Mcp2515;
using Simulation.Charger;

namespace Simulation;

/// <summary>Everything around the board: battery, BMS, CAN controller, bus and charger, on one clock. Any thread may call its methods; its parts are touched under the world's lock.</summary>
public sealed class SimulatedSite : ISimulatedDevice
{
    private ICanNode? _node;
    private ISimulatedDevice? _charger;
    private ICurrentSource? _source;

    public SimulatedSite(IClock clock, SiteOptions options)
    {
        World = new SimulatedWorld(clock);
        Bus = new SimulatedCanBus(World, options.BitsPerSecond);
        Controller = new Mcp2515Chip(World, Bus, options.CrystalHertz);
        Battery = new BatteryModel(options.Battery);
        FollowedPack = options.HasRealBattery ? new FollowedPack() : null;
        Board = new JbdBoard(Battery, JbdLimits.For(options.Battery.Chemistry), options.Sensors)
        {
            CellNoiseMilliVolts = options.CellNoiseMilliVolts,
            CellOffsetMilliVolts = options.CellOffsetMilliVolts,
        };
        Bms = new SimulatedJbdBms(World, Board);
        Schedule = new FaultSchedule(this, World.NowMs);
        World.Add(Schedule);
        World.Add(this);
        World.Add(Battery);
        World.Add(Board);
        World.Add(Bms);
    }

    public SimulatedWorld World { get; }

    public BatteryModel Battery { get; }

    /// <summary>Instead of the battery, where a real BMS reports a real one.</summary>
    public FollowedPack? FollowedPack { get; }

    public JbdBoard Board { get; }

    public SimulatedJbdBms Bms { get; }

    public SimulatedCanBus Bus { get; }

    public Mcp2515Chip Controller { get; }

    /// <summary>Of whichever charger there is.</summary>
    public ChargerFaults ChargerFaults { get; } = new();

    public FaultSchedule Schedule { get; }

    /// <summary>The analogue output of the board; an analogue charger is wired to it.</summary>
    public AnalogPin Dac { get; } = new();

    /// <summary>The charger on the bus when it has a CAN command with a current.</summary>
    public CanCharger? Can => _charger as CanCharger;

    /// <summary>The charger on the bus when it speaks tc.</summary>
    public SimulatedTcCharger? Tc => _charger as SimulatedTcCharger;

    /// <summary>The charger on the bus when it speaks magnes.</summary>
    public SimulatedMagnesReceiver? Magnes => _charger as SimulatedMagnesReceiver;

    /// <summary>The charger at the analogue output, when there is one.</summary>
    public AnalogCharger? Analog => _charger as AnalogCharger;

    /// <summary>Into the pack, whoever delivers it.</summary>
    public double ChargerMilliAmps => _source?.OutputMilliAmps ?? 0;

    // An analogue charger's own voltage setting, as the owner has adjusted it.
    private double FullMilliVolts => Battery.Chemistry.FullMilliVolts * Battery.Cells.Count;

    private IPack Pack => FollowedPack != null ? FollowedPack : Battery;

    /// <summary>Puts a charger of that protocol on the bus instead of the one before; without a protocol, or with an unknown one, nobody is there.</summary>
    public void UseCharger(string? protocol, int tcPair, int bitsPerSecond)
    {
        lock (World.Sync)
        {
            World.Advance();
            RemoveCharger();
            Bus.BitsPerSecond = bitsPerSecond;
            Place(protocol, tcPair, bitsPerSecond);
        }
    }

    /// <summary>The charger's millisecond.</summary>
    void ISimulatedDevice.Step(long nowMs)
    {
        _charger?.Step(nowMs);
    }

    // Names as in the setting charger.protocol.
    private void Place(string? protocol, int tcPair, int bitsPerSecond)
    {
        switch (protocol)
        {
            case "tc":
                Put(new SimulatedTcCharger(Pack, tcPair, bitsPerSecond, ChargerFaults));
                break;
            case "tsm":
                Put(new SimulatedTsmCharger(Pack, bitsPerSecond, ChargerFaults));
                break;
            case "brusa":
                Put(new SimulatedBrusaCharger(Pack, bitsPerSecond, ChargerFaults));
                break;
            case "eltek":
                Put(new SimulatedEltekCharger(Pack, bitsPerSecond, ChargerFaults));
                break;
            case "pylontech":
                Put(new SimulatedInverter(Pack, bitsPerSecond, ChargerFaults));
                break;
            case "magnes":
                SimulatedMagnesReceiver magnes = new(Pack, FullMilliVolts, bitsPerSecond, ChargerFaults);
                Put(magnes, magnes, magnes.Source);
                break;
            case "analog":
                AnalogCharger analog = new(Pack, Dac, FullMilliVolts, ChargerFaults);
                Put(null, analog, analog.Source);
                break;
            default:
                break;
        }
    }

    private void Put(CanCharger charger)
    {
        Put(charger, charger, charger.Source);
    }

    private void Put(ICanNode? node, ISimulatedDevice charger, ICurrentSource source)
    {
        _node = node;
        _charger = charger;
        _source = source;
        if (node != null)
        {
            Bus.Attach(node);
        }
    }

    private void RemoveCharger()
    {
        if (_node != null)
        {
            Bus.Detach(_node);
        }

        if (_source != null)
        {
            Pack.Disconnect(_source);
        }

        _node = null;
        _charger = null;
        _source = null;
    }
}
