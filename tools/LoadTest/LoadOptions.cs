using System;
using System.Globalization;

namespace LoadTest;

/// <summary>What the command line asks for.</summary>
public sealed record LoadOptions
{
    public const string Help = """
        LoadTest: browsers on a charger's WebSocket, and how long its telemetry takes to reach them.

          --url URL            a charger that runs already; without it one of its own is started (VirtualCharger, simulated)
          --browsers N         browsers that watch and answer (56)
          --stalled N          browsers that stop reading and answering 3 s after the start (0)
          --vanishing N        browsers that vanish then, without a farewell: nothing reaches them any more (0)
          --streams N          clients of /api/events (0)
          --seconds M          how long (60); --hours H for a soak
          --baseline M         seconds with one browser before, to compare with (0); delays are told against its fastest
                               message, without it against the run's own: a delay that every message has does not show then
          --pull-bms           the started charger's BMS is pulled for 10 s of each minute
          --pid PID            the charger's process, for its memory and handles (Linux); known when it is started here

        Load:  dotnet run -c Release --project tools/LoadTest -- --browsers 48 --stalled 8 --vanishing 8 --baseline 20
        Soak:  dotnet run -c Release --project tools/LoadTest -- --browsers 16 --streams 4 --hours 0.5 --pull-bms

        """;

    public Uri? Url { get; private set; }

    public int Browsers { get; set; } = 56;

    public int Stalled { get; set; }

    public int Vanishing { get; set; }

    public int Streams { get; set; }

    public double Seconds { get; set; } = 60;

    public double BaselineSeconds { get; set; }

    public bool PullsBms { get; set; }

    /// <summary>0 = not known.</summary>
    public int ProcessId { get; set; }

    public bool ShowsHelp { get; private set; }

    /// <summary>Throws FormatException, with a sentence, for what it cannot take.</summary>
    public static LoadOptions Parse(string[] arguments)
    {
        LoadOptions options = new();
        for (int i = 0; i < arguments.Length; i++)
        {
            string name = arguments[i];
            switch (name)
            {
                case "--help" or "-h":
                    options.ShowsHelp = true;
                    break;
                case "--pull-bms":
                    options.PullsBms = true;
                    break;
                default:
                    if (++i == arguments.Length)
                    {
                        throw new FormatException(name + " is no option, or needs a value; --help lists them.");
                    }

                    options.Take(name, arguments[i]);
                    break;
            }
        }

        return options;
    }

    private void Take(string name, string value)
    {
        switch (name)
        {
            case "--url":
                Url = new Uri(value);
                break;
            case "--browsers":
                Browsers = (int)Number(name, value);
                break;
            case "--stalled":
                Stalled = (int)Number(name, value);
                break;
            case "--vanishing":
                Vanishing = (int)Number(name, value);
                break;
            case "--streams":
                Streams = (int)Number(name, value);
                break;
            case "--seconds":
                Seconds = Number(name, value);
                break;
            case "--hours":
                Seconds = Number(name, value) * 3600;
                break;
            case "--baseline":
                BaselineSeconds = Number(name, value);
                break;
            case "--pid":
                ProcessId = (int)Number(name, value);
                break;
            default:
                throw new FormatException(name + " is no option; --help lists them.");
        }
    }

    private static double Number(string name, string value)
    {
        bool isNumber = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number);
        return isNumber ? number : throw new FormatException(name + ": '" + value + "' is no number.");
    }
}
