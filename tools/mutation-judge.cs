#:property PublishAot=false
// Judges Stryker's mutants in one process instead of one process each: minutes instead of an hour on a busy machine. Prints as mutation-report.cs does.
//   dotnet run tools/mutation-judge.cs -- <folder with the mutated build> <mutation-report.json> <test class|test class> <file,file>
// How to come by the first two stands in ChargerFirmware.Tests/Mutation.md. A mutant counts as killed when a test that passes without it fails with it, or does not end within 20 s.
// A mutant of a static initialiser lives here, because that runs once a process: Stryker's own run judges those.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Threading;

const int NoMutant = -1;
const int EndlessMs = 20000;
if (args.Length != 4)
{
    Console.Error.WriteLine("give the build's folder, the report, the test classes and the files");
    return 2;
}

Assembly tests = Assembly.LoadFrom(Path.GetFullPath(Path.Combine(args[0], "ChargerFirmware.Tests.dll")));
Type control = Assembly.LoadFrom(Path.GetFullPath(Path.Combine(args[0], "ChargerFirmware.dll"))).GetTypes().First(type => type.Name == "MutantControl");
const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
FieldInfo active = control.GetField("ActiveMutant", Static)!;
FieldInfo capture = control.GetField("CaptureCoverage", Static)!;
active.SetValue(null, NoMutant);

List<Case> cases = [];
foreach (Case each in CasesOf(tests, args[2].Split('|')))
{
    Stopwatch watch = Stopwatch.StartNew();
    if (Passes(each) == true)
    {
        cases.Add(each with { Ms = watch.ElapsedMilliseconds });
    }
    else
    {
        Console.WriteLine("fails without any mutant, left out: " + each.Name);
    }
}

// Which tests come by which mutant.
Dictionary<int, List<Case>> judges = [];
capture.SetValue(null, true);
foreach (Case each in cases)
{
    control.GetMethod("ResetCoverage", Static)!.Invoke(null, null);
    Passes(each);
    foreach (int id in ((IList<int>[])control.GetMethod("GetCoverageData", Static)!.Invoke(null, null)!).SelectMany(ids => ids).Distinct())
    {
        judges.TryAdd(id, []);
        judges[id].Add(each);
    }
}

capture.SetValue(null, false);
using JsonDocument report = JsonDocument.Parse(File.ReadAllText(args[1]));
List<string> survivors = [];
int allKilled = 0;
int allEndless = 0;
int all = 0;
foreach (JsonProperty file in report.RootElement.GetProperty("files").EnumerateObject().Where(file => args[3].Split(',').Any(part => file.Name.Contains(part, StringComparison.Ordinal))))
{
    string[] lines = file.Value.GetProperty("source").GetString()!.Split('\n');
    int killed = 0;
    int count = 0;
    foreach (JsonElement mutant in file.Value.GetProperty("mutants").EnumerateArray())
    {
        if (mutant.GetProperty("status").GetString() is "Ignored" or "CompileError")
        {
            continue;
        }

        count++;
        bool isCovered = judges.TryGetValue(int.Parse(mutant.GetProperty("id").GetString()!, CultureInfo.InvariantCulture), out List<Case>? tried);
        bool? passes = isCovered ? AllPass(int.Parse(mutant.GetProperty("id").GetString()!, CultureInfo.InvariantCulture), tried!) : true;
        allEndless += passes == null ? 1 : 0;
        if (passes != true)
        {
            killed++;
            continue;
        }

        int line = mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32();
        string change = string.Join(' ', mutant.GetProperty("replacement").GetString()!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        survivors.Add($"{Path.GetFileName(file.Name)}:{line} {(isCovered ? "" : "(no test) ")}{Cut(lines[line - 1].Trim(), 150)}  ->  {Cut(change, 100)}");
    }

    if (count > 0)
    {
        Print(Path.GetFileName(file.Name), killed, count, "");
    }

    allKilled += killed;
    all += count;
}

Print("together", allKilled, all, ", " + allEndless.ToString(CultureInfo.InvariantCulture) + " of them because it did not end");
survivors.ForEach(survivor => Console.WriteLine("  " + survivor));

// A test that never ends is still running: it must not hold the process.
Environment.Exit(0);
return 0;

bool? AllPass(int id, List<Case> tried)
{
    active.SetValue(null, id);
    bool? passes = true;
    foreach (Case each in tried.OrderBy(each => each.Ms))
    {
        passes = Passes(each);
        if (passes != true)
        {
            break;
        }
    }

    active.SetValue(null, NoMutant);
    return passes;
}

// Null when it does not end.
static bool? Passes(Case each)
{
    bool? passes = null;
    Thread thread = new(() =>
    {
        try
        {
            each.Method.Invoke(Activator.CreateInstance(each.Method.ReflectedType!), each.Arguments);
            passes = true;
        }
        catch (TargetInvocationException)
        {
            passes = false;
        }
    })
    { IsBackground = true };
    thread.Start();
    return thread.Join(EndlessMs) ? passes : null;
}

static IEnumerable<Case> CasesOf(Assembly tests, string[] classes)
{
    foreach (Type type in tests.GetTypes().Where(type => classes.Any(part => type.FullName!.Contains(part, StringComparison.Ordinal)) && Has(type, "TestClassAttribute")))
    {
        foreach (MethodInfo method in type.GetMethods().Where(method => Has(method, "TestMethodAttribute")))
        {
            object[] rows = [.. method.GetCustomAttributes(false).Where(attribute => attribute.GetType().Name == "DataRowAttribute")];
            if (rows.Length == 0)
            {
                yield return new Case(type.Name + "." + method.Name, method, []);
            }

            foreach (object row in rows)
            {
                yield return new Case(type.Name + "." + method.Name, method, (object?[])row.GetType().GetProperty("Data")!.GetValue(row)!);
            }
        }
    }
}

static bool Has(MemberInfo member, string attribute)
{
    return member.GetCustomAttributes(false).Any(each => each.GetType().Name == attribute);
}

static void Print(string name, int killed, int count, string more)
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28} killed {killed,4} of {count,4}  {(count == 0 ? 0 : 100.0 * killed / count),5:F1} %{more}"));
}

static string Cut(string text, int length)
{
    return text.Length <= length ? text : text[..length] + "...";
}

internal sealed record Case(string Name, MethodInfo Method, object?[] Arguments, long Ms = 0);
