using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>Writes a snapshot as the telemetry object of PROTOCOL.md. Allocates at its construction only (and when a name changes). Web thread only.</summary>
/// <remarks>A field is one line here. What is not known is null, never 0 and never the last value.</remarks>
public sealed class TelemetryWriter
{
    /// <summary>The largest object, with 32 cells, 8 sensors, every flag and every fault at once, ten years old, has 4245 bytes (a test makes it); the object is never cut.</summary>
    public const int MaxBytes = 4608;

    private readonly TelemetryNames _names = new TelemetryNames();
    private readonly WhyText _why = new WhyText();
    private readonly CachedText _hardwareName = new CachedText();
    private readonly CachedText _protocolName = new CachedText();

    public void Write(ChargerSnapshot snapshot, int sequence, JsonWriter json)
    {
        TelemetryNames names = _names;
        json.BeginObject();
        json.Name(names.Type);
        json.Word(names.Telemetry);
        json.Name(names.Seq);
        json.Number(sequence);
        json.Name(names.UptimeMs);
        json.Number(snapshot.UptimeMs);
        json.Name(names.Mode);
        json.Word(names.Modes[snapshot.Mode]);
        json.Name(names.State);
        json.Word(names.States[snapshot.State]);
        json.Name(names.LimitedBy);
        json.Word(names.Causes[snapshot.LimitedBy]);
        json.Name(names.Why);
        json.BeginString();
        _why.Write(snapshot, json.Buffer);
        json.EndString();
        WritePack(snapshot, json);
        WriteCells(snapshot.Battery, snapshot.PackOnline, json);
        WriteTemperatures(snapshot.Battery, snapshot.PackOnline, json);
        WriteProtection(snapshot.Battery, snapshot.PackOnline, json);
        WriteCharger(snapshot, json);
        WriteCan(snapshot.Can, json);
        WriteFaults(snapshot, json);
        json.EndObject();
    }

    private void WritePack(ChargerSnapshot snapshot, JsonWriter json)
    {
        TelemetryNames names = _names;
        BatterySnapshot battery = snapshot.Battery;
        bool online = snapshot.PackOnline;
        json.Name(names.Pack);
        json.BeginObject();
        json.Name(names.Online);
        json.Bool(online);
        json.Name(names.AgeMs);
        json.Number(snapshot.PackAgeMs);
        WriteNumber(names.MilliVolts, battery.PackMilliVolts, online, json);
        WriteNumber(names.MilliAmps, battery.PackMilliAmps, online, json);
        WriteNumber(names.SocPermille, battery.SocPermille, online, json);
        WriteNumber(names.RemainingMilliAmpHours, battery.RemainingMilliAmpHours, online, json);
        WriteNumber(names.FullMilliAmpHours, battery.FullMilliAmpHours, online, json);
        WriteNumber(names.Cycles, battery.CycleCount, online, json);
        WriteBool(names.ChargeFet, battery.ChargeFetOn, online, json);
        WriteBool(names.DischargeFet, battery.DischargeFetOn, online, json);
        json.Name(names.HardwareName);
        WriteText(_hardwareName.BytesOf(online ? battery.HardwareName : null), json);
        json.EndObject();
    }

    private void WriteCells(BatterySnapshot battery, bool online, JsonWriter json)
    {
        TelemetryNames names = _names;
        int count = battery.CellCount;
        int lowest = online && count > 0 ? battery.CellMilliVolts[battery.LowestCell()] : Unknown.Number;
        int highest = online && count > 0 ? battery.CellMilliVolts[battery.HighestCell()] : Unknown.Number;
        json.Name(names.Cells);
        json.BeginObject();
        json.Name(names.MilliVolts);
        WriteNumbers(battery.CellMilliVolts, count, online, json);
        json.Name(names.MinMilliVolts);
        json.Number(lowest);
        json.Name(names.MaxMilliVolts);
        json.Number(highest);
        json.Name(names.DeltaMilliVolts);
        json.Number(lowest == Unknown.Number ? Unknown.Number : highest - lowest);
        json.Name(names.Balancing);
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
        json.Name(_names.TemperaturesDeciC);
        WriteNumbers(battery.TempDeciC, battery.SensorCount, online, json);
    }

    private void WriteProtection(BatterySnapshot battery, bool online, JsonWriter json)
    {
        json.Name(_names.Protection);
        WriteFlags(battery.ProtectionFlags, _names.Protections, online, json);
    }

    private void WriteCharger(ChargerSnapshot snapshot, JsonWriter json)
    {
        TelemetryNames names = _names;
        bool reports = snapshot.ChargerReports;
        bool online = reports && snapshot.ChargerOnline;
        json.Name(names.Charger);
        json.BeginObject();
        json.Name(names.Protocol);
        WriteText(_protocolName.BytesOf(snapshot.ProtocolName), json);
        WriteBool(names.Online, online, reports, json);
        WriteNumber(names.AgeMs, snapshot.ChargerAgeMs, reports, json);
        json.Name(names.RequestMilliVolts);
        json.Number(snapshot.RequestMilliVolts);
        json.Name(names.RequestMilliAmps);
        json.Number(snapshot.RequestMilliAmps);
        WriteNumber(names.MilliVolts, snapshot.Charger.MilliVolts, online, json);
        WriteNumber(names.MilliAmps, snapshot.Charger.MilliAmps, online, json);
        json.Name(names.Flags);
        WriteFlags(snapshot.Charger.Flags, names.ChargerFlags, online, json);
        json.EndObject();
    }

    private void WriteCan(CanHealth can, JsonWriter json)
    {
        TelemetryNames names = _names;
        json.Name(names.Can);
        json.BeginObject();
        json.Name(names.State);
        json.Word(names.CanStates[can.State]);
        json.Name(names.Tec);
        json.Number(can.TransmitErrors);
        json.Name(names.Rec);
        json.Number(can.ReceiveErrors);
        json.Name(names.Sent);
        json.Number(can.Sent);
        json.Name(names.Received);
        json.Number(can.Received);
        json.EndObject();
    }

    private void WriteFaults(ChargerSnapshot snapshot, JsonWriter json)
    {
        TelemetryNames names = _names;
        FaultRegister faults = snapshot.Faults;
        json.Name(names.Faults);
        json.BeginArray();
        for (int code = 0; code < FaultCode.Count; code++)
        {
            if (!faults.IsActive(code))
            {
                continue;
            }

            json.BeginObject();
            json.Name(names.Code);
            json.Word(names.FaultCodes[code]);
            json.Name(names.Severity);
            json.Word(names.Severities[FaultCode.SeverityOf(code)]);
            json.Name(names.SinceMs);
            json.Number(snapshot.NowMs - faults.SinceMs(code));
            json.Name(names.Count);
            json.Number(faults.CountOf(code));
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteNumber(byte[] name, int value, bool isKnown, JsonWriter json)
    {
        json.Name(name);
        json.Number(isKnown ? value : Unknown.Number);
    }

    private static void WriteBool(byte[] name, bool value, bool isKnown, JsonWriter json)
    {
        json.Name(name);
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

    private static void WriteFlags(int flags, byte[][] names, bool isKnown, JsonWriter json)
    {
        if (!isKnown)
        {
            json.Null();
            return;
        }

        json.BeginArray();
        for (int bit = 0; bit < names.Length; bit++)
        {
            if ((flags >> bit & 1) != 0)
            {
                json.Word(names[bit]);
            }
        }

        json.EndArray();
    }
}
