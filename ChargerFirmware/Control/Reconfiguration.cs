using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Holds other settings back until the charger has confirmed a stop in the language that it understands now. Control thread only.</summary>
public sealed class Reconfiguration
{
    /// <summary>How long is waited for the confirmation; then the settings apply all the same and a notice tells.</summary>
    public const int WaitMs = 3000;

    private readonly FaultRegister _faults;
    private ChargeSettings _waiting;
    private long _untilMs;

    public Reconfiguration(FaultRegister faults)
    {
        _faults = faults;
    }

    /// <summary>Settings wait: the charger is to be held at a stop.</summary>
    public bool IsPending => _waiting != null;

    /// <summary>Begins to wait, or goes on with newer settings in the place of those that wait.</summary>
    public void Begin(ChargeSettings settings, long nowMs)
    {
        if (_waiting == null)
        {
            _untilMs = nowMs + WaitMs;
        }

        _waiting = settings;
    }

    /// <summary>The settings whose time has come; null while there are none.</summary>
    public ChargeSettings TakeDue(ChargeSettings current, ICanBus can, ChargerLink link, long nowMs)
    {
        if (_waiting == null)
        {
            return null;
        }

        // Where no frame was ever acknowledged there is nobody who could be charging on our word.
        bool nobodyListens = link.Protocol.UsesBus && (!current.CanEnabled || can.Health.Sent == 0);
        bool confirmed = nobodyListens || link.IsStopConfirmed();
        if (!confirmed && nowMs < _untilMs)
        {
            return null;
        }

        _faults.Set(FaultCode.ChargerStopUnconfirmed, !confirmed, nowMs);
        ChargeSettings due = _waiting;
        _waiting = null;
        return due;
    }
}
