using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The words of the telemetry and of the fault list as bytes; made once.</summary>
public sealed class TelemetryNames
{
    public readonly byte[] Telemetry = Ascii.Of("telemetry");

    public readonly byte[] Type = JsonWriter.NameOf("type");
    public readonly byte[] Seq = JsonWriter.NameOf("seq");
    public readonly byte[] UptimeMs = JsonWriter.NameOf("uptimeMs");
    public readonly byte[] Mode = JsonWriter.NameOf("mode");
    public readonly byte[] State = JsonWriter.NameOf("state");
    public readonly byte[] LimitedBy = JsonWriter.NameOf("limitedBy");
    public readonly byte[] Why = JsonWriter.NameOf("why");
    public readonly byte[] Pack = JsonWriter.NameOf("pack");
    public readonly byte[] Online = JsonWriter.NameOf("online");
    public readonly byte[] AgeMs = JsonWriter.NameOf("ageMs");
    public readonly byte[] MilliVolts = JsonWriter.NameOf("milliVolts");
    public readonly byte[] MilliAmps = JsonWriter.NameOf("milliAmps");
    public readonly byte[] SocPermille = JsonWriter.NameOf("socPermille");
    public readonly byte[] RemainingMilliAmpHours = JsonWriter.NameOf("remainingMilliAmpHours");
    public readonly byte[] FullMilliAmpHours = JsonWriter.NameOf("fullMilliAmpHours");
    public readonly byte[] Cycles = JsonWriter.NameOf("cycles");
    public readonly byte[] ChargeFet = JsonWriter.NameOf("chargeFet");
    public readonly byte[] DischargeFet = JsonWriter.NameOf("dischargeFet");
    public readonly byte[] HardwareName = JsonWriter.NameOf("hardwareName");
    public readonly byte[] Cells = JsonWriter.NameOf("cells");
    public readonly byte[] MinMilliVolts = JsonWriter.NameOf("minMilliVolts");
    public readonly byte[] MaxMilliVolts = JsonWriter.NameOf("maxMilliVolts");
    public readonly byte[] DeltaMilliVolts = JsonWriter.NameOf("deltaMilliVolts");
    public readonly byte[] Balancing = JsonWriter.NameOf("balancing");
    public readonly byte[] TemperaturesDeciC = JsonWriter.NameOf("temperaturesDeciC");
    public readonly byte[] Protection = JsonWriter.NameOf("protection");
    public readonly byte[] Charger = JsonWriter.NameOf("charger");
    public readonly byte[] Protocol = JsonWriter.NameOf("protocol");
    public readonly byte[] RequestMilliVolts = JsonWriter.NameOf("requestMilliVolts");
    public readonly byte[] RequestMilliAmps = JsonWriter.NameOf("requestMilliAmps");
    public readonly byte[] Flags = JsonWriter.NameOf("flags");
    public readonly byte[] Can = JsonWriter.NameOf("can");
    public readonly byte[] Tec = JsonWriter.NameOf("tec");
    public readonly byte[] Rec = JsonWriter.NameOf("rec");
    public readonly byte[] Sent = JsonWriter.NameOf("sent");
    public readonly byte[] Received = JsonWriter.NameOf("received");
    public readonly byte[] Faults = JsonWriter.NameOf("faults");
    public readonly byte[] Code = JsonWriter.NameOf("code");
    public readonly byte[] Severity = JsonWriter.NameOf("severity");
    public readonly byte[] SinceMs = JsonWriter.NameOf("sinceMs");
    public readonly byte[] Count = JsonWriter.NameOf("count");

    // By the values of ChargeMode, ChargeState and so on.
    public readonly byte[][] Modes = new byte[ChargeMode.Fast + 1][];
    public readonly byte[][] States = new byte[ChargeState.Fault + 1][];
    public readonly byte[][] Causes = new byte[LimitCause.Disabled + 1][];
    public readonly byte[][] CanStates = new byte[CanState.BusOff + 1][];
    public readonly byte[][] Protections = new byte[Bms.Protection.Count][];
    public readonly byte[][] ChargerFlags = new byte[ChargerFlag.Count][];
    public readonly byte[][] FaultCodes = new byte[FaultCode.Count][];
    public readonly byte[][] Severities = new byte[FaultSeverity.Latched + 1][];

    public TelemetryNames()
    {
        for (int i = 0; i < Modes.Length; i++)
        {
            Modes[i] = Ascii.Of(ChargeMode.NameOf(i));
        }

        for (int i = 0; i < States.Length; i++)
        {
            States[i] = Ascii.Of(ChargeState.NameOf(i));
        }

        for (int i = 0; i < Causes.Length; i++)
        {
            Causes[i] = Ascii.Of(LimitCause.NameOf(i));
        }

        for (int i = 0; i < CanStates.Length; i++)
        {
            CanStates[i] = Ascii.Of(CanState.NameOf(i));
        }

        for (int i = 0; i < Protections.Length; i++)
        {
            Protections[i] = Ascii.Of(Bms.Protection.NameOf(i));
        }

        for (int i = 0; i < ChargerFlags.Length; i++)
        {
            ChargerFlags[i] = Ascii.Of(ChargerFlag.NameOf(i));
        }

        for (int i = 0; i < FaultCodes.Length; i++)
        {
            FaultCodes[i] = Ascii.Of(FaultCode.NameOf(i));
        }

        for (int i = 0; i < Severities.Length; i++)
        {
            Severities[i] = Ascii.Of(FaultSeverity.NameOf(i));
        }
    }
}
