using System;

namespace Simulation.Can.Mcp2515;

/// <content>The register map (data sheet section 11): what reads how, and what may be written when.</content>
public sealed partial class Mcp2515Chip
{
    private const int BfpCtrl = 0x0C;
    private const int TxRtsCtrl = 0x0D;
    private const int Rxf3 = 0x10;
    private const int Tec = 0x1C;
    private const int Rec = 0x1D;
    private const int Rxm0 = 0x20;
    private const int Rxm1 = 0x24;
    private const int Cnf3 = 0x28;
    private const int Cnf2 = 0x29;
    private const int Cnf1 = 0x2A;
    private const int CanInte = 0x2B;
    private const int CanIntf = 0x2C;
    private const int Eflg = 0x2D;
    private const int TxB0Ctrl = 0x30;
    private const int RxB0Ctrl = 0x60;
    private const int RxB1Ctrl = 0x70;

    // CANINTF
    private const int Rx0If = 0x01;
    private const int Tx0If = 0x04;
    private const int ErrIf = 0x20;
    private const int WakIf = 0x40;
    private const int MerrF = 0x80;

    private static readonly byte[] InterruptsByPriority = [ErrIf, WakIf, Tx0If, Tx0If << 1, Tx0If << 2, Rx0If, Rx0If << 1];

    private readonly byte[] _registers = new byte[128];

    private void Reset()
    {
        Array.Clear(_registers);
        _control = 0x87;
        _mode = Configuration;
        _recessiveUs = 0;
        _bus.Abandon(this);
        _onWire = None;
        _peeked = None;
        _abortRequested = false;
        _transmitErrors = 0;
        _receiveErrors = 0;
        _isBusOff = false;
        _isStartingUp = true;
    }

    private byte ReadRegister(int address)
    {
        address &= 0x7F;
        if ((address & 0x0F) == 0x0E)
        {
            return (byte)(_mode << 5 | InterruptCode() << 1);
        }

        if ((address & 0x0F) == 0x0F)
        {
            return (byte)_control;
        }

        return address switch
        {
            // The RTS pins are inputs with pull-ups when they are not used (register 3-2).
            TxRtsCtrl => (byte)(_registers[TxRtsCtrl] | 0x38),
            Tec => (byte)Math.Min(_transmitErrors, 255),
            Rec => (byte)Math.Min(_receiveErrors, 255),
            Eflg => (byte)(_registers[Eflg] | ErrorState()),
            _ when IsFilterOrMask(address) && _mode != Configuration => 0,
            _ => _registers[address],
        };
    }

    /// <summary>Writes the bits of <paramref name="mask"/>, as far as the register takes them now.</summary>
    private void WriteRegister(int address, int value, int mask = 0xFF)
    {
        address &= 0x7F;
        if ((address & 0x0F) == 0x0F)
        {
            WriteControl((_control & ~mask) | (value & mask));
            return;
        }

        if (IsConfigurationOnly(address) && _mode != Configuration)
        {
            Complain($"write to {address:X2} outside configuration mode");
            return;
        }

        if (address >= TxB0Ctrl && address < RxB0Ctrl && (address & 0x0F) != 0x0E)
        {
            WriteTransmitBuffer((address - TxB0Ctrl) / 16, address & 0x0F, value, mask);
            return;
        }

        int writable = mask & WritableBits(address);
        int before = _registers[address];
        _registers[address] = (byte)((before & ~writable) | (value & writable));
        if (address == RxB0Ctrl)
        {
            // BUKT1 is a copy of BUKT.
            _registers[address] = (byte)((_registers[address] & ~0x02) | ((_registers[address] & 0x04) >> 1));
        }

        if (address is CanIntf or Eflg)
        {
            HoldLatches(before);
        }
    }

    /// <summary>An interrupt flag cannot be cleared before its cause is (7.7): an overrun holds ERRIF. Setting WAKIF by SPI wakes the chip (10.2).</summary>
    private void HoldLatches(int before)
    {
        if ((_registers[Eflg] & 0xC0) != 0)
        {
            _registers[CanIntf] |= ErrIf;
        }

        if (_mode == Sleep && (before & WakIf) == 0 && (_registers[CanIntf] & WakIf) != 0)
        {
            WakeUp();
        }
    }

    private static bool IsFilterOrMask(int address)
    {
        return address < BfpCtrl || address is >= Rxf3 and < Tec || address is >= Rxm0 and < Cnf3;
    }

    private static bool IsConfigurationOnly(int address)
    {
        return IsFilterOrMask(address) || address is TxRtsCtrl or Cnf1 or Cnf2 or Cnf3;
    }

    private static int WritableBits(int address)
    {
        if ((address & 0x0F) == 0x0E)
        {
            return 0;
        }

        if (IsFilterOrMask(address))
        {
            bool isMask = address >= Rxm0;
            bool isSidl = address % 4 == 1;
            return !isSidl ? 0xFF : isMask ? 0xE3 : 0xEB;
        }

        return address switch
        {
            BfpCtrl => 0x3F,
            TxRtsCtrl => 0x07,
            Tec or Rec => 0,
            Cnf3 => 0xC7,
            Eflg => 0xC0,
            RxB0Ctrl => 0x64,
            RxB1Ctrl => 0x60,
            > RxB0Ctrl => 0,
            _ => 0xFF,
        };
    }

    /// <summary>Registers that BIT MODIFY knows (table 11-1, shaded); elsewhere it is a write of the whole byte.</summary>
    private static bool IsBitModifiable(int address)
    {
        return (address & 0x0F) == 0x0F
            || address is BfpCtrl or TxRtsCtrl or Cnf1 or Cnf2 or Cnf3 or CanInte or CanIntf or Eflg or TxB0Ctrl or TxB0Ctrl + 0x10 or TxB0Ctrl + 0x20 or RxB0Ctrl or RxB1Ctrl;
    }

    /// <summary>ICOD: the flag of highest priority among the enabled ones (table 7-1).</summary>
    private int InterruptCode()
    {
        int active = _registers[CanIntf] & _registers[CanInte];
        for (int i = 0; i < InterruptsByPriority.Length; i++)
        {
            if ((active & InterruptsByPriority[i]) != 0)
            {
                return i + 1;
            }
        }

        return 0;
    }
}
