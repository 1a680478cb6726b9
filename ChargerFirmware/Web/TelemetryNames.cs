using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The words of the telemetry and of the fault list as bytes; made once. Web thread only.</summary>
public sealed class TelemetryNames
{
    // Names of members: places in Members.
    public const int Type = 0;
    public const int Seq = 1;
    public const int UptimeMs = 2;
    public const int Mode = 3;
    public const int State = 4;
    public const int LimitedBy = 5;
    public const int Why = 6;
    public const int Pack = 7;
    public const int Online = 8;
    public const int AgeMs = 9;
    public const int MilliVolts = 10;
    public const int MilliAmps = 11;
    public const int SocPermille = 12;
    public const int RemainingMilliAmpHours = 13;
    public const int FullMilliAmpHours = 14;
    public const int Cycles = 15;
    public const int ChargeFet = 16;
    public const int DischargeFet = 17;
    public const int HardwareName = 18;
    public const int Cells = 19;
    public const int MinMilliVolts = 20;
    public const int MaxMilliVolts = 21;
    public const int DeltaMilliVolts = 22;
    public const int Balancing = 23;
    public const int TemperaturesDeciC = 24;
    public const int Protection = 25;
    public const int Charger = 26;
    public const int Protocol = 27;
    public const int RequestMilliVolts = 28;
    public const int RequestMilliAmps = 29;
    public const int Flags = 30;
    public const int Can = 31;
    public const int Tec = 32;
    public const int Rec = 33;
    public const int Sent = 34;
    public const int Received = 35;
    public const int Faults = 36;
    public const int Code = 37;
    public const int Severity = 38;
    public const int SinceMs = 39;
    public const int Count = 40;
    public const int Active = 41;
    public const int Present = 42;
    public const int Value = 43;
    public const int Session = 44;
    public const int MilliWattHours = 45;
    public const int MilliAmpHours = 46;
    public const int TotalMilliWattHours = 47;
    public const int TemperatureDeciC = 48;
    public const int OutputLevel = 49;

    // Values: where each group begins in Words.
    public const int Telemetry = 0;
    public const int Modes = Telemetry + 1;
    public const int States = Modes + ChargeMode.Fast + 1;
    public const int Causes = States + ChargeState.Fault + 1;
    public const int CanStates = Causes + LimitCause.Count;
    public const int Protections = CanStates + CanState.Disabled + 1;
    public const int ChargerFlags = Protections + Bms.Protection.Count;
    public const int FaultCodes = ChargerFlags + ChargerFlag.Count;
    public const int Severities = FaultCodes + FaultCode.Count;

    private const string MemberNames =
        "type|seq|uptimeMs|mode|state|limitedBy|why|pack|online|ageMs"
        + "|milliVolts|milliAmps|socPermille|remainingMilliAmpHours|fullMilliAmpHours|cycles|chargeFet|dischargeFet|hardwareName|cells"
        + "|minMilliVolts|maxMilliVolts|deltaMilliVolts|balancing|temperaturesDeciC|protection|charger|protocol|requestMilliVolts|requestMilliAmps"
        + "|flags|can|tec|rec|sent|received|faults|code|severity|sinceMs"
        + "|count|active|present|value"
        + "|session|milliWattHours|milliAmpHours|totalMilliWattHours"
        + "|temperatureDeciC|outputLevel";

    private const string ValueWords = "telemetry|" + ChargeMode.Names + "|" + ChargeState.Names + "|" + LimitCause.Names + "|" + CanState.Names + "|"
        + Bms.Protection.Names + "|" + ChargerFlag.Names + "|" + FaultCode.Names + "|" + FaultSeverity.Names;

    public readonly WordList Members = WordList.OfMembers(MemberNames);
    public readonly WordList Words = new WordList(ValueWords);
}
