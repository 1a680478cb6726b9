using System;
using ChargerFirmware.Can;

namespace Simulation.Can.Mcp2515;

/// <content>Acceptance filters and receive buffers (data sheet section 4).</content>
public sealed partial class Mcp2515Chip
{
    private const int NoFilter = -1;

    /// <summary>What the identifier bytes hold that a standard frame does not use: anything.</summary>
    private const byte Leftover = 0xA5;

    void ICanNode.Received(CanFrame frame, long nowMs)
    {
        CountGoodReceive();
        Accept(frame);
    }

    private void Accept(CanFrame frame)
    {
        int hit = Match(frame, RxB0Ctrl, 0, 2);
        if (hit != NoFilter)
        {
            bool rollsOver = (_registers[RxB0Ctrl] & 0x04) != 0;
            if ((_registers[CanIntf] & Rx0If) == 0)
            {
                Store(frame, 0, hit);
            }
            else if (!rollsOver)
            {
                Overrun(0);
            }
            else
            {
                StoreInBuffer1(frame, hit);
            }

            return;
        }

        hit = Match(frame, RxB1Ctrl, 2, 6);
        if (hit != NoFilter)
        {
            StoreInBuffer1(frame, hit);
        }
    }

    private void StoreInBuffer1(CanFrame frame, int hit)
    {
        if ((_registers[CanIntf] & Rx0If << 1) != 0)
        {
            Overrun(1);
        }
        else
        {
            Store(frame, 1, hit);
        }
    }

    private void Overrun(int buffer)
    {
        _registers[Eflg] |= (byte)(0x40 << buffer);
        _registers[CanIntf] |= ErrIf;
    }

    /// <summary>The lowest filter that matches (4.5.4). With RXM = 11 the filters are off.</summary>
    private int Match(CanFrame frame, int control, int firstFilter, int endFilter)
    {
        if ((_registers[control] & 0x60) == 0x60)
        {
            return firstFilter == 0 ? 0 : firstFilter;
        }

        int mask = control == RxB0Ctrl ? Rxm0 : Rxm1;
        for (int filter = firstFilter; filter < endFilter; filter++)
        {
            int address = filter < 3 ? filter * 4 : Rxf3 + (filter - 3) * 4;
            if (Matches(frame, address, mask))
            {
                return filter;
            }
        }

        return NoFilter;
    }

    private bool Matches(CanFrame frame, int filter, int mask)
    {
        bool isExtendedFilter = (_registers[filter + 1] & 0x08) != 0;
        if (isExtendedFilter != frame.Extended)
        {
            return false;
        }

        Span<byte> id = stackalloc byte[4];
        if (frame.Extended)
        {
            id[0] = (byte)(frame.Id >> 21);
            id[1] = (byte)((frame.Id >> 13 & 0xE0) | (frame.Id >> 16 & 3));
            id[2] = (byte)(frame.Id >> 8);
            id[3] = (byte)frame.Id;
        }
        else
        {
            // The extended part applies to the first two data bytes (4.5.1).
            id[0] = (byte)(frame.Id >> 3);
            id[1] = (byte)(frame.Id << 5);
            id[2] = frame.Length > 0 ? frame.Data[0] : (byte)0;
            id[3] = frame.Length > 1 ? frame.Data[1] : (byte)0;
        }

        int sidlBits = frame.Extended ? 0xE3 : 0xE0;
        for (int i = 0; i < 4; i++)
        {
            int compared = _registers[mask + i] & (i == 1 ? sidlBits : 0xFF);
            if (((id[i] ^ _registers[filter + i]) & compared) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private void Store(CanFrame frame, int buffer, int hit)
    {
        int control = RxB0Ctrl + buffer * 0x10;
        int hitBits = buffer == 0 ? 1 : 7;
        _registers[control] = (byte)((_registers[control] & ~(0x08 | hitBits)) | (frame.Remote ? 0x08 : 0) | (hit & hitBits));
        int at = control + 1;
        if (frame.Extended)
        {
            _registers[at] = (byte)(frame.Id >> 21);
            _registers[at + 1] = (byte)((frame.Id >> 13 & 0xE0) | 0x08 | (frame.Id >> 16 & 3));
            _registers[at + 2] = (byte)(frame.Id >> 8);
            _registers[at + 3] = (byte)frame.Id;
            _registers[at + 4] = (byte)(frame.Length | (frame.Remote ? 0x40 : 0));
        }
        else
        {
            _registers[at] = (byte)(frame.Id >> 3);
            _registers[at + 1] = (byte)((frame.Id << 5) | (frame.Remote ? 0x10u : 0u));
            _registers[at + 2] = Leftover;
            _registers[at + 3] = Leftover;
            _registers[at + 4] = (byte)frame.Length;
        }

        int length = frame.Remote ? 0 : frame.Length;
        frame.Data.AsSpan(0, length).CopyTo(_registers.AsSpan(at + 5));
        _registers[CanIntf] |= (byte)(Rx0If << buffer);
    }
}
