namespace Simulation.Can.Mcp2515;

/// <content>Error counters and states (data sheet section 6, ISO 11898-1).</content>
public sealed partial class Mcp2515Chip
{
    private const int ErrorStep = 8;
    private const int WarningLimit = 96;
    private const int PassiveLimit = 128;
    private const int BusOffLimit = 256;

    /// <summary>Where the receive counter goes from the passive range at a good frame: 119..127 by the standard.</summary>
    private const int ReceiveErrorsAfterPassive = 120;
    private const int RecoverySequences = 128;

    private int _transmitErrors;
    private int _receiveErrors;
    private bool _isBusOff;
    private long _recoveryUs;

    private bool IsPassive => _transmitErrors >= PassiveLimit || _receiveErrors >= PassiveLimit;

    void ICanNode.ReceiveError()
    {
        if (_mode == Sleep)
        {
            WakeByBusActivity();
        }

        if (!IsOnBus)
        {
            return;
        }

        int before = ErrorState();
        if (_receiveErrors < PassiveLimit)
        {
            _receiveErrors++;
        }

        _registers[CanIntf] |= MerrF;
        NoteErrorState(before);
    }

    private int ErrorState()
    {
        int transmit = _transmitErrors;
        int receive = _receiveErrors;
        return (_isBusOff ? 0x20 : 0)
            | (transmit >= PassiveLimit ? 0x10 : 0)
            | (receive >= PassiveLimit ? 0x08 : 0)
            | (transmit >= WarningLimit ? 0x04 : 0)
            | (receive >= WarningLimit ? 0x02 : 0)
            | (transmit >= WarningLimit || receive >= WarningLimit ? 0x01 : 0);
    }

    /// <summary>ERRIF latches every change of state (7.6).</summary>
    private void NoteErrorState(int before)
    {
        if (ErrorState() != before)
        {
            _registers[CanIntf] |= ErrIf;
        }
    }

    private void CountGoodTransmit()
    {
        int before = ErrorState();
        if (_transmitErrors > 0)
        {
            _transmitErrors--;
        }

        NoteErrorState(before);
    }

    private void CountGoodReceive()
    {
        int before = ErrorState();
        if (_receiveErrors >= PassiveLimit)
        {
            _receiveErrors = ReceiveErrorsAfterPassive;
        }
        else if (_receiveErrors > 0)
        {
            _receiveErrors--;
        }

        NoteErrorState(before);
    }

    /// <summary>An error-passive node does not count a missing acknowledge (ISO 11898-1, exception 1): alone on the bus it stays at 128.</summary>
    private void CountBadTransmit(bool wasDestroyed)
    {
        int before = ErrorState();
        if (wasDestroyed || !IsPassive)
        {
            _transmitErrors += ErrorStep;
        }

        if (_transmitErrors >= BusOffLimit)
        {
            _isBusOff = true;
            _recoveryUs = 0;
        }

        _registers[CanIntf] |= MerrF;
        NoteErrorState(before);
    }

    /// <summary>By itself, after 128 times 11 recessive bits, with whatever is pending still pending.</summary>
    private void RecoverFromBusOff(long recessiveUs)
    {
        if (!_isBusOff)
        {
            return;
        }

        _recoveryUs += recessiveUs;
        if (_recoveryUs < MicrosecondsOfBits(RecoverySequences * IdleBits))
        {
            return;
        }

        int before = ErrorState();
        _isBusOff = false;
        _transmitErrors = 0;
        _receiveErrors = 0;
        NoteErrorState(before);
    }
}
