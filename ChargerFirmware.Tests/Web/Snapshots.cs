using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Tests.Web;

/// <summary>Snapshots to be written.</summary>
public static class Snapshots
{
    /// <summary>The example of the contract, with three of its cells.</summary>
    public static ChargerSnapshot Example()
    {
        ChargerSnapshot snapshot = new ChargerSnapshot();
        snapshot.NowMs = 100000;
        snapshot.UptimeMs = 84210;
        snapshot.Mode = ChargeMode.Medium;
        snapshot.State = ChargeState.ConstantCurrent;
        snapshot.LimitedBy = LimitCause.Mode;
        snapshot.PackOnline = true;
        snapshot.PackAgeMs = 140;
        BatterySnapshot battery = snapshot.Battery;
        battery.PackMilliVolts = 52840;
        battery.PackMilliAmps = 9980;
        battery.SocPermille = 780;
        battery.RemainingMilliAmpHours = 31240;
        battery.FullMilliAmpHours = 40000;
        battery.CycleCount = 12;
        battery.ChargeFetOn = true;
        battery.DischargeFetOn = true;
        battery.HardwareName = "JBD-SP14S004";
        battery.CellCount = 3;
        battery.CellMilliVolts[0] = 3772;
        battery.CellMilliVolts[1] = 3771;
        battery.CellMilliVolts[2] = 3778;
        battery.SensorCount = 2;
        battery.TempDeciC[0] = 251;
        battery.TempDeciC[1] = 248;
        snapshot.ProtocolName = "tc";
        snapshot.ChargerReports = true;
        snapshot.ChargerOnline = true;
        snapshot.ChargerAgeMs = 310;
        snapshot.RequestMilliVolts = 58800;
        snapshot.RequestMilliAmps = 10000;
        snapshot.Charger.MilliVolts = 52900;
        snapshot.Charger.MilliAmps = 9900;
        snapshot.ChargedMilliWattHours = 4823110;
        snapshot.ChargedMilliAmpHours = 91420;
        snapshot.Session.Count = 1;
        snapshot.Session.IsOpen = true;
        snapshot.Session.StartedMs = snapshot.NowMs - 72000;
        snapshot.Session.MilliWattHours = 10540;
        snapshot.Session.MilliAmpHours = 199;
        snapshot.Session.StartSocPermille = 770;
        snapshot.Session.EndSocPermille = 780;
        snapshot.Session.HighestCellMilliVolts = 3779;
        snapshot.Session.WarmestDeciC = 251;
        snapshot.Charger.TempDeciC = 350;
        snapshot.OutputLevel = 97;
        snapshot.Can.State = CanState.ErrorActive;
        snapshot.Can.Sent = 412;
        snapshot.Can.Received = 101;
        snapshot.Faults.Set(FaultCode.BmsSilent, true, snapshot.NowMs - 1200);
        return snapshot;
    }

    /// <summary>Everything at its longest at once.</summary>
    public static ChargerSnapshot Largest()
    {
        ChargerSnapshot snapshot = Example();

        // Ten years.
        snapshot.NowMs = 315360000000;
        snapshot.UptimeMs = snapshot.NowMs;
        snapshot.LimitedBy = LimitCause.Fault;
        snapshot.WhySubject = FaultCode.VoltageMismatch;
        snapshot.WhyValue = -1000000;
        snapshot.PackAgeMs = int.MaxValue;
        BatterySnapshot battery = snapshot.Battery;
        battery.PackMilliVolts = 655350;
        battery.PackMilliAmps = -327680;
        battery.SocPermille = 2550;
        battery.RemainingMilliAmpHours = 655350;
        battery.FullMilliAmpHours = 655350;
        battery.CycleCount = 65535;
        battery.ChargeFetOn = false;
        battery.DischargeFetOn = false;

        // A reply's payload has at most 255 bytes; the codec takes names of up to 31.
        battery.HardwareName = "JBD-SP32S999-ABCDEFGHIJKLMNOPQR";
        battery.CellCount = BatterySnapshot.MaxCells;
        battery.BalanceMask = uint.MaxValue;
        for (int i = 0; i < BatterySnapshot.MaxCells; i++)
        {
            battery.CellMilliVolts[i] = 65535;
        }

        battery.SensorCount = BatterySnapshot.MaxSensors;
        for (int i = 0; i < BatterySnapshot.MaxSensors; i++)
        {
            battery.TempDeciC[i] = -2731;
        }

        battery.ProtectionFlags = 0xFFFF;
        snapshot.ProtocolName = "magnes-extended";
        snapshot.ChargerAgeMs = int.MaxValue;
        snapshot.RequestMilliVolts = 6553500;
        snapshot.RequestMilliAmps = 6553500;
        snapshot.Charger.MilliVolts = 6553500;
        snapshot.Charger.MilliAmps = 6553500;
        snapshot.ChargedMilliWattHours = long.MaxValue;
        snapshot.Session.IsOpen = false;
        snapshot.Session.StartedMs = 0;
        snapshot.Session.MilliWattHours = int.MaxValue;
        snapshot.Session.MilliAmpHours = int.MaxValue;
        snapshot.Charger.Flags = 0x3FF;
        snapshot.Charger.TempDeciC = -2731;
        snapshot.OutputLevel = 255;
        snapshot.Can.State = CanState.ErrorWarning;
        snapshot.Can.TransmitErrors = 255;
        snapshot.Can.ReceiveErrors = 255;
        snapshot.Can.Sent = int.MaxValue;
        snapshot.Can.Received = int.MaxValue;
        for (int code = 0; code < FaultCode.Count; code++)
        {
            snapshot.Faults.Set(code, true, 0);
        }

        return snapshot;
    }
}
