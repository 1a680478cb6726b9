using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The fault register: every fault that has come since the start or is active. Web thread only.</summary>
public sealed class FaultsAnswer : Answer
{
    private readonly SnapshotBoard _board;
    private readonly ChargerSnapshot _snapshot;
    private readonly TelemetryNames _names;

    /// <param name="board">Where the register is read.</param>
    /// <param name="snapshot">Scratch, shared with other answers: filled anew for each piece.</param>
    /// <param name="names">The words.</param>
    public FaultsAnswer(SnapshotBoard board, ChargerSnapshot snapshot, TelemetryNames names)
    {
        _board = board;
        _snapshot = snapshot;
        _names = names;
    }

    public override string ContentType => "Cache-Control: no-store\r\nContent-Type: application/json\r\n";

    public override void BeginPiece()
    {
        _board.Read(_snapshot);
    }

    // Step 0 opens, then one step a code, the last one closes.
    public override bool WriteItem(HttpResponse response)
    {
        JsonWriter json = response.Json;
        int step = response.Step++;
        if (step == 0)
        {
            json.BeginObject();
            json.Name(_names.Members, TelemetryNames.Faults);
            json.BeginArray();
            return true;
        }

        if (step > FaultCode.Count)
        {
            json.EndArray();
            json.EndObject();
            return false;
        }

        FaultRegister faults = _snapshot.Faults;
        int code = step - 1;
        if (faults.CountOf(code) > 0 || faults.IsActive(code))
        {
            WriteFault(faults, code, json);
        }

        return true;
    }

    private void WriteFault(FaultRegister faults, int code, JsonWriter json)
    {
        json.BeginObject();
        json.Name(_names.Members, TelemetryNames.Code);
        json.Word(_names.Words, TelemetryNames.FaultCodes + code);
        json.Name(_names.Members, TelemetryNames.Severity);
        json.Word(_names.Words, TelemetryNames.Severities + FaultCode.SeverityOf(code));
        json.Name(_names.Members, TelemetryNames.Active);
        json.Bool(faults.IsActive(code));
        json.Name(_names.Members, TelemetryNames.Present);
        json.Bool(faults.IsConditionTrue(code));
        json.Name(_names.Members, TelemetryNames.SinceMs);
        json.Number(_snapshot.NowMs - faults.SinceMs(code));
        json.Name(_names.Members, TelemetryNames.Count);
        json.Number(faults.CountOf(code));
        json.Name(_names.Members, TelemetryNames.Value);
        json.Number(faults.ValueOf(code));
        json.EndObject();
    }
}
