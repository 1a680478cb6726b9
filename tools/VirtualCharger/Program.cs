using System;
using System.IO;
using Simulation;

namespace VirtualCharger;

/// <summary>The charger on a PC.</summary>
public static class Program
{
    public static int Main(string[] arguments)
    {
        try
        {
            return Run(Options.Parse(arguments));
        }
        catch (StartupException refusal)
        {
            return Refuse(refusal.Message);
        }
    }

    private static int Run(Options options)
    {
        if (options.ShowHelp)
        {
            Console.Out.Write(Help.Text);
            return ExitCode.Done;
        }

        if (options.ListFaults)
        {
            ListFaults(Console.Out);
            return ExitCode.Done;
        }

        return RunCharger(options);
    }

    private static int RunCharger(Options options)
    {
        using EndSignals signals = new();
        HostedCharger charger = new(options, signals);
        charger.Start();
        Console.Out.WriteLine("Charger ready: " + charger.Url);
        int exitCode = charger.RunUntilTheEnd();

        // The firmware's threads end with the machine, which here is the process.
        Environment.Exit(exitCode);
        return exitCode;
    }

    private static void ListFaults(TextWriter target)
    {
        foreach (SimulationFault fault in SimulationFaults.All)
        {
            target.WriteLine(fault.Name.PadRight(26) + fault.Description);
        }
    }

    // Exactly one line, whatever a message quotes.
    private static int Refuse(string message)
    {
        char[] line = message.ToCharArray();
        for (int i = 0; i < line.Length; i++)
        {
            line[i] = char.IsControl(line[i]) ? '?' : line[i];
        }

        Console.Error.WriteLine(new string(line));
        return ExitCode.BadStart;
    }
}
