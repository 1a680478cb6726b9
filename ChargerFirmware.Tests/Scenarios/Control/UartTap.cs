using System;
using ChargerFirmware.Bms;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>Stands between the firmware and a line and reads along with a parser of its own, so that a test knows when a good value was decoded.</summary>
internal sealed class UartTap(IUart line, IClock clock) : IUart
{
    private readonly JbdParser _parser = new(new BmsCounters());
    private int _asked;

    /// <summary>What the good replies have told so far.</summary>
    public BatterySnapshot Battery { get; } = new();

    public long LastBasicMs { get; private set; } = -1;

    public long LastCellsMs { get; private set; } = -1;

    /// <summary>The condition whose first reply is looked for, and when it was read; -1 before.</summary>
    public Predicate<BatterySnapshot>? Awaited { get; set; }

    public long SeenMs { get; set; } = -1;

    public void Open(int bitsPerSecond)
    {
        line.Open(bitsPerSecond);
    }

    public bool Write(byte[] buffer, int offset, int count)
    {
        _asked = buffer[offset + 2];
        _parser.Expect(_asked);
        return line.Write(buffer, offset, count);
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int read = line.Read(buffer, offset, count);
        for (int taken = 0; taken < read;)
        {
            int part = Math.Min(_parser.MakeRoom(), read - taken);
            Array.Copy(buffer, offset + taken, _parser.Buffer, _parser.End, part);
            _parser.Added(part);
            taken += part;
            TakeFrames();
        }

        return read;
    }

    private void TakeFrames()
    {
        while (_parser.Next())
        {
            if (JbdCodec.Apply(_asked, _parser.Status, _parser.Buffer, _parser.PayloadOffset, _parser.PayloadLength, Battery) == JbdError.None)
            {
                Note();
            }
        }
    }

    private void Note()
    {
        if (_asked == JbdRegister.Basic)
        {
            LastBasicMs = clock.NowMs;
        }
        else if (_asked == JbdRegister.Cells)
        {
            LastCellsMs = clock.NowMs;
        }

        if (SeenMs < 0 && Awaited != null && Awaited(Battery))
        {
            SeenMs = clock.NowMs;
        }
    }
}
