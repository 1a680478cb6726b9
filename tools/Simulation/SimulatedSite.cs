using ChargerFirmware.Charger;
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
    private SimulatedTcCharger? _tc;
    private SimulatedMagnesReceiver? _magnes;

    public SimulatedSite(IClock clock, SiteOptions options)
    {
        World = new SimulatedWorld(clock);
        Bus = new SimulatedCanBus(World, options.BitsPerSecond);
        Controller = new Mcp2515Chip(World, Bus, options.CrystalHertz);
        Battery = new BatteryModel(options.Battery);
        FollowedPack = options.HasRealBattery ? new FollowedPack() : null;
        Board = new JbdBoard(Battery, JbdLimits.For(options.Battery.Chemistry), options.Sensors);
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

    /// <summary>The charger on the bus when it speaks tc.</summary>
    public SimulatedTcCharger? Tc => _tc;

    /// <summary>The charger on the bus when it speaks magnes.</summary>
    public SimulatedMagnesReceiver? Magnes => _magnes;

    /// <summary>Into the pack, whoever delivers it.</summary>
    public double ChargerMilliAmps => _tc?.OutputMilliAmps ?? _magnes?.OutputMilliAmps ?? 0;

    private IPack Pack => FollowedPack != null ? FollowedPack : Battery;

    /// <summary>Puts a charger of that protocol on the bus instead of the one before; without a protocol, or with an unknown one, nobody is there.</summary>
    public void UseCharger(string? protocol, int tcPair, int bitsPerSecond)
    {
        lock (World.Sync)
        {
            World.Advance();
            RemoveCharger();
            Bus.BitsPerSecond = bitsPerSecond;
            if (protocol == ChargerOptions.Tc)
            {
                _tc = new SimulatedTcCharger(Pack, tcPair, bitsPerSecond, ChargerFaults);
                Bus.Attach(_tc);
            }
            else if (protocol == ChargerOptions.Magnes)
            {
                double full = Battery.Chemistry.FullMilliVolts * Battery.Cells.Count;
                _magnes = new SimulatedMagnesReceiver(Pack, full, bitsPerSecond, ChargerFaults);
                Bus.Attach(_magnes);
            }
        }
    }

    /// <summary>The charger's millisecond.</summary>
    void ISimulatedDevice.Step(long nowMs)
    {
        _tc?.Step(nowMs);
        _magnes?.Step(nowMs);
    }

    private void RemoveCharger()
    {
        if (_tc != null)
        {
            Bus.Detach(_tc);
            Pack.Disconnect(_tc.Source);
        }

        if (_magnes != null)
        {
            Bus.Detach(_magnes);
            Pack.Disconnect(_magnes.Source);
        }

        _tc = null;
        _magnes = null;
    }
}
