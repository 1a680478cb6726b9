using System;
using System.IO;
using System.Reflection;
using ChargerFirmware;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;
using Simulation;
using Simulation.Can;

namespace VirtualCharger;

/// <summary>What the options put under and around the firmware: ports, simulation, data folder. Opened once, in one piece or not at all.</summary>
public sealed class Hardware : IDisposable
{
    private readonly FolderStorage _storage;
    private readonly SerialLine? _serialLine;
    private readonly SlcanServer? _canServer;

    /// <summary>Opens everything; throws <see cref="StartupException"/> for what cannot be had.</summary>
    public Hardware(Options options, Action<string> restart)
    {
        Values = StartSettings.Create(options);
        CheckFaults(options);
        Assembly firmware = typeof(Board).Assembly;
        HostAssets assets = new(firmware);
        HostClock real = new();
        ScaledClock = options.Speed == 1 ? null : new ScaledClock(options.Speed, () => real.NowFineMs, real.Sleep);
        IClock clock = ScaledClock != null ? ScaledClock : real;
        _serialLine = options.SerialPath == null ? null : OpenSerialLine(options.SerialPath, clock);
        _storage = OpenStorage(options.DataFolder);
        SettingValues foreseen = StartSettings.Foresee(options, _storage);
        Site = new SimulatedSite(clock, new SiteOptions
        {
            Battery = Packs.Create(options),
            HasRealBattery = _serialLine != null,
            CrystalHertz = foreseen.OptionNumber(foreseen.Table.CanCrystalHertz),
        });
        Follower = new SiteFollower(Site, Values, options.SimulatedCharger);
        Follower.Exchange(foreseen);
        foreach (string fault in options.Faults)
        {
            Site.Schedule.Plan(fault);
        }

        _canServer = options.CanPort < 0 ? null : OpenCanPort(options.CanPort);
        Board = new Board
        {
            Clock = clock,
            NetworkClock = real,
            BmsUart = _serialLine != null ? _serialLine : Site.Bms,
            CanSpi = Site.Controller,
            CanInterrupt = Site.Controller.Interrupt,
            Storage = _storage,
            Assets = assets,
            System = new HostSystem(firmware, restart),
        };
        if (options.SimulatedWifi)
        {
            Board.Network = HostRadio.Create(options, real);
            Board.NetworkOptions = HostRadio.PortsOf(options);
        }
    }

    public Board Board { get; }

    public SettingValues Values { get; }

    public SimulatedSite Site { get; }

    /// <summary>The control clock when it is not real time.</summary>
    public ScaledClock? ScaledClock { get; }

    public SiteFollower Follower { get; }

    /// <summary>Where the CAN bus is served; 0 = nowhere.</summary>
    public int CanPort => _canServer?.Port ?? 0;

    public void Dispose()
    {
        _canServer?.Dispose();
        _serialLine?.Dispose();
        _storage.Dispose();
    }

    // A misbehaviour of a part that is not simulated would silently do nothing.
    private static void CheckFaults(Options options)
    {
        foreach (string text in options.Faults)
        {
            string? error = FaultSchedule.Check(text, out SimulationFault? fault, out _, out _);
            if (error != null)
            {
                throw new StartupException("--fault " + text + ": " + error + "; --fault list prints the names, NAME@5-20 is from second 5 to second 20.");
            }

            if (fault!.Part == SitePart.Battery && options.SerialPath != null)
            {
                throw new StartupException("--fault " + text + " needs the simulated BMS: leave --bms " + options.SerialPath + " out.");
            }

            if (fault.Part == SitePart.Charger && !options.SimulatedCharger)
            {
                throw new StartupException("--fault " + text + " needs the simulated charger: leave --charger none out.");
            }
        }
    }

    private static SerialLine OpenSerialLine(string path, IClock clock)
    {
        return SerialLine.TryOpen(path, clock, out SerialLine? line, out string? error) ? line : throw new StartupException("--bms " + error + ".");
    }

    private static FolderStorage OpenStorage(string folder)
    {
        try
        {
            return FolderStorage.Open(folder);
        }
        catch (IOException refusal)
        {
            throw new StartupException("--data: " + refusal.Message + ".");
        }
    }

    private SlcanServer OpenCanPort(int port)
    {
        try
        {
            return new SlcanServer(Site.World, Site.Bus, port);
        }
        catch (IOException)
        {
            throw new StartupException("--can-port " + port + ": the port cannot be opened, as a rule because another program has it; give another one, or 0 for any free one.");
        }
    }
}
