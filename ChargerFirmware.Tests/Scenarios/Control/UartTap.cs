using System;
using ChargerFirmware.Bms;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>Stands between the firmware and a line and reads along, so that a test knows when a value was decoded.</summary>
internal sealed class UartTap(IUart line, IClock clock) : IUart
{
    private readonly byte[] _reply = new byte[512];
    private int _length;

    /// <summary>What the replies have told so far.</summary>
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
        _length = 0;
        return line.Write(buffer, offset, count);
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int read = line.Read(buffer, offset, count);
        if (read > 0 && _length + read <= _reply.Length)
        {
            Array.Copy(buffer, offset, _reply, _length, read);
            _length += read;
            LookAtReply();
        }

        return read;
    }

    private void LookAtReply()
    {
        if (_length < JbdFrame.Overhead || _reply[0] != 0xDD || _length < JbdFrame.Overhead + _reply[3])
        {
            return;
        }

        int register = _reply[1];
        if (JbdCodec.Apply(register, _reply[2], _reply, 4, _reply[3], Battery) != JbdError.None)
        {
            return;
        }

        if (register == JbdRegister.Basic)
        {
            LastBasicMs = clock.NowMs;
        }
        else if (register == JbdRegister.Cells)
        {
            LastCellsMs = clock.NowMs;
        }

        if (SeenMs < 0 && Awaited != null && Awaited(Battery))
        {
            SeenMs = clock.NowMs;
        }
    }
}
