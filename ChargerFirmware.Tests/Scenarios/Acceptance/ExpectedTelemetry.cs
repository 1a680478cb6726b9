using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>What the telemetry must say of a pack, field by field, from the words of the vectors.</summary>
internal static class ExpectedTelemetry
{
    // The vectors' names of the protections, by the names of the telemetry. What has none there is not told.
    private static readonly Dictionary<string, string> Protections = new()
    {
        ["cell_overvoltage"] = "cellOverVoltage",
        ["cell_undervoltage"] = "cellUnderVoltage",
        ["pack_overvoltage"] = "packOverVoltage",
        ["pack_undervoltage"] = "packUnderVoltage",
        ["charge_overtemperature"] = "chargeOverTemperature",
        ["charge_undertemperature"] = "chargeUnderTemperature",
        ["discharge_overtemperature"] = "dischargeOverTemperature",
        ["discharge_undertemperature"] = "dischargeUnderTemperature",
        ["charge_overcurrent"] = "chargeOverCurrent",
        ["discharge_overcurrent"] = "dischargeOverCurrent",
        ["short_circuit"] = "shortCircuit",
        ["frontend_ic_error"] = "frontEndError",
        ["mosfet_software_lock"] = "softwareLock",
        ["charge_mosfet_broken"] = "chargeFetBroken",
        ["discharge_mosfet_broken"] = "dischargeFetBroken",
    };

    private static readonly string[] PackValues =
    [
        "milliVolts", "milliAmps", "socPermille", "remainingMilliAmpHours", "fullMilliAmpHours", "cycles", "chargeFet", "dischargeFet", "hardwareName",
    ];

    private static readonly string[] CellValues = ["milliVolts", "minMilliVolts", "maxMilliVolts", "deltaMilliVolts", "balancing"];

    /// <summary>Every field by its path, as JSON.</summary>
    public static Dictionary<string, string> Of(CapturedPack pack)
    {
        int[] cells = [.. pack.List("cell_mv").Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        int[] known = [.. cells.Where(cell => KnownCell(cell) != "null")];
        string full = pack.Words.ContainsKey("full_charge_capacity_mah") ? "full_charge_capacity_mah" : "nominal_capacity_mah";
        return new Dictionary<string, string>
        {
            ["pack.online"] = "true",
            ["pack.milliVolts"] = Known(pack.Number("total_voltage_mv"), 500, 160_000),
            ["pack.milliAmps"] = pack.Words["current_ma"],
            ["pack.socPermille"] = Text(10 * pack.Number("soc_percent")),
            ["pack.remainingMilliAmpHours"] = pack.Words["remaining_capacity_mah"],
            ["pack.fullMilliAmpHours"] = pack.Words[full],
            ["pack.cycles"] = pack.Words["cycles"],
            ["pack.chargeFet"] = pack.Words["charge_fet_on"],
            ["pack.dischargeFet"] = pack.Words["discharge_fet_on"],
            ["cells.milliVolts"] = List(cells.Select(KnownCell)),
            ["cells.minMilliVolts"] = Text(known.Min()),
            ["cells.maxMilliVolts"] = Text(known.Max()),
            ["cells.deltaMilliVolts"] = Text(known.Max() - known.Min()),
            ["cells.balancing"] = List(Balancing(pack).Select(Text)),
            ["temperaturesDeciC"] = List(pack.List("ntc_decicelsius").Select(text => text == "none" ? "null" : text)),
            ["protection"] = List(pack.List("protections").Where(Protections.ContainsKey).Select(name => '"' + Protections[name] + '"')),
        };
    }

    /// <summary>A pack that is not heard: nothing of it is known.</summary>
    public static Dictionary<string, string> OfSilence()
    {
        Dictionary<string, string> fields = PackValues.ToDictionary(name => "pack." + name, _ => "null");
        foreach (string name in CellValues)
        {
            fields["cells." + name] = "null";
        }

        fields["pack.online"] = "false";
        fields["temperaturesDeciC"] = "null";
        fields["protection"] = "null";
        return fields;
    }

    /// <summary>Where the telemetry says something else; empty when nowhere.</summary>
    public static string Differences(Dictionary<string, string> expected, JsonElement telemetry)
    {
        List<string> differences = [];
        foreach ((string path, string value) in expected)
        {
            JsonElement at = telemetry;
            foreach (string name in path.Split('.'))
            {
                at = at.GetProperty(name);
            }

            if (at.GetRawText() != value)
            {
                differences.Add(path + " is " + at.GetRawText() + ", expected " + value);
            }
        }

        return string.Join("; ", differences);
    }

    // As told, also beyond the cells whose voltages were captured.
    private static IEnumerable<int> Balancing(CapturedPack pack)
    {
        uint mask = uint.Parse(pack.Words["balance_bits"], CultureInfo.InvariantCulture);
        return Enumerable.Range(1, 32).Where(cell => (mask >> (cell - 1) & 1) != 0);
    }

    // What cannot be (PROTOCOL.md, Faults) is unknown: a captured board without a pack tells 0 V, and 0 mV of a cell.
    private static string KnownCell(int milliVolts)
    {
        return Known(milliVolts, 500, 5_000);
    }

    private static string Known(int value, int min, int max)
    {
        return value >= min && value <= max ? Text(value) : "null";
    }

    private static string Text(int value)
    {
        return value.ToString(CultureInfo.InvariantCulture);
    }

    private static string List(IEnumerable<string> values)
    {
        return "[" + string.Join(',', values) + "]";
    }
}
