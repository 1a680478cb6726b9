using ChargerFirmware.Bms;
using ChargerFirmware.Charger;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Judges the charger: whether it speaks, what it complains about, and whether it delivers what it was asked for and nothing else. Control thread only; allocates nothing.</summary>
/// <remarks>
/// What it delivers is its own word, and the pack's current where the owner has said that nothing else charges the pack (charger.onlySource): the sun may.
/// After a stop both are followed, each by itself: a charger that has fallen silent, or tells nothing, may still deliver. It is the charger's fault only when it
/// has heard the stop; the way around it (<see cref="DefiesForMs"/>) is needed all the more when it has not.
/// </remarks>
public sealed class ChargerSafety
{
    // A meter and a regulator of 2 % each and 0.1 A of resolution fit into 5 %; at small currents the meter's offset counts, hence 1 A at least.
    // The pack's current is another meter, and a receiver without a status gives the levels of an analogue output: 10 %.
    private const int StatusTolerancePermille = 50;
    private const int PackTolerancePermille = 100;
    private const int MinToleranceMilliAmps = 1000;

    // A reduction counts from its command: up to a second until it is sent, up to another until the status, and chargers come down within two.
    // So the highest request of the last 4..8 s is what is allowed, kept in two buckets.
    private const int BucketMs = 4000;

    // It has to last: two statuses at least.
    private const int OverForMs = 2000;

    // A charger that does not obey is not tried again at once, and each time after twice as long, until it has obeyed for a while.
    private const int OverShownMs = 60000;
    private const int MaxOverShownMs = 3600000;
    private const int ObeysAfterMs = 600000;

    // "Unplug it": three times what a status may be late, so that it is gone and not just late.
    private const int UnpluggedAfterMs = 10000;

    private readonly FaultRegister _faults;
    private readonly Defiance _told = new Defiance();
    private readonly Defiance _seen = new Defiance();
    private ChargeSettings _settings;
    private int _newerMilliAmps;
    private int _olderMilliAmps;
    private long _bucketEndMs;
    private long _overSinceMs = -1;
    private long _overUntilMs = -1;
    private int _overShownMs = OverShownMs;
    private long _obeysSinceMs = -1;
    private bool _tellsItself;
    private int _measuredMilliAmps;
    private long _measuredAtMs;

    public ChargerSafety(FaultRegister faults)
    {
        _faults = faults;
    }

    public bool ChargerOnline { get; private set; }

    /// <summary>For how long a current has been seen after a stop was asked for, heard or not; -1 while there is none, or nobody can tell.</summary>
    public long DefiesForMs => _told.ForMs > _seen.ForMs ? _told.ForMs : _seen.ForMs;

    public void Configure(ChargeSettings settings)
    {
        _settings = settings;
        _newerMilliAmps = 0;
        _olderMilliAmps = 0;
        _overSinceMs = -1;
    }

    /// <summary>The user says that the charger has been seen to.</summary>
    public void AcceptByUser()
    {
        _overUntilMs = -1;
        _overShownMs = OverShownMs;
    }

    public void Check(ChargerLink link, BatterySnapshot battery, bool packOnline, long nowMs)
    {
        CheckStatus(link, nowMs);
        CheckNotices(link, nowMs);
        bool canTell = Measure(link, battery, packOnline);
        FollowStop(link, battery, packOnline);
        CheckAfterStop(link, IsUnplugged(link, battery, packOnline, nowMs), nowMs);
        CheckOver(link, canTell, nowMs);
    }

    private void CheckStatus(ChargerLink link, long nowMs)
    {
        bool judge = _settings.CanEnabled && link.Protocol.ReportsStatus;
        bool silent = link.SilentForMs(nowMs) >= link.Protocol.SilentAfterMs;
        ChargerOnline = judge && !silent && link.Status.AtMs >= 0;
        _faults.Set(FaultCode.ChargerSilent, judge && silent, nowMs);

        int flags = ChargerOnline ? link.Status.Flags : 0;
        _faults.Set(FaultCode.ChargerHardwareFault, (flags & ChargerFlag.HardwareFault) != 0, nowMs);
        _faults.Set(FaultCode.ChargerOverTemperature, (flags & ChargerFlag.OverTemperature) != 0, nowMs);
        _faults.Set(FaultCode.ChargerInputVoltage, (flags & ChargerFlag.InputVoltage) != 0, nowMs);
        _faults.Set(FaultCode.ChargerNoBattery, (flags & ChargerFlag.NoBattery) != 0, nowMs);
        _faults.Set(FaultCode.ChargerOutputFault, (flags & ChargerFlag.OutputFault) != 0, nowMs);

        // It has not heard us for 5 s; the next command ends that by itself, so it is told and does not stop the charge.
        _faults.Set(FaultCode.ChargerCommTimeout, (flags & ChargerFlag.CommTimeout) != 0, nowMs);
    }

    private void CheckNotices(ChargerLink link, long nowMs)
    {
        _faults.Set(FaultCode.ReceiverHasNoTimeout, _settings.OutputEnabled && !link.Protocol.HasTimeout, nowMs);
        _faults.Set(FaultCode.ProtocolHasNoStop, _settings.OutputEnabled && !link.Protocol.CanStop, nowMs);
    }

    // False where nobody can tell, now or at all.
    private bool Measure(ChargerLink link, BatterySnapshot battery, bool packOnline)
    {
        _tellsItself = link.Protocol.ReportsStatus && link.Status.MilliAmps != Unknown.Number;
        if (_tellsItself)
        {
            _measuredMilliAmps = link.Status.MilliAmps;
            _measuredAtMs = link.Status.AtMs;
            return ChargerOnline;
        }

        _measuredMilliAmps = battery.PackMilliAmps;
        _measuredAtMs = battery.BasicAtMs;
        return _settings.OutputEnabled && _settings.OnlySource && packOnline && _measuredMilliAmps != Unknown.Number;
    }

    private void FollowStop(ChargerLink link, BatterySnapshot battery, bool packOnline)
    {
        if (ChargerOnline && link.Status.MilliAmps != Unknown.Number)
        {
            _told.Follow(link.Status.MilliAmps, link.Status.AtMs, link.Protocol.StopMilliAmps, link.StopAskedAtMs, link.StopHeardAtMs);
        }
        else
        {
            _told.Forget();
        }

        if (_settings.OutputEnabled && _settings.OnlySource && packOnline && battery.PackMilliAmps != Unknown.Number)
        {
            _seen.Follow(battery.PackMilliAmps, battery.BasicAtMs, link.Protocol.StopMilliAmps, link.StopAskedAtMs, link.StopHeardAtMs);
        }
        else
        {
            _seen.Forget();
        }
    }

    private void CheckAfterStop(ChargerLink link, bool unplugged, long nowMs)
    {
        if (_told.IsProven || _seen.IsProven)
        {
            _faults.Set(FaultCode.ChargerDeliversAfterStop, true, nowMs, _told.IsProven ? _told.MilliAmps : _seen.MilliAmps);
        }
        else if (unplugged || IsSeenToRest(link) || !CanEverTell(link))
        {
            _faults.Set(FaultCode.ChargerDeliversAfterStop, false, nowMs);
        }
    }

    // What the owner is told to do makes it silent for good; where the pack can be seen, it must agree.
    private static bool IsUnplugged(ChargerLink link, BatterySnapshot battery, bool packOnline, long nowMs)
    {
        bool packRests = !packOnline || (battery.PackMilliAmps != Unknown.Number && battery.PackMilliAmps <= Defiance.StoppedMilliAmps);
        return packRests && link.Protocol.ReportsStatus && link.SilentForMs(nowMs) >= UnpluggedAfterMs;
    }

    // A charger that tells its current has to say so itself, for the pack is also at rest when its MOSFET is open; and the pack's current must not contradict.
    private bool IsSeenToRest(ChargerLink link)
    {
        return link.Status.MilliAmps == Unknown.Number ? _seen.Rests : _told.Rests && _seen.ForMs < 0;
    }

    // Where nobody ever tells a current (an answer can be presence alone), the fault's cause cannot be seen and must not lock the user out; who is silent for the
    // moment may go on all the same.
    private bool CanEverTell(ChargerLink link)
    {
        bool answersWithoutCurrent = ChargerOnline && link.Status.MilliAmps == Unknown.Number;
        return _settings.OutputEnabled && (_settings.OnlySource || (link.Protocol.ReportsStatus && !answersWithoutCurrent));
    }

    private void CheckOver(ChargerLink link, bool canTell, long nowMs)
    {
        int allowed = FollowRequest(link.RequestedMilliAmps, nowMs);
        int tolerance = (int)((long)allowed * (_tellsItself ? StatusTolerancePermille : PackTolerancePermille) / 1000);
        tolerance = tolerance < MinToleranceMilliAmps ? MinToleranceMilliAmps : tolerance;
        if (!canTell || !link.Charges || _measuredMilliAmps <= allowed + tolerance)
        {
            _overSinceMs = -1;
        }
        else if (_overSinceMs < 0)
        {
            _overSinceMs = _measuredAtMs;
        }
        else if (_measuredAtMs - _overSinceMs >= OverForMs)
        {
            _overUntilMs = nowMs + _overShownMs;
            _overShownMs = _overShownMs > MaxOverShownMs / 2 ? MaxOverShownMs : _overShownMs * 2;
            _overSinceMs = -1;
        }

        FollowObedience(canTell && link.Charges && _overSinceMs < 0, nowMs);

        _faults.Set(FaultCode.ChargerOverDelivers, nowMs < _overUntilMs, nowMs, link.Charges ? _measuredMilliAmps : _faults.ValueOf(FaultCode.ChargerOverDelivers));
    }

    private void FollowObedience(bool obeys, long nowMs)
    {
        if (!obeys)
        {
            _obeysSinceMs = -1;
        }
        else if (_obeysSinceMs < 0)
        {
            _obeysSinceMs = nowMs;
        }
        else if (nowMs - _obeysSinceMs >= ObeysAfterMs)
        {
            _overShownMs = OverShownMs;
        }
    }

    private int FollowRequest(int milliAmps, long nowMs)
    {
        if (nowMs >= _bucketEndMs)
        {
            _bucketEndMs = nowMs + BucketMs;
            _olderMilliAmps = _newerMilliAmps;
            _newerMilliAmps = milliAmps;
        }
        else if (milliAmps > _newerMilliAmps)
        {
            _newerMilliAmps = milliAmps;
        }

        return _newerMilliAmps > _olderMilliAmps ? _newerMilliAmps : _olderMilliAmps;
    }
}
