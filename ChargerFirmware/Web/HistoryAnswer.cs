using ChargerFirmware.Core;
using ChargerFirmware.Journal;

namespace ChargerFirmware.Web;

/// <summary>The pack and each cell since the start, in few points. Web thread only.</summary>
/// <remarks>Each point carries its own time: where neighbours are merged between two pieces, the rest comes in longer steps and still fits.</remarks>
public sealed class HistoryAnswer : Answer
{
    private readonly History _history;
    private readonly short[] _point = new short[History.MaxColumns];

    public HistoryAnswer(History history)
    {
        _history = history;
    }

    public override string ContentType => "Cache-Control: no-store\r\nContent-Type: application/json\r\n";

    // Step 0 opens; Row is the uptime in seconds from which the next point is wanted, Limit the history that it began with.
    public override bool WriteItem(HttpResponse response)
    {
        JsonWriter json = response.Json;
        if (response.Step == 0)
        {
            response.Step = 1;
            response.Limit = _history.Generation;
            json.BeginObject();
            json.Name("intervalSeconds");
            json.Number(_history.IntervalMs / 1000);
            WriteColumns(_history.CellCount, json);
            json.Name("points");
            json.BeginArray();
            return true;
        }

        // A new history begins when the number of cells changes: its points would not fit these columns.
        long atMs = _history.Generation == response.Limit ? _history.Read(response.Row * 1000L, _point) : -1;
        if (atMs < 0)
        {
            json.EndArray();
            json.EndObject();
            return false;
        }

        WritePoint(atMs, _history.CellCount, json);

        // Seconds are whole here, so that the next point is the first that begins later.
        response.Row = (int)(atMs / 1000) + 1;
        return true;
    }

    private static void WriteColumns(int cells, JsonWriter json)
    {
        json.Name("columns");
        json.BeginArray();
        json.String("uptimeSeconds");
        json.String("milliVolts");
        json.String("milliAmps");
        json.String("socPermille");
        json.String("warmestDeciC");
        for (int cell = 1; cell <= cells; cell++)
        {
            json.String("cell" + cell.ToString());
        }

        json.EndArray();
    }

    private void WritePoint(long atMs, int cells, JsonWriter json)
    {
        json.BeginArray();
        json.Number(atMs / 1000);
        WriteNumber(_point[History.MilliVolts10], 10, json);
        WriteNumber(_point[History.MilliAmps10], 10, json);
        WriteNumber(_point[History.SocPermille], 1, json);
        WriteNumber(_point[History.WarmestDeciC], 1, json);
        for (int cell = 0; cell < cells; cell++)
        {
            WriteNumber(_point[History.Cells + cell], 1, json);
        }

        json.EndArray();
    }

    private static void WriteNumber(int value, int factor, JsonWriter json)
    {
        json.Number(value == History.Nothing ? Unknown.Number : value * factor);
    }
}
