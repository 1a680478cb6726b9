using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>Writes a snapshot as the telemetry object of PROTOCOL.md. Allocates at its construction only (and when a name changes). Web thread only.</summary>
/// <remarks>A field is one line here. What is not known is null, never 0 and never the last value.</remarks>
public sealed class TelemetryWriter
{
    /// <summary>The largest object, with 32 cells, 8 sensors, every flag and as many faults as are told at once, ten years old, has 3450 bytes (a test makes it); the object is never cut.</summary>
    public const int MaxBytes = 3584;

    /// <summary>Faults in one object, those that stop the charge first: more cannot well be active at once, and each takes 100 bytes in two buffers. /api/faults has them all.</summary>
    public const int MaxFaults = 20;

    private readonly TelemetryNames _names;
    private readonly WhyText _why = new WhyText();
    private readonly CachedText _hardwareName = new CachedText();
    private readonly CachedText _protocolName = new CachedText();

    public TelemetryWriter(TelemetryNames names)
    {
        _names = names;
    }

    public void Write(ChargerSnapshot snapshot, int sequence, JsonWriter json)
    {
        WordList names = _names.Members;
        json.BeginObject();
        json.Name(names, TelemetryNames.Type);
        json.Word(_names.Words, TelemetryNames.Telemetry);
        json.Name(names, TelemetryNames.Seq);
        json.Number(sequence);
        json.Name(names, TelemetryNames.UptimeMs);
        json.Number(snapshot.UptimeMs);
        json.Name(names, TelemetryNames.Mode);
        json.Word(_names.Words, TelemetryNames.Modes + snapshot.Mode);
        json.Name(names, TelemetryNames.State);
        json.Word(_names.Words, TelemetryNames.States + snapshot.State);
        json.Name(names, TelemetryNames.LimitedBy);
        json.Word(_names.Words, TelemetryNames.Causes + snapshot.LimitedBy);
        json.Name(names, TelemetryNames.Why);
        json.BeginString();
        _why.Write(snapshot, json.Buffer);
        json.EndString();
        WritePack(snapshot, json);
        WriteCells(snapshot.Battery, snapshot.PackOnline, json);
        WriteTemperatures(snapshot.Battery, snapshot.PackOnline, json);
        WriteProtection(snapshot.Battery, snapshot.PackOnline, json);
        WriteCharger(snapshot, json);
        WriteSession(snapshot, json);
        WriteCan(snapshot.Can, json);
        WriteFaults(snapshot, json);
        json.EndObject();
    }

    private void WritePack(ChargerSnapshot snapshot, JsonWriter json)
    {
        WordList names = _names.Members;
        BatterySnapshot battery = snapshot.Battery;
        bool online = snapshot.PackOnline;
        json.Name(names, TelemetryNames.Pack);
        json.BeginObject();
        json.Name(names, TelemetryNames.Online);
        json.Bool(online);
        json.Name(names, TelemetryNames.AgeMs);
        json.Number(snapshot.PackAgeMs);
        WriteNumber(TelemetryNames.MilliVolts, battery.PackMilliVolts, online, json);
        WriteNumber(TelemetryNames.MilliAmps, battery.PackMilliAmps, online, json);
        WriteNumber(TelemetryNames.SocPermille, battery.SocPermille, online, json);
        WriteNumber(TelemetryNames.RemainingMilliAmpHours, battery.RemainingMilliAmpHours, online, json);
        WriteNumber(TelemetryNames.FullMilliAmpHours, battery.FullMilliAmpHours, online, json);
        WriteNumber(TelemetryNames.Cycles, battery.CycleCount, online, json);
        WriteBool(TelemetryNames.ChargeFet, battery.ChargeFetOn, online, json);
        WriteBool(TelemetryNames.DischargeFet, battery.DischargeFetOn, online, json);
        json.Name(names, TelemetryNames.HardwareName);
        WriteText(_hardwareName.BytesOf(online ? battery.HardwareName : null), json);
        json.EndObject();
    }

    private void WriteCells(BatterySnapshot battery, bool online, JsonWriter json)
    {
        WordList names = _names.Members;
        int count = battery.CellCount;
        int lowest = online && count > 0 ? battery.LowestMilliVolts() : Unknown.Number;
        int highest = online && count > 0 ? battery.HighestMilliVolts() : Unknown.Number;
        json.Name(names, TelemetryNames.Cells);
        json.BeginObject();
        json.Name(names, TelemetryNames.MilliVolts);
        WriteNumbers(battery.CellMilliVolts, count, online, json);
        json.Name(names, TelemetryNames.MinMilliVolts);
        json.Number(lowest);
        json.Name(names, TelemetryNames.MaxMilliVolts);
        json.Number(highest);
        json.Name(names, TelemetryNames.DeltaMilliVolts);
        json.Number(lowest == Unknown.Number ? Unknown.Number : highest - lowest);
        json.Name(names, TelemetryNames.Balancing);
        WriteBalancing(battery.BalanceMask, online, json);
        json.EndObject();
    }

    // Cell numbers from 1.
    // As the BMS told it, also where it told more cells than voltages.
    private static void WriteBalancing(uint mask, bool online, JsonWriter json)
    {
        if (!online)
        {
            json.Null();
            return;
        }

        json.BeginArray();
        for (int cell = 1; mask != 0; cell++)
        {
            if ((mask & 1) != 0)
            {
                json.Number(cell);
            }

            mask >>= 1;
        }

        json.EndArray();
    }

    private void WriteTemperatures(BatterySnapshot battery, bool online, JsonWriter json)
    {
        json.Name(_names.Members, TelemetryNames.TemperaturesDeciC);
        WriteNumbers(battery.TempDeciC, battery.SensorCount, online, json);
    }

    private void WriteProtection(BatterySnapshot battery, bool online, JsonWriter json)
    {
        json.Name(_names.Members, TelemetryNames.Protection);
        WriteFlags(battery.ProtectionFlags, TelemetryNames.Protections, Protection.Count, online, json);
    }

    private void WriteCharger(ChargerSnapshot snapshot, JsonWriter json)
    {
        WordList names = _names.Members;
        bool reports = snapshot.ChargerReports;
        bool online = reports && snapshot.ChargerOnline;
        json.Name(names, TelemetryNames.Charger);
        json.BeginObject();
        json.Name(names, TelemetryNames.Protocol);
        WriteText(_protocolName.BytesOf(snapshot.ProtocolName), json);
        WriteBool(TelemetryNames.Online, online, reports, json);
        WriteNumber(TelemetryNames.AgeMs, snapshot.ChargerAgeMs, reports, json);
        json.Name(names, TelemetryNames.RequestMilliVolts);
        json.Number(snapshot.RequestMilliVolts);
        json.Name(names, TelemetryNames.RequestMilliAmps);
        json.Number(snapshot.RequestMilliAmps);
        WriteNumber(TelemetryNames.MilliVolts, snapshot.Charger.MilliVolts, online, json);
        WriteNumber(TelemetryNames.MilliAmps, snapshot.Charger.MilliAmps, online, json);
        json.Name(names, TelemetryNames.Flags);
        WriteFlags(snapshot.Charger.Flags, TelemetryNames.ChargerFlags, ChargerFlag.Count, online, json);
        WriteNumber(TelemetryNames.TemperatureDeciC, snapshot.Charger.TempDeciC, online, json);
        json.Name(names, TelemetryNames.OutputLevel);
        json.Number(snapshot.OutputLevel);
        json.EndObject();
    }

    private void WriteSession(ChargerSnapshot snapshot, JsonWriter json)
    {
        ChargeSession session = snapshot.Session;
        bool exists = session.Count > 0;
        json.Name(_names.Members, TelemetryNames.Session);
        json.BeginObject();
        WriteBool(TelemetryNames.Active, session.IsOpen, exists, json);
        json.Name(_names.Members, TelemetryNames.SinceMs);
        if (exists)
        {
            json.Number(snapshot.NowMs - session.StartedMs);
        }
        else
        {
            json.Null();
        }

        WriteNumber(TelemetryNames.MilliWattHours, session.MilliWattHours, exists, json);
        WriteNumber(TelemetryNames.MilliAmpHours, session.MilliAmpHours, exists, json);
        json.Name(_names.Members, TelemetryNames.TotalMilliWattHours);
        json.Number(snapshot.ChargedMilliWattHours);
        json.EndObject();
    }

    private void WriteCan(CanHealth can, JsonWriter json)
    {
        WordList names = _names.Members;
        json.Name(names, TelemetryNames.Can);
        json.BeginObject();
        json.Name(names, TelemetryNames.State);
        json.Word(_names.Words, TelemetryNames.CanStates + can.State);
        json.Name(names, TelemetryNames.Tec);
        json.Number(can.TransmitErrors);
        json.Name(names, TelemetryNames.Rec);
        json.Number(can.ReceiveErrors);
        json.Name(names, TelemetryNames.Sent);
        json.Number(can.Sent);
        json.Name(names, TelemetryNames.Received);
        json.Number(can.Received);
        json.EndObject();
    }

    private void WriteFaults(ChargerSnapshot snapshot, JsonWriter json)
    {
        json.Name(_names.Members, TelemetryNames.Faults);
        json.BeginArray();
        int left = WriteFaults(snapshot, true, MaxFaults, json);
        WriteFaults(snapshot, false, left, json);
        json.EndArray();
    }

    private int WriteFaults(ChargerSnapshot snapshot, bool stopping, int left, JsonWriter json)
    {
        WordList names = _names.Members;
        FaultRegister faults = snapshot.Faults;
        for (int code = 0; code < FaultCode.Count && left > 0; code++)
        {
            if (!faults.IsActive(code) || FaultCode.SeverityOf(code) >= FaultSeverity.Stop != stopping)
            {
                continue;
            }

            json.BeginObject();
            json.Name(names, TelemetryNames.Code);
            json.Word(_names.Words, TelemetryNames.FaultCodes + code);
            json.Name(names, TelemetryNames.Severity);
            json.Word(_names.Words, TelemetryNames.Severities + FaultCode.SeverityOf(code));
            json.Name(names, TelemetryNames.SinceMs);
            json.Number(snapshot.NowMs - faults.SinceMs(code));
            json.Name(names, TelemetryNames.Count);
            json.Number(faults.CountOf(code));
            json.EndObject();
            left--;
        }

        return left;
    }

    private void WriteNumber(int name, int value, bool isKnown, JsonWriter json)
    {
        json.Name(_names.Members, name);
        json.Number(isKnown ? value : Unknown.Number);
    }

    private void WriteBool(int name, bool value, bool isKnown, JsonWriter json)
    {
        json.Name(_names.Members, name);
        if (isKnown)
        {
            json.Bool(value);
        }
        else
        {
            json.Null();
        }
    }

    private static void WriteText(byte[] utf8, JsonWriter json)
    {
        if (utf8 == null)
        {
            json.Null();
        }
        else
        {
            json.String(utf8, 0, utf8.Length);
        }
    }

    private static void WriteNumbers(int[] values, int count, bool isKnown, JsonWriter json)
    {
        if (!isKnown)
        {
            json.Null();
            return;
        }

        json.BeginArray();
        for (int i = 0; i < count; i++)
        {
            json.Number(values[i]);
        }

        json.EndArray();
    }

    private void WriteFlags(int flags, int firstName, int count, bool isKnown, JsonWriter json)
    {
        if (!isKnown)
        {
            json.Null();
            return;
        }

        json.BeginArray();
        for (int bit = 0; bit < count; bit++)
        {
            if ((flags >> bit & 1) != 0)
            {
                json.Word(_names.Words, firstName + bit);
            }
        }

        json.EndArray();
    }
}
