using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Web;

/// <summary>The charger for Prometheus (text exposition format 0.0.4), in base units. What is not known has no sample. Web thread only.</summary>
/// <remarks>A cold path: a scrape comes a few times a minute, so names are strings here. One family, or one row of a long family, is one item.</remarks>
public sealed class MetricsAnswer : Answer
{
    private const int MilliDigits = 3;

    private readonly SnapshotBoard _board;
    private readonly ISystem _system;
    private readonly WebCounters _counters;
    private readonly WebShared _shared;
    private readonly ChargerSnapshot _snapshot;

    public MetricsAnswer(WebShared shared)
    {
        _board = shared.Parts.Board;
        _system = shared.Parts.System;
        _counters = shared.Counters;
        _shared = shared;
        _snapshot = shared.Snapshot;
    }

    public override string ContentType => "Cache-Control: no-store\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n";

    public override void BeginPiece()
    {
        _board.Read(_snapshot);
    }

    public override bool WriteItem(HttpResponse response)
    {
        TextBuffer text = response.Text;
        int step = response.Step++;
        if (step < 10)
        {
            WriteCharge(step, text);
            return true;
        }

        BatterySnapshot battery = _snapshot.Battery;
        switch (step)
        {
            case 10:
                WriteCell(response, _snapshot.PackOnline ? battery.CellCount : 0);
                return true;
            case 11:
                WriteSensor(response, _snapshot.PackOnline ? battery.SensorCount : 0);
                return true;
            case 12:
                WriteFault(response);
                return true;
            case 13:
                WriteBms(_snapshot.BmsCounters, text);
                return true;
            case 14:
                WriteCan(_snapshot.Can, text);
                return true;
            case 15:
                WriteCanErrors(_snapshot.Can, text);
                return true;
            case 16:
                WriteBrowsers(text);
                return true;
            case 17:
                WriteWeb(text);
                return true;
            case 18:
                WriteDrops(text);
                return true;
            case 19:
                WriteLogins(text);
                return true;
            default:
                return false;
        }
    }

    private void WriteCharge(int step, TextBuffer text)
    {
        BatterySnapshot battery = _snapshot.Battery;
        bool online = _snapshot.PackOnline;
        switch (step)
        {
            case 0:
                Family(text, "charger_build_info", "gauge", "Version of the firmware; always 1.");
                text.Append("charger_build_info{version=\"" + _system.FirmwareVersion + "\"} 1\n");
                Gauge(text, "charger_free_memory_bytes", "Free bytes of the managed heap.", _shared.Memory.Read());
                break;
            case 1:
                Family(text, "charger_uptime_seconds", "gauge", "Time since the start.");
                Milli(text, "charger_uptime_seconds", null, _snapshot.UptimeMs);
                break;
            case 2:
                Family(text, "charger_state_info", "gauge", "Mode, state and cause of the limit as words; always 1.");
                text.Append("charger_state_info{mode=\"" + ChargeMode.NameOf(_snapshot.Mode) + "\",state=\"" + ChargeState.NameOf(_snapshot.State)
                    + "\",limited_by=\"" + LimitCause.NameOf(_snapshot.LimitedBy) + "\"} 1\n");
                break;
            case 3:
                Gauge(text, "charger_pack_online", "Whether the BMS answers.", online ? 1 : 0);
                Value(text, "charger_pack_age_seconds", "Age of the older of the newest replies of the BMS.", _snapshot.PackAgeMs);
                break;
            case 4:
                Value(text, "charger_pack_volts", "Voltage of the pack.", Known(battery.PackMilliVolts, online));
                Value(text, "charger_pack_amperes", "Current of the pack, positive while charging.", Known(battery.PackMilliAmps, online));
                break;
            case 5:
                Value(text, "charger_pack_charge_ratio", "State of charge, 0 to 1.", Known(battery.SocPermille, online));
                Coulombs(text, "charger_pack_remaining_coulombs", "Charge left in the pack.", Known(battery.RemainingMilliAmpHours, online));
                break;
            case 6:
                Coulombs(text, "charger_pack_full_coulombs", "Charge of the full pack.", Known(battery.FullMilliAmpHours, online));
                if (Known(battery.CycleCount, online) != Unknown.Number)
                {
                    Gauge(text, "charger_pack_cycles", "Charge cycles of the pack.", battery.CycleCount);
                }

                break;
            case 7:
                Value(text, "charger_request_volts", "Voltage that the charger is asked for.", _snapshot.RequestMilliVolts);
                Value(text, "charger_request_amperes", "Current that the charger is asked for.", _snapshot.RequestMilliAmps);
                break;
            case 8:
                if (_snapshot.ChargerReports)
                {
                    Gauge(text, "charger_output_online", "Whether the charger answers.", _snapshot.ChargerOnline ? 1 : 0);
                }

                break;
            default:
                bool reports = _snapshot.ChargerReports && _snapshot.ChargerOnline;
                Value(text, "charger_output_volts", "Voltage that the charger reports.", Known(_snapshot.Charger.MilliVolts, reports));
                Value(text, "charger_output_amperes", "Current that the charger reports.", Known(_snapshot.Charger.MilliAmps, reports));
                if (_snapshot.OutputLevel != Unknown.Number)
                {
                    Gauge(text, "charger_output_level", "Level of the 0..10 V output, 0 to 255.", _snapshot.OutputLevel);
                }

                Total(text, "charger_energy_joules_total", "Energy that has gone into the pack, over all starts.", _snapshot.ChargedMilliWattHours);
                Total(text, "charger_charge_coulombs_total", "Charge that has gone into the pack, over all starts.", _snapshot.ChargedMilliAmpHours);
                break;
        }
    }

    // A row an item: the step stays until the last one.
    private void WriteCell(HttpResponse response, int count)
    {
        const string name = "charger_cell_volts";
        int row = response.Row;
        if (row == 0)
        {
            Family(response.Text, name, "gauge", "Voltage of a cell, numbered from 1.");
        }

        if (row < count)
        {
            Milli(response.Text, name, "{cell=\"" + (row + 1).ToString() + "\"}", _snapshot.Battery.CellMilliVolts[row]);
        }

        NextRow(response, count);
    }

    private void WriteSensor(HttpResponse response, int count)
    {
        const string name = "charger_temperature_celsius";
        int row = response.Row;
        if (row == 0)
        {
            Family(response.Text, name, "gauge", "Temperature of a sensor of the pack, numbered from 1.");
        }

        if (row < count && _snapshot.Battery.TempDeciC[row] != Unknown.Number)
        {
            response.Text.Append(name + "{sensor=\"" + (row + 1).ToString() + "\"} ");
            response.Text.AppendDecimal(_snapshot.Battery.TempDeciC[row], 1);
            response.Text.AppendByte('\n');
        }

        NextRow(response, count);
    }

    private void WriteFault(HttpResponse response)
    {
        const string name = "charger_fault_active";
        int row = response.Row;
        if (row == 0)
        {
            Family(response.Text, name, "gauge", "Faults that are active (1) or have been since the start (0).");
        }

        FaultRegister faults = _snapshot.Faults;
        if (faults.IsActive(row) || faults.CountOf(row) > 0)
        {
            response.Text.Append(name + "{code=\"" + FaultCode.NameOf(row) + "\",severity=\"" + FaultSeverity.NameOf(FaultCode.SeverityOf(row)) + "\"} ");
            response.Text.Append(faults.IsActive(row) ? "1\n" : "0\n");
        }

        NextRow(response, FaultCode.Count);
    }

    private static void NextRow(HttpResponse response, int count)
    {
        response.Row++;
        if (response.Row < count)
        {
            response.Step--;
        }
        else
        {
            response.Row = 0;
        }
    }

    private static void WriteBms(BmsCounters bms, TextBuffer text)
    {
        Counter(text, "charger_bms_requests_total", "Requests to the BMS, repeats included.", bms.Requests);
        Family(text, "charger_bms_replies_total", "counter", "What came of them.");
        Row(text, "charger_bms_replies_total{result=\"good\"} ", bms.Good);
        Row(text, "charger_bms_replies_total{result=\"bad\"} ", bms.Bad);
        Row(text, "charger_bms_replies_total{result=\"unexpected\"} ", bms.Unexpected);
        Row(text, "charger_bms_replies_total{result=\"refused\"} ", bms.Refused);
        Row(text, "charger_bms_replies_total{result=\"late\"} ", bms.Late);
    }

    private static void WriteCan(CanHealth can, TextBuffer text)
    {
        Family(text, "charger_can_frames_total", "counter", "Frames on the CAN bus; replaced: nobody had acknowledged them when a newer one was due.");
        Row(text, "charger_can_frames_total{kind=\"sent\"} ", can.Sent);
        Row(text, "charger_can_frames_total{kind=\"received\"} ", can.Received);
        Row(text, "charger_can_frames_total{kind=\"replaced\"} ", can.Replaced);
        Row(text, "charger_can_frames_total{kind=\"overrun\"} ", can.Overruns);
    }

    private static void WriteCanErrors(CanHealth can, TextBuffer text)
    {
        Family(text, "charger_can_errors", "gauge", "Error counters of the CAN controller (TEC, REC).");
        Row(text, "charger_can_errors{direction=\"transmit\"} ", can.TransmitErrors);
        Row(text, "charger_can_errors{direction=\"receive\"} ", can.ReceiveErrors);
        Counter(text, "charger_can_bus_offs_total", "Times that the controller went bus-off.", can.BusOffs);
    }

    private void WriteBrowsers(TextBuffer text)
    {
        Gauge(text, "charger_web_browsers", "Browsers that watch now.", _shared.Browsers.CountOpen());
        Gauge(text, "charger_web_streams", "Clients of the stream of events now.", _shared.CountStreams());
        Counter(text, "charger_web_websockets_total", "WebSockets opened.", _counters.Opened);
        Counter(text, "charger_web_event_streams_total", "Streams of events opened.", _counters.StreamsOpened);
        Counter(text, "charger_web_telemetry_total", "Telemetry objects encoded.", _counters.TelemetryEncoded);
        Counter(text, "charger_web_telemetry_offers_total", "Telemetry objects handed to browsers.", _counters.TelemetryOffered);
    }

    private void WriteWeb(TextBuffer text)
    {
        Counter(text, "charger_web_connections_total", "Connections accepted.", _counters.Accepted);
        Counter(text, "charger_web_requests_total", "HTTP requests.", _counters.Requests);
        Counter(text, "charger_web_refused_total", "HTTP requests answered with 400 or above.", _counters.Refused);
        Counter(text, "charger_web_messages_total", "Messages of browsers.", _counters.Messages);
        Family(text, "charger_web_commands_total", "counter", "Commands of browsers.");
        Row(text, "charger_web_commands_total{ok=\"true\"} ", _counters.CommandsDone);
        Row(text, "charger_web_commands_total{ok=\"false\"} ", _counters.CommandsRefused);
    }

    private void WriteDrops(TextBuffer text)
    {
        Family(text, "charger_web_drops_total", "counter", "Connections that ended badly.");
        Row(text, "charger_web_drops_total{reason=\"full\"} ", _counters.Full);
        Row(text, "charger_web_drops_total{reason=\"gave_way\"} ", _counters.GaveWay);
        Row(text, "charger_web_drops_total{reason=\"broken\"} ", _counters.Broken);
        Row(text, "charger_web_drops_total{reason=\"offence\"} ", _counters.Offences);
        Row(text, "charger_web_drops_total{reason=\"silent\"} ", _counters.Silent);
        Row(text, "charger_web_drops_total{reason=\"stalled\"} ", _counters.Stalled);
    }

    private void WriteLogins(TextBuffer text)
    {
        Family(text, "charger_web_logins_total", "counter", "Tries of the PIN; slowed: not even looked at after too many wrong ones.");
        Row(text, "charger_web_logins_total{result=\"right\"} ", _counters.LoginsRight);
        Row(text, "charger_web_logins_total{result=\"wrong\"} ", _counters.LoginsWrong);
        Row(text, "charger_web_logins_total{result=\"slowed\"} ", _counters.LoginsSlowed);
    }

    private static int Known(int value, bool isKnown)
    {
        return isKnown ? value : Unknown.Number;
    }

    private static void Family(TextBuffer text, string name, string type, string help)
    {
        text.Append("# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n");
    }

    private static void Counter(TextBuffer text, string name, string help, int value)
    {
        Family(text, name, "counter", help);
        Row(text, name + " ", value);
    }

    private static void Gauge(TextBuffer text, string name, string help, long value)
    {
        Family(text, name, "gauge", help);
        Row(text, name + " ", value);
    }

    // Thousandths of the unit; no sample while they are not known.
    private static void Value(TextBuffer text, string name, string help, int milli)
    {
        if (milli != Unknown.Number)
        {
            Family(text, name, "gauge", help);
            Milli(text, name, null, milli);
        }
    }

    // Of mWh and mAh: 3.6 J and 3.6 C each.
    private static void Total(TextBuffer text, string name, string help, long milliHours)
    {
        Family(text, name, "counter", help);
        text.Append(name);
        text.AppendByte(' ');
        text.AppendDecimal(milliHours * 36, 1);
        text.AppendByte('\n');
    }

    // Of mAh: 3.6 C each.
    private static void Coulombs(TextBuffer text, string name, string help, int milliAmpHours)
    {
        if (milliAmpHours != Unknown.Number)
        {
            Family(text, name, "gauge", help);
            text.Append(name);
            text.AppendByte(' ');
            text.AppendDecimal(milliAmpHours * 36L, 1);
            text.AppendByte('\n');
        }
    }

    private static void Milli(TextBuffer text, string name, string labels, long milli)
    {
        text.Append(name);
        if (labels != null)
        {
            text.Append(labels);
        }

        text.AppendByte(' ');
        text.AppendDecimal(milli, MilliDigits);
        text.AppendByte('\n');
    }

    private static void Row(TextBuffer text, string start, long value)
    {
        text.Append(start);
        text.AppendNumber(value);
        text.AppendByte('\n');
    }
}
