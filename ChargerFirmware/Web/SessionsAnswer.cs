using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Journal;

namespace ChargerFirmware.Web;

/// <summary>What has gone into the pack, ever, the session under way and the last ones, newest first. Web thread only.</summary>
/// <remarks>A cold path: a person looks at it, so its names are strings. Each session is read from the medium when its turn comes.</remarks>
public sealed class SessionsAnswer : Answer
{
    private readonly ChargeJournal _journal;
    private readonly SnapshotBoard _board;
    private readonly ChargerSnapshot _snapshot;
    private readonly byte[] _image = new byte[SessionLog.FileLength];

    /// <param name="journal">Whose sessions.</param>
    /// <param name="board">Where the session under way is.</param>
    /// <param name="snapshot">Scratch, shared with other answers: filled anew for each piece.</param>
    public SessionsAnswer(ChargeJournal journal, SnapshotBoard board, ChargerSnapshot snapshot)
    {
        _journal = journal;
        _board = board;
        _snapshot = snapshot;
    }

    public override string ContentType => "Cache-Control: no-store\r\nContent-Type: application/json\r\n";

    public override void BeginPiece()
    {
        _board.Read(_snapshot);
    }

    // Step 0 opens, 1 is the session under way, then one step a session; in Row the newest number at the beginning, so that one that ends meanwhile does not come twice.
    public override bool WriteItem(HttpResponse response)
    {
        JsonWriter json = response.Json;
        int step = response.Step++;
        if (step == 0)
        {
            response.Row = _journal.Sessions.Newest;
            json.BeginObject();
            json.Name("totalMilliWattHours");
            json.Number(_snapshot.ChargedMilliWattHours);
            json.Name("totalMilliAmpHours");
            json.Number(_snapshot.ChargedMilliAmpHours);
            json.Name("sessions");
            json.BeginArray();
            return true;
        }

        if (step == 1)
        {
            WriteCurrent(response.Row + 1, json);
            return true;
        }

        int number = response.Row - (step - 2);
        if (number <= 0 || step - 2 >= SessionLog.Kept)
        {
            json.EndArray();
            json.EndObject();
            return false;
        }

        if (_journal.Sessions.Read(number, _image))
        {
            WriteImage(number, json);
        }

        return true;
    }

    private void WriteCurrent(int number, JsonWriter json)
    {
        ChargeSession session = _snapshot.Session;
        if (!session.IsOpen)
        {
            return;
        }

        long startedMs = _snapshot.NowMs - _snapshot.UptimeMs;
        long unixMs = _journal.UnixMs;
        bool isPaused = session.EndedMs >= 0;
        Begin(number, true, _journal.Run, json);
        WriteTime("start", unixMs < 0 ? 0 : (unixMs - (_snapshot.NowMs - session.StartedMs)) / 1000, json);
        Put("startUptimeSeconds", (session.StartedMs - startedMs) / 1000, json);
        WriteTime("end", unixMs < 0 || !isPaused ? 0 : (unixMs - (_snapshot.NowMs - session.EndedMs)) / 1000, json);
        json.Name("endUptimeSeconds");
        json.Number(isPaused ? (int)((session.EndedMs - startedMs) / 1000) : Unknown.Number);
        Put("milliWattHours", session.MilliWattHours, json);
        Put("milliAmpHours", session.MilliAmpHours, json);
        PutKnown("startSocPermille", session.StartSocPermille, json);
        PutKnown("endSocPermille", session.EndSocPermille, json);
        PutKnown("highestCellMilliVolts", session.HighestCellMilliVolts, json);
        PutKnown("warmestDeciC", session.WarmestDeciC, json);
        End(session.End, json);
    }

    private void WriteImage(int number, JsonWriter json)
    {
        Begin(number, false, (int)Read(SessionImage.RunAt), json);
        WriteTime("start", Read(SessionImage.StartUnixAt), json);
        Put("startUptimeSeconds", Read(SessionImage.StartUptimeAt), json);
        WriteTime("end", Read(SessionImage.EndUnixAt), json);
        Put("endUptimeSeconds", Read(SessionImage.EndUptimeAt), json);
        Put("milliWattHours", Read(SessionImage.MilliWattHoursAt), json);
        Put("milliAmpHours", Read(SessionImage.MilliAmpHoursAt), json);
        PutKnown("startSocPermille", ReadSmall(SessionImage.StartSocAt), json);
        PutKnown("endSocPermille", ReadSmall(SessionImage.EndSocAt), json);
        PutKnown("highestCellMilliVolts", ReadSmall(SessionImage.HighestCellAt), json);
        PutKnown("warmestDeciC", ReadSmall(SessionImage.WarmestAt), json);
        End(Bytes.ReadUInt16BigEndian(_image, SessionLog.CrcLength + SessionImage.EndAt), json);
    }

    private static void Begin(int number, bool isCurrent, int run, JsonWriter json)
    {
        json.BeginObject();
        Put("number", number, json);
        json.Name("current");
        json.Bool(isCurrent);
        Put("run", run, json);
    }

    private static void End(int end, JsonWriter json)
    {
        json.Name("ended");
        json.String(end == SessionEnd.None ? null : SessionEnd.NameOf(end));
        json.EndObject();
    }

    private static void WriteTime(string name, long unixSeconds, JsonWriter json)
    {
        json.Name(name);
        if (unixSeconds <= 0)
        {
            json.Null();
            return;
        }

        json.BeginString();
        UtcText.Append(json.Buffer, unixSeconds);
        json.EndString();
    }

    private static void Put(string name, long value, JsonWriter json)
    {
        json.Name(name);
        json.Number(value);
    }

    private static void PutKnown(string name, int value, JsonWriter json)
    {
        json.Name(name);
        json.Number(value);
    }

    private long Read(int at)
    {
        return Bytes.ReadUInt32BigEndian(_image, SessionLog.CrcLength + at);
    }

    private int ReadSmall(int at)
    {
        return SessionImage.ReadSmall(_image, SessionLog.CrcLength + at);
    }
}
