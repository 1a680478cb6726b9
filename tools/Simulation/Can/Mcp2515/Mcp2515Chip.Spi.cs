using System;

namespace Simulation.Can.Mcp2515;

/// <content>The SPI instructions (data sheet section 12), a byte at a time while chip select is low.</content>
public sealed partial class Mcp2515Chip
{
    private const int StartByte = 0;

    private bool _isStartingUp;
    private int _instruction;
    private int _pointer;
    private int _modifyMask;
    private int _bufferToFree;

    private void Transact(byte[] send, byte[]? receive)
    {
        if (SpiFault != SpiFault.None)
        {
            receive?.AsSpan().Fill(SpiFault == SpiFault.Ones ? (byte)0xFF : (byte)0);
            return;
        }

        if (_isStartingUp)
        {
            Complain("access before the oscillator start-up is over");
            receive?.AsSpan().Clear();
            return;
        }

        _bufferToFree = None;
        for (int i = 0; i < send.Length; i++)
        {
            byte answer = i == StartByte ? Begin(send) : Clock(i, send[i]);
            if (receive != null)
            {
                receive[i] = answer;
            }
        }

        if (_bufferToFree != None)
        {
            // As chip select rises, even after a part of the buffer.
            _registers[CanIntf] &= (byte)~(Rx0If << _bufferToFree);
        }
    }

    private byte Begin(byte[] send)
    {
        _instruction = send[StartByte];
        switch (_instruction)
        {
            case 0xC0:
                Reset();
                break;
            case 0x02 or 0x03 or 0x05 or 0xA0 or 0xB0:
                break;
            case 0x90 or 0x92 or 0x94 or 0x96:
                BeginReadBuffer();
                break;
            case >= 0x40 and <= 0x45:
                _pointer = TxB0Ctrl + (_instruction - 0x40) / 2 * 0x10 + (_instruction % 2 == 0 ? 1 : 6);
                break;
            case >= 0x80 and <= 0x87:
                RequestToSend(_instruction & 7);
                break;
            default:
                Complain($"unknown instruction {_instruction:X2}");
                return 0xFF;
        }

        if (send.Length < ShortestLength())
        {
            Complain($"instruction {_instruction:X2} broken off after {send.Length} bytes");
        }

        return 0xFF;
    }

    private int ShortestLength()
    {
        return _instruction switch
        {
            0x02 or 0x03 => 3,
            0x05 => 4,
            0xC0 or (>= 0x80 and <= 0x87) => 1,
            _ => 2,
        };
    }

    private void BeginReadBuffer()
    {
        int buffer = _instruction >= 0x94 ? 1 : 0;
        _pointer = RxB0Ctrl + buffer * 0x10 + ((_instruction & 2) != 0 ? 6 : 1);
        _bufferToFree = buffer;
    }

    private byte Clock(int index, byte value)
    {
        switch (_instruction)
        {
            case 0x02 or 0x03 when index == 1:
                _pointer = value;
                return 0xFF;
            case 0x02 or (>= 0x40 and <= 0x45):
                WriteRegister(_pointer++, value);
                return 0xFF;
            case 0x03 or (>= 0x90 and <= 0x97):
                return ReadRegister(_pointer++);
            case 0x05:
                BitModify(index, value);
                return 0xFF;
            case 0xA0:
                return ReadStatus();
            case 0xB0:
                return ReceiveStatus();
            default:
                return 0xFF;
        }
    }

    private void BitModify(int index, byte value)
    {
        switch (index)
        {
            case 1:
                _pointer = value & 0x7F;
                break;
            case 2:
                _modifyMask = IsBitModifiable(_pointer) ? value : 0xFF;
                if (!IsBitModifiable(_pointer))
                {
                    Complain($"bit modify of {_pointer:X2}, which writes the whole byte");
                }

                break;
            case 3:
                WriteRegister(_pointer, value, _modifyMask);
                break;
            default:
                Complain("bit modify of more than one byte");
                break;
        }
    }

    private byte ReadStatus()
    {
        int flags = _registers[CanIntf];
        int status = flags & 3;
        for (int buffer = 0; buffer < TransmitBuffers; buffer++)
        {
            status |= (_registers[TxB0Ctrl + buffer * 0x10] & TxReq) >> 3 << (2 + 2 * buffer);
            status |= (flags >> (2 + buffer) & 1) << (3 + 2 * buffer);
        }

        return (byte)status;
    }

    private byte ReceiveStatus()
    {
        int full = _registers[CanIntf] & 3;
        int buffer = (full & 1) != 0 ? RxB0Ctrl : RxB1Ctrl;
        if (full == 0)
        {
            return 0;
        }

        bool extended = (_registers[buffer + 2] & 0x08) != 0;
        bool remote = (_registers[buffer] & 0x08) != 0;
        int filter = buffer == RxB0Ctrl ? _registers[buffer] & 1 : _registers[buffer] & 7;
        if (buffer == RxB1Ctrl && filter < 2)
        {
            filter += 6;
        }

        return (byte)(full << 6 | (extended ? 0x10 : 0) | (remote ? 0x08 : 0) | filter);
    }
}
