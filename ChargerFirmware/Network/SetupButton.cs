using ChargerFirmware.Ports;

namespace ChargerFirmware.Network;

/// <summary>A button to ground that must be held. Network thread only.</summary>
public sealed class SetupButton
{
    /// <summary>Long enough for no sleeve and no bounce.</summary>
    public const int HoldMs = 5000;

    // On the device each look at a pin allocates: ten a second are enough for a finger.
    private const int LookMs = 100;

    private readonly ILine _line;
    private bool _isDown;
    private bool _isDone;
    private long _sinceMs;
    private long _lookedMs = long.MinValue / 2;

    /// <param name="line">Low while pressed; null where there is no button.</param>
    public SetupButton(ILine line)
    {
        _line = line;
    }

    /// <summary>True once for each time that it was held long enough.</summary>
    public bool Pass(long nowMs)
    {
        if (_line == null || nowMs - _lookedMs < LookMs)
        {
            return false;
        }

        _lookedMs = nowMs;
        if (_line.IsHigh)
        {
            _isDown = false;
            return false;
        }

        if (!_isDown)
        {
            _isDown = true;
            _isDone = false;
            _sinceMs = nowMs;
        }

        if (_isDone || nowMs - _sinceMs < HoldMs)
        {
            return false;
        }

        _isDone = true;
        return true;
    }
}
