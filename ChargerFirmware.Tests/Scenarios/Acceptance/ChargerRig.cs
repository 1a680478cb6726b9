using System;
using System.Diagnostics;
using System.Threading;
using ChargerFirmware.Tests.Host;
using ChargerFirmware.Tests.Scenarios.VirtualCharger;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>The built console between a BMS on a pty, at the pace of 9600 bit/s, and a listener on the bus.</summary>
internal sealed class ChargerRig : IDisposable
{
    public const int BitsPerSecond = 9600;
    public const int BmsDelayMs = 20;

    /// <summary>Start, two replies of each kind, a tc charger's first status: some 3 s, on a loaded machine more.</summary>
    public const int PatienceMs = 20_000;

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly Pty _line = new();
    private Func<int, byte[]?> _replyTo;

    public ChargerRig(PlayedPack pack, params string[] arguments)
    {
        Pack = pack;
        _replyTo = pack.ReplyTo;
        Bms = new PacedBms(_line, BitsPerSecond, BmsDelayMs, register => Volatile.Read(ref _replyTo)(register));
        Charger = ChargerProcess.ServeWith(_folder.Path, ["--bms", _line.Path, "--can-port", "0", .. arguments]);
        Client = new ChargerClient(Charger.Address);
        Bus = new SlcanListener(SlcanListener.PortOf(Charger));
    }

    public PacedBms Bms { get; }

    public ChargerProcess Charger { get; }

    public ChargerClient Client { get; }

    public SlcanListener Bus { get; }

    /// <summary>What is played now.</summary>
    public PlayedPack Pack { get; private set; }

    /// <summary>A rig whose pack is charged with 10 A.</summary>
    public static ChargerRig Charging(string protocol, params string[] arguments)
    {
        ChargerRig rig = new(GoodPack.Healthy, ["--set", "charger.protocol=" + protocol, "--set", "battery.profile=nmc", "--set", "charge.mode=medium", .. arguments]);
        rig.WaitForCharge();
        return rig;
    }

    /// <summary>Plays another pack; the exchange that told the first of the change.</summary>
    public BmsExchange Play(PlayedPack pack)
    {
        byte[]? changed = ReferenceEquals(pack.Basic, Pack.Basic) ? pack.Cells : pack.Basic;
        int from = Replace(pack);
        return Bms.WaitFor(exchange => ReferenceEquals(exchange.Reply, changed), from, 3_000, "the change");
    }

    /// <summary>Plays another pack, or a silence; the index of the first exchange that may be of it.</summary>
    public int Replace(PlayedPack pack)
    {
        int from = Bms.Exchanges.Count;
        Pack = pack;
        Volatile.Write(ref _replyTo, pack.ReplyTo);
        return from;
    }

    /// <summary>Plays replies that are made when they are asked for.</summary>
    public void Play(Func<int, byte[]?> replyTo)
    {
        Volatile.Write(ref _replyTo, replyTo);
    }

    /// <summary>The first line with a charge from now on.</summary>
    public SlcanLine WaitForCharge()
    {
        return Bus.WaitFor(BusLines.IsCharge, Stopwatch.GetTimestamp(), PatienceMs, "the charge");
    }

    /// <summary>Takes the far end of the line away, as one who pulls the adapter out.</summary>
    public void Unplug()
    {
        Bms.Dispose();
        _line.Dispose();
    }

    public void Dispose()
    {
        Bus.Dispose();
        Client.Dispose();
        Charger.Dispose();
        Unplug();
        _folder.Dispose();
    }
}
