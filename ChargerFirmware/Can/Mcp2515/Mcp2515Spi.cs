using ChargerFirmware.Ports;

namespace ChargerFirmware.Can.Mcp2515;

/// <summary>The chip's SPI instructions, one method each. Every byte array is made once: a transaction allocates nothing.</summary>
/// <remarks>On the device a transaction costs the same whatever its length, so few long ones are better than many short ones.</remarks>
public sealed class Mcp2515Spi
{
    /// <summary>Where the bytes of an answer begin: instruction and address come first.</summary>
    private const int AnswerOffset = 2;

    // From the error counters (1C) to TXB0CTRL (30): everything that a control tick wants to know, in one transaction.
    private const int LookFrom = Mcp2515Registers.TransmitErrors;
    private const int LookTo = Mcp2515Registers.Transmit0Control;

    private readonly ISpi _spi;
    private readonly byte[] _reset = { Mcp2515Registers.Reset };
    private readonly byte[] _requestToSend = { Mcp2515Registers.RequestToSend0 };
    private readonly byte[] _load = new byte[1 + Mcp2515Frame.Length];
    private readonly byte[] _readStatus = { Mcp2515Registers.ReadStatus, 0 };
    private readonly byte[] _status = new byte[2];
    private readonly byte[] _readBuffer0 = new byte[1 + Mcp2515Frame.Length];
    private readonly byte[] _readBuffer1 = new byte[1 + Mcp2515Frame.Length];
    private readonly byte[] _buffer = new byte[1 + Mcp2515Frame.Length];
    private readonly byte[] _bitModify = { Mcp2515Registers.BitModify, 0, 0, 0 };
    private readonly byte[] _write = { Mcp2515Registers.Write, 0, 0 };
    private readonly byte[] _readModes = { Mcp2515Registers.Read, Mcp2515Registers.Status, 0, 0 };
    private readonly byte[] _modes = new byte[4];
    private readonly byte[] _readLook = new byte[AnswerOffset + LookTo - LookFrom + 1];
    private readonly byte[] _look = new byte[AnswerOffset + LookTo - LookFrom + 1];

    public Mcp2515Spi(ISpi spi)
    {
        _spi = spi;
        _load[0] = Mcp2515Registers.LoadTransmitBuffer0;
        _readBuffer0[0] = Mcp2515Registers.ReadReceiveBuffer0;
        _readBuffer1[0] = Mcp2515Registers.ReadReceiveBuffer1;
        _readLook[0] = Mcp2515Registers.Read;
        _readLook[1] = LookFrom;
    }

    /// <summary>All registers to their defaults, configuration mode, off the bus at once. The chip then needs 128 oscillator periods.</summary>
    public void Reset()
    {
        _spi.Write(_reset);
    }

    /// <summary>Whether a chip that has just been reset answers: configuration mode, and CANCTRL as after a reset. A dead line reads 00 or FF.</summary>
    public bool IsFreshFromReset()
    {
        ReadModes();
        return (_modes[AnswerOffset] & Mcp2515Registers.ModeMask) == Mcp2515Registers.ModeConfiguration
            && (_modes[AnswerOffset + 1] & Mcp2515Registers.ControlResetMask) == Mcp2515Registers.ControlResetValue;
    }

    /// <summary>The mode that the chip is in, as in CANSTAT.</summary>
    public int ReadMode()
    {
        ReadModes();
        return _modes[AnswerOffset] & Mcp2515Registers.ModeMask;
    }

    public void WriteRegister(byte address, byte value)
    {
        _write[1] = address;
        _write[2] = value;
        _spi.Write(_write);
    }

    /// <summary>Clears bits of a register that allows it, without a read: flags that come up meanwhile are not lost.</summary>
    public void ClearBits(byte address, int bits)
    {
        _bitModify[1] = address;
        _bitModify[2] = (byte)bits;
        _spi.Write(_bitModify);
    }

    public int ReadStatus()
    {
        _spi.Transfer(_readStatus, _status);
        return _status[1];
    }

    /// <summary>Fills transmit buffer 0 and asks for it to be sent, by RTS: setting TXREQ by a register write can send the frame twice (erratum 5).</summary>
    public void Send(CanFrame frame)
    {
        Mcp2515Frame.Pack(frame, _load, 1);
        _spi.Write(_load);
        _spi.Write(_requestToSend);
    }

    /// <summary>Takes the frame out of receive buffer 0 or 1; the chip frees the buffer as chip select rises.</summary>
    public void Receive(int buffer, CanFrame frame)
    {
        _spi.Transfer(buffer == 0 ? _readBuffer0 : _readBuffer1, _buffer);
        Mcp2515Frame.Unpack(_buffer, 1, frame);
    }

    /// <summary>Reads the registers from the error counters to TXB0CTRL; <see cref="Seen"/> gives them.</summary>
    public void Look()
    {
        _spi.Transfer(_readLook, _look);
    }

    /// <summary>A register as the last <see cref="Look"/> saw it.</summary>
    public int Seen(int address)
    {
        return _look[AnswerOffset - LookFrom + address];
    }

    private void ReadModes()
    {
        _spi.Transfer(_readModes, _modes);
    }
}
