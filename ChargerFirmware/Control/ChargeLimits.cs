using ChargerFirmware.Bms;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Folds all limits of the current by minimum and names the one that binds. Control thread only; allocates nothing.</summary>
/// <remarks>A limit that cannot be computed is zero, or stays where it was when it was known: what is unknown never raises a current.</remarks>
public sealed class ChargeLimits
{
    // A cell that has been brought up sinks again when the current rises on its weakest neighbour's account, not by more than this.
    private const int PrechargeHysteresisMilliVolts = 20;

    // A warning of the BMS is counted for this long after it has gone.
    private const int WarningMs = 60000;

    // How far a limit that moves by itself must be above a step before the step is taken.
    private const int SurelyPermille = 950;

    // Warnings that speak of charging, numbered as the protections are.
    private const int ChargeWarnings = Protection.CellOverVoltage | Protection.PackOverVoltage | Protection.ChargeOverTemperature | Protection.ChargeUnderTemperature | Protection.ChargeOverCurrent;

    private readonly TemperatureLimit _temperature = new TemperatureLimit();
    // A charger's heat goes about with its current. One that is at 75 degC in a summer of 45 degC is 30 K above it, half of the current leaves 15 K: 60 degC, where the limit
    // begins, so it finds its place in between. 75 degC is also where power electronics that has switched itself off (at 85 as a rule) comes back.
    private const int ChargerWarmDeciC = 600;
    private const int ChargerHotDeciC = 750;

    // None lives there: one byte of FF is 215 degC, and says that nothing is measured.
    private const int ChargerMaxDeciC = 1500;

    private readonly SmoothShare _chargerHeat = new SmoothShare();
    private readonly SmoothShare _spread = new SmoothShare();
    private readonly CellLimit _cell = new CellLimit();
    private ChargeSettings _settings;
    private BatterySnapshot _battery;
    private int _pack;
    private long _warnedUntilMs;

    public ChargeLimits()
    {
        Restart();
    }

    /// <summary>The lowest of all limits.</summary>
    public int MilliAmps { get; private set; }

    /// <summary>The same with those that move by themselves (temperature, cells) a little lower: for chargers with steps.</summary>
    public int SurelyMilliAmps { get; private set; }

    /// <summary>What <see cref="SurelyMilliAmps"/> comes from, as <see cref="Cause"/>, <see cref="WhySubject"/> and <see cref="WhyValue"/> say it of the limit.</summary>
    public int SurelyCause { get; private set; }

    public int SurelySubject { get; private set; }

    public int SurelyValue { get; private set; }

    /// <summary>What would be given if no cell were near its limit.</summary>
    public int WithoutCellMilliAmps { get; private set; }

    /// <summary>A value of <see cref="LimitCause"/>.</summary>
    public int Cause { get; private set; }

    /// <summary>The cell or sensor from 1, or what <see cref="WhyReason"/> says.</summary>
    public int WhySubject { get; private set; }

    /// <summary>The limit's, the cell's or the sensor's value; <see cref="Unknown.Number"/> where it is not known.</summary>
    public int WhyValue { get; private set; }

    /// <summary>What binds is measured at the pack, and is worth more words than that the charger cannot give so little.</summary>
    public bool IsOfPack => Cause == LimitCause.Temperature || Cause == LimitCause.Sensor || Cause == LimitCause.Spread || Cause == LimitCause.Precharge || Cause == LimitCause.Cell;

    /// <summary>The pack is warm: what the owner calls fast is not for it, whatever current that is.</summary>
    public bool IsWarm => _temperature.IsDerated;

    /// <summary>The lowest cell has to be brought up first.</summary>
    public bool IsPrecharge { get; private set; }

    /// <summary>The pack may be another one: nothing of before counts.</summary>
    public void Restart()
    {
        _temperature.Restart();
        _cell.Restart();
        _chargerHeat.Restart();
        _spread.Restart();
        _warnedUntilMs = -1;
        IsPrecharge = false;
    }

    /// <param name="settings">What the owner allows.</param>
    /// <param name="mode">A <see cref="ChargeMode"/>.</param>
    /// <param name="battery">What the BMS tells.</param>
    /// <param name="chargerDeciC">How warm the charger says it is; <see cref="Unknown.Number"/> where it does not tell.</param>
    /// <param name="remoteMilliAmps">The limit from afar; <see cref="Unknown.Number"/> for none.</param>
    /// <param name="nowMs">The control clock.</param>
    public void Fold(ChargeSettings settings, int mode, BatterySnapshot battery, int chargerDeciC, int remoteMilliAmps, long nowMs)
    {
        _settings = settings;
        _battery = battery;
        int known = PackMilliAmps(settings, battery);
        _pack = known == Unknown.Number ? 0 : known;
        MilliAmps = settings.MilliAmpsOf(mode);
        SurelyMilliAmps = MilliAmps;
        Cause = LimitCause.Mode;
        WhySubject = mode == ChargeMode.Slow && settings.Charger.SlowIsProtocols ? WhyReason.SlowIsZero : Unknown.Number;
        WhyValue = MilliAmps;
        Lower(_pack, LimitCause.Pack, Unknown.Number, known);
        FoldOwners(remoteMilliAmps);
        FoldCharger(chargerDeciC, nowMs);
        FoldWarnings(nowMs);
        FoldTemperature();
        FoldSpread(nowMs);
        FoldPrecharge();
        WithoutCellMilliAmps = MilliAmps;
        FoldCell(nowMs);
    }

    /// <summary>The pack's limit: the setting, or half of the nominal capacity an hour; unknown when there is neither.</summary>
    public static int PackMilliAmps(ChargeSettings settings, BatterySnapshot battery)
    {
        if (settings.BatteryMaxMilliAmps > 0)
        {
            return settings.BatteryMaxMilliAmps;
        }

        return battery.NominalMilliAmpHours > 0 ? battery.NominalMilliAmpHours / 2 : Unknown.Number;
    }

    private void FoldOwners(int remoteMilliAmps)
    {
        if (_settings.LimitMilliAmps > 0)
        {
            Lower(_settings.LimitMilliAmps, LimitCause.User, Unknown.Number, _settings.LimitMilliAmps);
        }

        if (remoteMilliAmps != Unknown.Number)
        {
            Lower(remoteMilliAmps, LimitCause.Remote, Unknown.Number, remoteMilliAmps);
        }
    }

    private void FoldCharger(int deciC, long nowMs)
    {
        if (_settings.ChargerMaxMilliAmps > 0)
        {
            Lower(_settings.ChargerMaxMilliAmps, LimitCause.Charger, Unknown.Number, _settings.ChargerMaxMilliAmps);
        }

        // One that tells its temperature no more stays as warm as it was.
        if (deciC != Unknown.Number && deciC <= ChargerMaxDeciC)
        {
            _chargerHeat.Follow(ChargerHotDeciC - deciC, ChargerHotDeciC - ChargerWarmDeciC, nowMs);
        }

        // The half that is left at the end is not the limit's to take: the charger itself knows when it is too hot, and that is a fault.
        int half = MilliAmps / 2;
        int warm = half + _chargerHeat.Of(MilliAmps - half);
        Lower(warm, LimitCause.Charger, WhyReason.ChargerWarm, warm);
    }

    private void FoldWarnings(long nowMs)
    {
        if ((_battery.AlarmFlags & ChargeWarnings) != 0)
        {
            _warnedUntilMs = nowMs + WarningMs;
        }

        if (nowMs < _warnedUntilMs)
        {
            Lower(_pack / 2, LimitCause.Bms, Unknown.Number, _pack / 2);
        }
    }

    private void FoldTemperature()
    {
        _temperature.Follow(_settings, _battery);
        if (_temperature.IsDerated)
        {
            // Fast is not for a warm pack, also where the owner's fast is less than his medium.
            int medium = _settings.MilliAmpsOf(ChargeMode.Medium);
            int fast = _settings.MilliAmpsOf(ChargeMode.Fast);
            int warmest = _temperature.Warmest;
            Lower(medium <= fast || fast <= 0 ? medium : fast - 1, LimitCause.Temperature, warmest + 1, warmest < 0 ? Unknown.Number : _battery.TempDeciC[warmest]);
        }

        int sensor = _temperature.Sensor;
        bool missing = _temperature.IsSensorMissing;
        LowerMoving(LimitShare.Of(_pack, _temperature.Share), missing ? LimitCause.Sensor : LimitCause.Temperature, sensor + 1, missing ? Unknown.Number : _battery.TempDeciC[sensor]);
    }

    // The cells differ in resistance too: their distance follows the current, and the current it.
    private void FoldSpread(long nowMs)
    {
        int allowed = _settings.MaxSpreadMilliVolts;
        if (allowed == 0)
        {
            return;
        }

        int highest = _battery.HighestCell();
        int spread = highest < 0 ? 0 : _battery.CellMilliVolts[highest] - _battery.CellMilliVolts[_battery.LowestCell()];
        int window = allowed < SmoothShare.MinWindowMilliVolts ? SmoothShare.MinWindowMilliVolts : allowed;
        _spread.Follow(allowed + window - spread, window, nowMs);
        LowerMoving(_spread.Of(_pack), LimitCause.Spread, highest + 1, spread);
    }

    private void FoldPrecharge()
    {
        int lowest = _battery.LowestCell();
        int milliVolts = lowest < 0 ? 0 : _battery.CellMilliVolts[lowest];
        IsPrecharge = milliVolts < _settings.PrechargeCellMilliVolts + (IsPrecharge ? PrechargeHysteresisMilliVolts : 0);
        if (IsPrecharge)
        {
            Lower(LimitShare.Of(_pack, _settings.PrechargePermille), LimitCause.Precharge, lowest + 1, milliVolts);
        }
    }

    private void FoldCell(long nowMs)
    {
        int highest = _battery.HighestCell();
        int milliVolts = highest < 0 ? int.MaxValue : _battery.CellMilliVolts[highest];
        LowerMoving(_cell.Follow(_settings, _pack, milliVolts, nowMs), LimitCause.Cell, highest + 1, milliVolts);
    }

    private void LowerMoving(int milliAmps, int cause, int subject, int value)
    {
        if (milliAmps < _pack)
        {
            LowerSurely(LimitShare.Of(milliAmps, SurelyPermille), cause, subject, value);
        }

        Lower(milliAmps, cause, subject, value);
    }

    private void Lower(int milliAmps, int cause, int subject, int value)
    {
        LowerSurely(milliAmps, cause, subject, value);
        if (milliAmps < MilliAmps)
        {
            MilliAmps = milliAmps;
            Cause = cause;
            WhySubject = subject;
            WhyValue = value;
        }
    }

    private void LowerSurely(int milliAmps, int cause, int subject, int value)
    {
        if (milliAmps < SurelyMilliAmps)
        {
            SurelyMilliAmps = milliAmps;
            SurelyCause = cause;
            SurelySubject = subject;
            SurelyValue = value;
        }
    }
}
