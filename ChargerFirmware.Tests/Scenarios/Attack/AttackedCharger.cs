using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using ChargerFirmware.Tests.Scenarios.Acceptance;
using ChargerFirmware.Tests.Scenarios.VirtualCharger;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Attack;

/// <summary>The built console that charges its simulated pack, with a PIN, and a listener on its bus: what must go on whatever peers do.</summary>
internal sealed class AttackedCharger : IDisposable
{
    public const string Pin = "hunter2pin";

    // A tc frame is due every second; a loaded machine, and this bench, may be late by a fraction of that.
    private const double MostBetweenFramesMs = 1600;
    private const int TicksBetweenMs = 400;

    private readonly ChargerProcess _charger = ChargerProcess.Serve("--can-port", "0", "--set", "charger.protocol=tc", "--set", "web.pin=" + Pin);
    private readonly SlcanListener _bus;
    private readonly ChargerClient _client;
    private long _from;

    public AttackedCharger()
    {
        _bus = new SlcanListener(SlcanListener.PortOf(_charger));
        _client = new ChargerClient(_charger.Address);
        _bus.WaitFor(BusLines.IsCharge, Stopwatch.GetTimestamp(), ChargerRig.PatienceMs, "the charge");
        _from = Stopwatch.GetTimestamp();
    }

    public int Port => _charger.Address.Port;

    public Uri Address => _charger.Address;

    public ChargerClient Client => _client;

    /// <summary>The charge has gone on since the last look: frames in their rhythm, none of them a stop, and the charger says so itself.</summary>
    public void AssertCharges(string during)
    {
        long until = Stopwatch.GetTimestamp();
        SlcanLine[] commands = [.. _bus.TimedLines.Where(line => line.At >= _from && line.At <= until && BusLines.IsCommand(line.Text))];
        double[] at = [.. commands.Select(line => Figures.Ms(_from, line.At))];
        double lengthMs = Figures.Ms(_from, until);
        Assert.IsGreaterThanOrEqualTo((int)(lengthMs / 1000) - 1, at.Length, during + ": frames in " + lengthMs.ToString("F0", CultureInfo.InvariantCulture) + " ms");
        Assert.IsFalse(commands.Any(line => BusLines.IsStop(line.Text)), during + ": a stop");
        for (int i = 1; i < at.Length; i++)
        {
            Assert.IsLessThan(MostBetweenFramesMs, at[i] - at[i - 1], during + ": between two frames");
        }

        _client.WaitFor(telemetry => telemetry.GetProperty("charger").GetProperty("requestMilliAmps").GetInt32() > 0, 5_000, during + ": a charge");
        _from = Stopwatch.GetTimestamp();
    }

    /// <summary>No decision was ever much later than it should.</summary>
    public void AssertTicks()
    {
        using global::LoadTest.ChargerWatch watch = new(Address, 0);
        Assert.IsLessThan(TicksBetweenMs, watch.LongestTickGapMs());
    }

    public void Dispose()
    {
        _client.Dispose();
        _bus.Dispose();
        _charger.Dispose();
    }
}
