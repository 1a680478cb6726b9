using System;
using ChargerFirmware.Can;

namespace Simulation.Can.Mcp2515;

/// <content>Transmit buffers (data sheet section 3).</content>
public sealed partial class Mcp2515Chip
{
    private const int None = -1;
    private const int TransmitBuffers = 3;

    // TXBnCTRL
    private const int TxReq = 0x08;
    private const int TxErr = 0x10;
    private const int Mloa = 0x20;
    private const int Abtf = 0x40;

    /// <summary>CANCTRL: every frame is tried once only.</summary>
    private const int OneShot = 0x08;

    private readonly CanFrame _looped = new();
    private int _peeked = None;
    private int _onWire = None;
    private bool _abortRequested;

    private bool IsAnythingPending => Choose() != None;

    bool ICanNode.TryPeekTransmit(CanFrame frame)
    {
        _peeked = _mode == Normal && !_isBusOff ? Choose() : None;
        if (_peeked == None)
        {
            return false;
        }

        Unload(_peeked, frame);
        return true;
    }

    void ICanNode.TransmitStarted()
    {
        _onWire = _peeked;
        _abortRequested = false;
    }

    void ICanNode.ArbitrationLost()
    {
        _registers[ControlOf(_peeked)] |= Mloa;
        if ((_control & OneShot) != 0)
        {
            GiveUp(_peeked);
        }
    }

    void ICanNode.Transmitted(bool acknowledged, long nowMs)
    {
        int buffer = _onWire;
        _onWire = None;
        if (buffer == None)
        {
            return; // A reset came in between.
        }

        if (acknowledged)
        {
            CountGoodTransmit();
            Finish(buffer);
            return;
        }

        CountBadTransmit(wasDestroyed: false);
        Fail(buffer);
    }

    void ICanNode.Destroyed(long nowMs)
    {
        int buffer = _onWire;
        _onWire = None;
        if (buffer == None)
        {
            return;
        }

        CountBadTransmit(wasDestroyed: true);
        Fail(buffer);
    }

    private static int ControlOf(int buffer)
    {
        return TxB0Ctrl + buffer * 0x10;
    }

    private void RequestToSend(int buffers)
    {
        for (int buffer = 0; buffer < TransmitBuffers; buffer++)
        {
            if ((buffers & 1 << buffer) != 0)
            {
                Request(buffer);
            }
        }
    }

    private void Request(int buffer)
    {
        if (_mode != Normal && _mode != Loopback)
        {
            Complain("request to send outside normal mode");
        }

        int control = ControlOf(buffer);
        _registers[control] = (byte)((_registers[control] & ~(TxErr | Mloa | Abtf)) | TxReq);
    }

    private void WriteTransmitBuffer(int buffer, int offset, int value, int mask)
    {
        int control = ControlOf(buffer);
        bool pending = (_registers[control] & TxReq) != 0;
        if (offset != 0)
        {
            if (pending || _onWire == buffer)
            {
                Complain($"write to transmit buffer {buffer} while its frame is pending");
                return;
            }

            _registers[control + offset] = (byte)((_registers[control + offset] & ~mask) | (value & mask));
            return;
        }

        _registers[control] = (byte)((_registers[control] & ~(mask & 3)) | (value & mask & 3));
        if ((mask & TxReq) == 0)
        {
            return;
        }

        if ((value & TxReq) != 0)
        {
            Complain("TXREQ set by a register write, which can send the frame twice (erratum 5)");
            Request(buffer);
        }
        else if (pending)
        {
            Abort(buffer);
        }
    }

    private void AbortAll()
    {
        for (int buffer = 0; buffer < TransmitBuffers; buffer++)
        {
            if ((_registers[ControlOf(buffer)] & TxReq) != 0)
            {
                Abort(buffer);
            }
        }
    }

    /// <summary>A frame on the wire goes on and is given up only if it fails (3.6).</summary>
    private void Abort(int buffer)
    {
        if (_onWire != buffer)
        {
            GiveUp(buffer);
            return;
        }

        _abortRequested = true;
        if (AbortReadsAtOnce)
        {
            _registers[ControlOf(buffer)] &= unchecked((byte)~TxReq);
        }
    }

    /// <summary>ABTF tells of aborts by ABAT only (3.6).</summary>
    private void GiveUp(int buffer)
    {
        int control = ControlOf(buffer);
        _registers[control] = (byte)((_registers[control] & ~TxReq) | ((_control & Abat) != 0 ? Abtf : 0));
    }

    private void Finish(int buffer)
    {
        _registers[ControlOf(buffer)] &= unchecked((byte)~TxReq);
        _registers[CanIntf] |= (byte)(Tx0If << buffer);
    }

    private void Fail(int buffer)
    {
        _registers[ControlOf(buffer)] |= TxErr;
        if (_abortRequested || (_control & OneShot) != 0)
        {
            GiveUp(buffer);
        }
    }

    /// <summary>The next buffer: the highest TXP, of equals the highest number (3.2).</summary>
    private int Choose()
    {
        int best = None;
        int bestPriority = None;
        for (int buffer = 0; buffer < TransmitBuffers; buffer++)
        {
            int control = _registers[ControlOf(buffer)];
            if ((control & TxReq) != 0 && (control & 3) >= bestPriority)
            {
                best = buffer;
                bestPriority = control & 3;
            }
        }

        return best;
    }

    private void Unload(int buffer, CanFrame frame)
    {
        int at = ControlOf(buffer) + 1;
        int sidl = _registers[at + 1];
        frame.Extended = (sidl & 0x08) != 0;
        uint standard = (uint)(_registers[at] << 3 | sidl >> 5);
        frame.Id = frame.Extended ? standard << 18 | (uint)((sidl & 3) << 16 | _registers[at + 2] << 8 | _registers[at + 3]) : standard;
        frame.Remote = (_registers[at + 4] & 0x40) != 0;
        frame.Length = Math.Min(_registers[at + 4] & 0x0F, CanFrame.MaxLength);
        Array.Copy(_registers, at + 5, frame.Data, 0, CanFrame.MaxLength);
    }

    /// <summary>Loopback mode: what is sent comes back through the filters, without the bus (10.3).</summary>
    private void LoopBack()
    {
        for (int buffer = Choose(); buffer != None; buffer = Choose())
        {
            Unload(buffer, _looped);
            Finish(buffer);
            Accept(_looped);
        }
    }
}
