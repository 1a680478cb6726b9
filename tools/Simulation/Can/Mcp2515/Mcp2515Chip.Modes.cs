namespace Simulation.Can.Mcp2515;

/// <content>Modes of operation (data sheet section 10).</content>
public sealed partial class Mcp2515Chip
{
    private const int Normal = 0;
    private const int Sleep = 1;
    private const int Loopback = 2;
    private const int ListenOnly = 3;
    private const int Configuration = 4;

    /// <summary>Recessive bits that a node waits for before it takes part.</summary>
    private const int IdleBits = 11;
    private const int Abat = 0x10;

    private int _control;
    private int _mode;
    private long _recessiveUs;

    private void WriteControl(int value)
    {
        int requestBefore = _control >> 5;
        _control = value & 0xFF;
        if (_control >> 5 > Configuration)
        {
            Complain($"invalid mode in CANCTRL {_control:X2}");
        }

        if (_control >> 5 != requestBefore)
        {
            _recessiveUs = 0;
        }

        if ((_control & Abat) != 0)
        {
            AbortAll();
        }
    }

    /// <summary>The mode follows the request once nothing is pending any more (10.0), and takes part in the bus only after idle bits.</summary>
    private void ChangeModeWhenPossible()
    {
        int request = _control >> 5;
        if (request == _mode || request > Configuration || _mode == Sleep || (_mode is Normal or Loopback && (IsAnythingPending || _onWire != None)))
        {
            return;
        }

        if (request is Normal or ListenOnly && _recessiveUs < MicrosecondsOfBits(IdleBits))
        {
            return;
        }

        _mode = request;
        if (_mode == Configuration)
        {
            // 10.1: all error counters are cleared.
            _transmitErrors = 0;
            _receiveErrors = 0;
            _isBusOff = false;
        }
    }

    /// <summary>From sleep the chip comes back listening only (10.2.1).</summary>
    private void WakeUp()
    {
        _control = (_control & 0x1F) | ListenOnly << 5;
        _mode = ListenOnly;
    }

    private void WakeByBusActivity()
    {
        if ((_registers[CanInte] & WakIf) == 0)
        {
            return;
        }

        _registers[CanIntf] |= WakIf;
        WakeUp();
    }
}
