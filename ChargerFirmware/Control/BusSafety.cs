using ChargerFirmware.Can;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>What the state of the CAN bus forbids. Control thread only; allocates nothing.</summary>
public sealed class BusSafety
{
    // The driver gives a bus one second to be idle before it begins anew.
    private const int BlockedAfterMs = 1500;

    // An overrun is told for this long.
    private const int OverrunShownMs = 10000;

    private readonly FaultRegister _faults;
    private long _seenMs;
    private int _overrunsSeen;
    private long _overrunUntilMs = -1;

    public BusSafety(FaultRegister faults)
    {
        _faults = faults;
    }

    /// <summary>The bus has only now begun to come up.</summary>
    public void Restart(long nowMs)
    {
        _seenMs = nowMs;
    }

    public void Check(CanHealth can, bool enabled, long nowMs)
    {
        _faults.Set(FaultCode.CanControllerMissing, enabled && can.State == CanState.Absent, nowMs);
        _faults.Set(FaultCode.CanBusOff, enabled && can.State == CanState.BusOff, nowMs);

        // The controller answers but finds no idle bus: shorted, or another bit rate all the time. One that lost its supply for a moment is back much sooner.
        if (can.State != CanState.Starting)
        {
            _seenMs = nowMs;
        }

        _faults.Set(FaultCode.CanBusBlocked, enabled && can.Settled && nowMs - _seenMs >= BlockedAfterMs, nowMs);

        // Alone on the bus a node is error passive from the start: the first seconds belong to the charger's own start.
        _faults.Set(FaultCode.CanPassive, enabled && can.Settled && can.State == CanState.ErrorPassive, nowMs, can.TransmitErrors);
        if (can.Overruns != _overrunsSeen)
        {
            _overrunsSeen = can.Overruns;
            _overrunUntilMs = nowMs + OverrunShownMs;
        }

        _faults.Set(FaultCode.CanOverrun, enabled && nowMs < _overrunUntilMs, nowMs, can.Overruns);
    }
}
