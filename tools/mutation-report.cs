#:property PublishAot=false
// Prints a Stryker report (JSON) as text: killed and survived by file, then every survivor with its line and what it was changed to.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

if (args.Length == 0)
{
    Console.Error.WriteLine("give the path of a mutation-report.json");
    return 2;
}

List<string> survivors = [];
int allKilled = 0;
int allEndless = 0;
int all = 0;
foreach (string path in args)
{
    using JsonDocument report = JsonDocument.Parse(File.ReadAllText(path));
    foreach (JsonProperty file in report.RootElement.GetProperty("files").EnumerateObject())
    {
        string[] lines = file.Value.GetProperty("source").GetString()!.Split('\n');
        int killed = 0;
        int lived = 0;
        foreach (JsonElement mutant in file.Value.GetProperty("mutants").EnumerateArray())
        {
            string status = mutant.GetProperty("status").GetString()!;
            killed += status is "Killed" or "Timeout" ? 1 : 0;
            allEndless += status == "Timeout" ? 1 : 0;
            if (status is not ("Survived" or "NoCoverage"))
            {
                continue;
            }

            lived++;
            int line = mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32();
            string change = string.Join(' ', mutant.GetProperty("replacement").GetString()!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            survivors.Add($"{Path.GetFileName(file.Name)}:{line} {(status == "NoCoverage" ? "(no test) " : "")}{Cut(lines[line - 1].Trim(), 110)}  ->  {Cut(change, 80)}");
        }

        if (killed + lived > 0)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file.Name),-28} killed {killed,4} of {killed + lived,4}  {100.0 * killed / (killed + lived),5:F1} %"));
        }

        allKilled += killed;
        all += killed + lived;
    }
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"together",-28} killed {allKilled,4} of {all,4}  {(all == 0 ? 0 : 100.0 * allKilled / all),5:F1} %, {allEndless} of them because it did not end"));
foreach (string survivor in survivors.Order(StringComparer.Ordinal))
{
    Console.WriteLine("  " + survivor);
}

return 0;

static string Cut(string text, int length)
{
    return text.Length <= length ? text : text[..length] + "...";
}
