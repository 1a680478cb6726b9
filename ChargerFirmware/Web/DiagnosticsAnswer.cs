using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Journal;

namespace ChargerFirmware.Web;

/// <summary>How the firmware itself is: memory, threads, restarts and every counter. Web thread only.</summary>
/// <remarks>A cold path: it is read when something is wrong, so its names are strings.</remarks>
public sealed class DiagnosticsAnswer : Answer
{
    private readonly WebParts _parts;
    private readonly WebCounters _counters;
    private readonly ThreadHealth _web;
    private readonly FreeMemory _memory;
    private readonly ChargerSnapshot _snapshot;

    public DiagnosticsAnswer(WebShared shared)
    {
        _parts = shared.Parts;
        _counters = shared.Counters;
        _web = shared.Health;
        _memory = shared.Memory;
        _snapshot = shared.Snapshot;
    }

    public override string ContentType => "Cache-Control: no-store\r\nContent-Type: application/json\r\n";

    public override void BeginPiece()
    {
        _parts.Board.Read(_snapshot);
    }

    public override bool WriteItem(HttpResponse response)
    {
        JsonWriter json = response.Json;
        switch (response.Step++)
        {
            case 0:
                json.BeginObject();
                WriteSystem(json);
                return true;
            case 1:
                WriteRestarts(json);
                return true;
            case 2:
                WriteThreads(json);
                return true;
            case 3:
                WriteBms(_snapshot.BmsCounters, json);
                return true;
            case 4:
                WriteProtections(_snapshot.Battery, json);
                return true;
            case 5:
                WriteCan(_snapshot.Can, json);
                return true;
            case 6:
                WriteWeb(json);
                return true;
            case 7:
                WriteJournal(_parts.Journal.Counters, json);
                return true;
            default:
                json.EndObject();
                return false;
        }
    }

    private void WriteSystem(JsonWriter json)
    {
        json.Name("version");
        json.String(_parts.System.FirmwareVersion);
        Put(json, "uptimeMs", _snapshot.UptimeMs);
        Put(json, "freeMemoryBytes", _memory.Read());
        Put(json, "logBytes", _parts.Log.Written);
    }

    private void WriteRestarts(JsonWriter json)
    {
        RestartRecord restarts = _parts.Restarts;
        json.Name("restarts");
        json.BeginObject();
        Put(json, "starts", restarts.Starts);
        Put(json, "failures", restarts.Failures);
        json.Name("lastFailure");
        json.String(restarts.LastReason.Length == 0 ? null : restarts.LastReason);
        json.EndObject();
    }

    private void WriteThreads(JsonWriter json)
    {
        json.Name("threads");
        json.BeginObject();
        WriteThread(json, "control", _parts.PassHealth);
        WriteThread(json, "ticks", _parts.TickHealth);
        WriteThread(json, "web", _web);
        WriteThread(json, "journal", _parts.Journal.Health);
        json.EndObject();
    }

    private static void WriteThread(JsonWriter json, string name, ThreadHealth health)
    {
        json.Name(name);
        json.BeginObject();
        Put(json, "passes", health.Passes);
        Put(json, "longestPassMs", health.LongestPassMs);
        Put(json, "longestGapMs", health.LongestGapMs);
        json.EndObject();
    }

    private static void WriteBms(BmsCounters bms, JsonWriter json)
    {
        json.Name("bms");
        json.BeginObject();
        Put(json, "requests", bms.Requests);
        Put(json, "good", bms.Good);
        Put(json, "bad", bms.Bad);
        Put(json, "unexpected", bms.Unexpected);
        Put(json, "refused", bms.Refused);
        Put(json, "late", bms.Late);
        Put(json, "skippedBytes", bms.SkippedBytes);
        json.EndObject();
    }

    // What it has counted is history: it is shown whether the BMS answers now or not.
    private static void WriteProtections(BatterySnapshot battery, JsonWriter json)
    {
        json.Name("bmsProtections");
        json.BeginObject();
        for (int i = 0; i < ProtectionCounter.Count; i++)
        {
            json.Name(ProtectionCounter.NameOf(i));
            json.Number(battery.ProtectionCounts[i]);
        }

        json.EndObject();
    }

    private static void WriteCan(CanHealth can, JsonWriter json)
    {
        json.Name("can");
        json.BeginObject();
        json.Name("state");
        json.String(CanState.NameOf(can.State));
        Put(json, "tec", can.TransmitErrors);
        Put(json, "rec", can.ReceiveErrors);
        Put(json, "sent", can.Sent);
        Put(json, "received", can.Received);
        Put(json, "replaced", can.Replaced);
        Put(json, "overruns", can.Overruns);
        Put(json, "busOffs", can.BusOffs);
        Put(json, "restarts", can.Restarts);
        json.EndObject();
    }

    private void WriteWeb(JsonWriter json)
    {
        json.Name("web");
        json.BeginObject();
        Put(json, "accepted", _counters.Accepted);
        Put(json, "requests", _counters.Requests);
        Put(json, "refused", _counters.Refused);
        Put(json, "full", _counters.Full);
        Put(json, "gaveWay", _counters.GaveWay);
        Put(json, "broken", _counters.Broken);
        Put(json, "deaf", _counters.Deaf);
        Put(json, "opened", _counters.Opened);
        Put(json, "streamsOpened", _counters.StreamsOpened);
        Put(json, "offences", _counters.Offences);
        Put(json, "silent", _counters.Silent);
        Put(json, "stalled", _counters.Stalled);
        Put(json, "messages", _counters.Messages);
        Put(json, "commandsDone", _counters.CommandsDone);
        Put(json, "commandsRefused", _counters.CommandsRefused);
        Put(json, "loginsRight", _counters.LoginsRight);
        Put(json, "loginsWrong", _counters.LoginsWrong);
        Put(json, "loginsSlowed", _counters.LoginsSlowed);
        Put(json, "telemetryEncoded", _counters.TelemetryEncoded);
        Put(json, "telemetryOffered", _counters.TelemetryOffered);
        json.EndObject();
    }

    private static void WriteJournal(JournalCounters journal, JsonWriter json)
    {
        json.Name("journal");
        json.BeginObject();
        Put(json, "writes", journal.Writes);
        Put(json, "writtenBytes", journal.WrittenBytes);
        Put(json, "failures", journal.Failures);
        Put(json, "lostSamples", journal.LostSamples);
        json.EndObject();
    }

    private static void Put(JsonWriter json, string name, long value)
    {
        json.Name(name);
        json.Number(value);
    }
}
