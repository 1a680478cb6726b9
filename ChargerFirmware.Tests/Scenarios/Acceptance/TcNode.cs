using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using ChargerFirmware.Tests.Scenarios.VirtualCharger;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>A tc charger on the CAN port: a status each second until it is told to be silent.</summary>
internal sealed class TcNode : IDisposable
{
    private const int PeriodMs = 1000;

    private readonly SlcanListener _bus;
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private bool _isSilent;

    public TcNode(SlcanListener bus)
    {
        _bus = bus;
        _timer = new Timer(_ => Pass(), null, 0, PeriodMs);
    }

    /// <summary>When the last status began to be sent (Stopwatch timestamp).</summary>
    public long LastSentAt { get; private set; }

    /// <summary>Sends a status with these flags at once, out of its turn; when it began to be sent.</summary>
    public long Tell(int flags)
    {
        lock (_lock)
        {
            LastSentAt = Stopwatch.GetTimestamp();

            // 52.0 V, and the current that it was last asked for.
            _bus.Send("T18FF50E580208" + AskedCurrent() + flags.ToString("X2") + "000000");
            return LastSentAt;
        }
    }

    public void BeSilent(bool isSilent)
    {
        lock (_lock)
        {
            _isSilent = isSilent;
        }
    }

    public void Dispose()
    {
        using ManualResetEvent ended = new(false);
        _timer.Dispose(ended);
        ended.WaitOne();
    }

    // Bytes 2 and 3 of the last command; none when it says stop (byte 4), or before the first.
    private string AskedCurrent()
    {
        string? command = _bus.Lines.LastOrDefault(line => line.StartsWith("T1806E5F48", StringComparison.Ordinal));
        return command != null && command[18..20] == "00" ? command[14..18] : "0000";
    }

    private void Pass()
    {
        lock (_lock)
        {
            if (!_isSilent)
            {
                Tell(0);
            }
        }
    }
}
