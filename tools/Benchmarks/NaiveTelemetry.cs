using System.Linq;
using System.Text.Json.Nodes;
using ChargerFirmware.Control;

namespace Benchmarks;

/// <summary>The telemetry object built as a tree and turned into text by the framework, then framed.</summary>
public static class NaiveTelemetry
{
    public static byte[] Frame(ChargerSnapshot s, int sequence)
    {
        int[] cells = s.Battery.CellMilliVolts.Take(s.Battery.CellCount).ToArray();
        JsonObject telemetry = new()
        {
            ["type"] = "telemetry",
            ["seq"] = sequence,
            ["uptimeMs"] = s.UptimeMs,
            ["mode"] = ChargeMode.NameOf(s.Mode),
            ["state"] = ChargeState.NameOf(s.State),
            ["limitedBy"] = LimitCause.NameOf(s.LimitedBy),
            ["why"] = ChargeMode.NameOf(s.Mode) + ": " + s.RequestMilliAmps / 1000 + " A",
            ["pack"] = new JsonObject
            {
                ["online"] = s.PackOnline,
                ["ageMs"] = s.PackAgeMs,
                ["milliVolts"] = s.Battery.PackMilliVolts,
                ["milliAmps"] = s.Battery.PackMilliAmps,
                ["socPermille"] = s.Battery.SocPermille,
                ["remainingMilliAmpHours"] = s.Battery.RemainingMilliAmpHours,
                ["fullMilliAmpHours"] = s.Battery.FullMilliAmpHours,
                ["cycles"] = s.Battery.CycleCount,
                ["chargeFet"] = s.Battery.ChargeFetOn,
                ["dischargeFet"] = s.Battery.DischargeFetOn,
                ["hardwareName"] = s.Battery.HardwareName,
            },
            ["cells"] = new JsonObject
            {
                ["milliVolts"] = new JsonArray(cells.Select(cell => (JsonNode)cell).ToArray()),
                ["minMilliVolts"] = cells.Min(),
                ["maxMilliVolts"] = cells.Max(),
                ["deltaMilliVolts"] = cells.Max() - cells.Min(),
                ["balancing"] = new JsonArray(),
            },
            ["temperaturesDeciC"] = new JsonArray(s.Battery.TempDeciC.Take(s.Battery.SensorCount).Select(sensor => (JsonNode)sensor).ToArray()),
            ["protection"] = new JsonArray(),
            ["charger"] = new JsonObject
            {
                ["protocol"] = s.ProtocolName,
                ["online"] = null,
                ["ageMs"] = null,
                ["requestMilliVolts"] = s.RequestMilliVolts,
                ["requestMilliAmps"] = s.RequestMilliAmps,
                ["milliVolts"] = null,
                ["milliAmps"] = null,
                ["flags"] = null,
            },
            ["can"] = new JsonObject { ["state"] = "errorActive", ["tec"] = s.Can.TransmitErrors, ["rec"] = s.Can.ReceiveErrors, ["sent"] = s.Can.Sent, ["received"] = s.Can.Received },
            ["faults"] = new JsonArray(),
        };
        return NaiveWebSocket.Frame(telemetry.ToJsonString());
    }
}
