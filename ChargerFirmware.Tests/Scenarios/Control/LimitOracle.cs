using System;
using System.Linq;
using ChargerFirmware.Bms;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>What PROTOCOL.md says about stops and limits, worked out once more from the measurements alone, without a line of the firmware's own judgement.</summary>
internal sealed class LimitOracle(ChargeRig rig)
{
    // Bits 0, 2, 4, 5, 8, 10, 11, 13: what protects from charging.
    private const int ProtectionsOfCharging = 0x2D35;

    private int _ticksAtCellLimit;
    private int _sensorsSeen;
    private int _ticksAtSpreadEnd;

    private BatterySnapshot Battery => rig.Battery;

    private ChargeSettings Settings => rig.Settings;

    private int[] Cells => Battery.CellMilliVolts.Take(Battery.CellCount).Where(c => c != Unknown.Number).ToArray();

    private int[] Sensors => Battery.TempDeciC.Take(Battery.SensorCount).Where(t => t != Unknown.Number).ToArray();

    private double PackMilliAmps => Settings.BatteryMaxMilliAmps > 0 ? Settings.BatteryMaxMilliAmps : Math.Max(0, Battery.NominalMilliAmpHours) / 2;

    /// <summary>The owner says that the pack is as it should be.</summary>
    public void Accept()
    {
        _sensorsSeen = 0;
    }

    /// <summary>The first thing that forbids any current at this moment; null when nothing does.</summary>
    public string? Stop()
    {
        bool fresh = rig.NowMs - Battery.BasicAtMs < 2700 && rig.NowMs - Battery.CellsAtMs < 2700;
        bool chargerFresh = rig.Link.Protocol.ReportsStatus && rig.NowMs - rig.Link.Status.AtMs < 2700;
        if (!fresh)
        {
            return "silent BMS";
        }

        int reading = Enumerable.Range(0, Battery.SensorCount).Where(i => Battery.TempDeciC[i] != Unknown.Number).Sum(i => 1 << i);
        _sensorsSeen |= reading;
        return First(
            (Cells.Length < Battery.CellCount, "implausible cell"),
            (_sensorsSeen != reading, "sensor lost"),
            ((Battery.ProtectionFlags & ProtectionsOfCharging) != 0, "protection"),
            (!Battery.ChargeFetOn, "charge MOSFET off"),
            (Cells.Max() > Settings.MaxCellMilliVolts, "hard over-voltage"),
            (Cells.Min() < Settings.MinCellMilliVolts, "cell too low"),
            (Sensors.Length == 0 && !Settings.AllowNoSensor, "no sensor"),
            (Sensors.Any(t => t > Settings.MaxDeciC || t < Settings.MinDeciC), "temperature"),
            (Math.Abs(Cells.Sum() - Battery.PackMilliVolts) > 0.02 * Battery.PackMilliVolts, "voltages disagree"),
            (Battery.BasicCellCount != Battery.CellCount, "cell count"),
            (rig.Link.Protocol.ReportsStatus && !chargerFresh, "silent charger"),
            (chargerFresh && (rig.Link.Status.Flags & 0x0F) != 0, "charger's flags"),
            (rig.Controller.Mode == ChargeMode.Off || rig.Controller.StoppedByUser || !Settings.ProfileChosen, "owner"),
            (Settings.Goal != ChargeGoal.Full && (Battery.SocPermille == Unknown.Number || Battery.SocPermille >= Settings.GoalPermille), "goal"),
            (IsOutsideHours(), "hours"));
    }

    /// <summary>The lowest limit of the current at this moment, and its name.</summary>
    public (double MilliAmps, string Name) Limit()
    {
        double pack = PackMilliAmps;
        (double, string)[] limits =
        [
            (Settings.MilliAmpsOf(rig.Controller.Mode), "mode"),
            (pack, "pack"),
            (Settings.LimitMilliAmps > 0 ? Settings.LimitMilliAmps : double.MaxValue, "owner"),
            (Settings.ChargerMaxMilliAmps > 0 ? Settings.ChargerMaxMilliAmps : double.MaxValue, "charger"),
            (rig.Controller.RemoteMilliAmps == Unknown.Number ? double.MaxValue : Math.Max(0, rig.Controller.RemoteMilliAmps), "remote"),
            (Sensors.Length == 0 ? double.MaxValue : pack * Math.Min(Table(Sensors.Min()), Table(Sensors.Max())), "temperature"),
            (Sensors.Length == 0 || Sensors.Max() >= Settings.DerateDeciC ? Settings.Charger.MediumMilliAmps : double.MaxValue, "fast is too much"),
            (HasBeenAtSpreadEnd() ? pack * 0.05 : double.MaxValue, "spread"),
            (Cells.Min() < Settings.PrechargeCellMilliVolts ? pack * Settings.PrechargePermille / 1000.0 : double.MaxValue, "precharge"),
            ((Battery.AlarmFlags & 0x135) != 0 ? pack / 2 : double.MaxValue, "warning"),
            (HasBeenAtCellLimit() ? pack * 0.05 : double.MaxValue, "cell"),
        ];
        return limits.MinBy(l => l.Item1);
    }

    // The numbers of the rig's table once more, in another way of writing them.
    private static double Table(int deciC)
    {
        return deciC switch
        {
            < 0 or > 450 => 0,
            < 50 => 0.1 + (deciC * 0.1 / 50),
            < 100 => 0.2 + ((deciC - 50) * 0.3 / 50),
            < 150 => 0.5 + ((deciC - 100) * 0.5 / 50),
            <= 400 => 1,
            _ => 1 - ((deciC - 400) * 0.5 / 50),
        };
    }

    // The cell limit is smooth on its way; twelve seconds at it are six of its time constants there.
    private bool HasBeenAtCellLimit()
    {
        int limit = Settings.ChargeCellMilliVolts + Math.Min(75, (Settings.MaxCellMilliVolts - Settings.ChargeCellMilliVolts) / 2);
        _ticksAtCellLimit = Cells.Max() >= limit ? _ticksAtCellLimit + 1 : 0;
        return _ticksAtCellLimit > 120;
    }

    // Smooth too, and by the same constants.
    private bool HasBeenAtSpreadEnd()
    {
        bool atEnd = Settings.MaxSpreadMilliVolts > 0 && Cells.Max() - Cells.Min() >= 2 * Settings.MaxSpreadMilliVolts;
        _ticksAtSpreadEnd = atEnd ? _ticksAtSpreadEnd + 1 : 0;
        return _ticksAtSpreadEnd > 120;
    }

    private bool IsOutsideHours()
    {
        int minute = rig.Controller.MinuteOfDay;
        if (Settings.FromMinute == Unknown.Number || Settings.ToMinute == Unknown.Number)
        {
            return false;
        }

        if (minute == Unknown.Number)
        {
            return Settings.WaitsWithoutClock;
        }

        int length = (Settings.ToMinute - Settings.FromMinute + 1440) % 1440;
        return (minute - Settings.FromMinute + 1440) % 1440 >= length;
    }

    private static string? First(params (bool Holds, string Name)[] conditions)
    {
        return conditions.FirstOrDefault(c => c.Holds).Name;
    }
}
