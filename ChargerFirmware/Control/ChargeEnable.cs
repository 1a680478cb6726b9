using ChargerFirmware.Ports;

namespace ChargerFirmware.Control;

/// <summary>The output that an external hold-off circuit watches: a square wave while charging is allowed, low while it is not. Control thread only.</summary>
/// <remarks>
/// A level would stay as it is when the firmware hangs; edges end. The circuit lets charging through for <see cref="HoldOffMs"/> after each rising edge,
/// so a hang, a crash or a restart ends the charge wherever the line stands (ARCHITECTURE.md says how).
/// </remarks>
public sealed class ChargeEnable
{
    /// <summary>Half a period: an edge each tick, 5 Hz.</summary>
    public const int HalfPeriodMs = ControlLoop.TickMs;

    /// <summary>What the circuit should hold: two and a half periods, so that one late tick does not interrupt a charge.</summary>
    public const int HoldOffMs = 500;

    // Ticks have some jitter, and a command makes one of its own.
    private const int EarlyMs = 20;

    private readonly ILine _line;
    private bool _isHigh;
    private long _edgeMs;

    /// <param name="line">Null where no circuit is fitted.</param>
    public ChargeEnable(ILine line)
    {
        _line = line;
        Put(false);
    }

    /// <summary>Every tick, once it is decided whether charging is allowed.</summary>
    public void Pass(bool charges, long nowMs)
    {
        if (!charges)
        {
            if (_isHigh)
            {
                Put(false);
            }
        }
        else if (nowMs - _edgeMs >= HalfPeriodMs - EarlyMs)
        {
            _edgeMs = nowMs;
            Put(!_isHigh);
        }
    }

    private void Put(bool high)
    {
        _isHigh = high;
        if (_line != null)
        {
            _line.Write(high);
        }
    }
}
