using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.VirtualCharger;

/// <summary>The built console as a process of its own, with a data folder and ports of its own.</summary>
internal sealed class ChargerProcess : IDisposable
{
    public const int Interrupt = 2;
    public const int KillNow = 9;
    public const int Terminate = 15;

    // Starting the runtime on a loaded machine of two cores.
    private const int StartMs = 30_000;

    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];
    private TemporaryFolder? _folder;

    private ChargerProcess(IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "VirtualCharger.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public IReadOnlyList<string> Output => Copy(_output);

    public IReadOnlyList<string> Errors => Copy(_errors);

    /// <summary>Where it serves, as its ready line says.</summary>
    public Uri Address { get; private set; } = new("http://0.0.0.0/");

    /// <summary>Starts it with exactly these arguments.</summary>
    public static ChargerProcess Start(params string[] arguments)
    {
        return new ChargerProcess(arguments);
    }

    /// <summary>Starts it on a free port with a new data folder and these further arguments, and waits until it serves.</summary>
    public static ChargerProcess Serve(params string[] arguments)
    {
        TemporaryFolder folder = new();
        ChargerProcess charger = ServeWith(folder.Path, arguments);
        charger._folder = folder;
        return charger;
    }

    /// <summary>As <see cref="Serve"/> with a given data folder.</summary>
    public static ChargerProcess ServeWith(string folder, params string[] arguments)
    {
        ChargerProcess charger = StartWith(folder, arguments);
        Assert.IsTrue(charger.WaitUntilReady(), "it ended before it was ready: " + string.Join('\n', charger.Errors));
        return charger;
    }

    /// <summary>As <see cref="ServeWith"/> without waiting.</summary>
    public static ChargerProcess StartWith(string folder, params string[] arguments)
    {
        return new ChargerProcess(["--http", "0", "--legacy-port", "0", "--data", folder, .. arguments]);
    }

    /// <summary>Runs it to its end: what a bad start is.</summary>
    public static (int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors) RunToEnd(params string[] arguments)
    {
        using ChargerProcess charger = Start(arguments);
        int exitCode = charger.WaitForExit(StartMs);
        return (exitCode, charger.Output, charger.Errors);
    }

    /// <summary>Waits for the ready line; false when it has ended without one.</summary>
    public bool WaitUntilReady()
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.ElapsedMilliseconds < StartMs)
        {
            if (FirstLine() is { } ready)
            {
                StringAssert.Matches(ready, new System.Text.RegularExpressions.Regex("^Charger ready: http://[0-9.]+:[0-9]+/$"));
                Address = new Uri(ready["Charger ready: ".Length..]);
                return true;
            }

            if (_process.HasExited)
            {
                WaitForExit(0);
                return false;
            }

            Thread.Sleep(20);
        }

        Assert.Fail("it was not ready within " + StartMs + " ms; it said: " + string.Join('\n', Errors));
        return false;
    }

    /// <summary>Sends a signal; the exit code and how long it took to end.</summary>
    public (int ExitCode, long TookMs) Signal(int signal)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Assert.AreEqual(0, Kill(_process.Id, signal));
        int exitCode = WaitForExit(10_000);
        return (exitCode, watch.ElapsedMilliseconds);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _folder?.Dispose();
    }

    private int WaitForExit(int milliseconds)
    {
        Assert.IsTrue(_process.WaitForExit(milliseconds), "it did not end within " + milliseconds + " ms; it said: " + string.Join('\n', Errors));

        // The overload without a time also waits for the end of the output.
        _process.WaitForExit();
        return _process.ExitCode;
    }

    private string? FirstLine()
    {
        lock (_lock)
        {
            return _output.Count > 0 ? _output[0] : null;
        }
    }

    private void Keep(List<string> lines, string? line)
    {
        if (line != null)
        {
            lock (_lock)
            {
                lines.Add(line);
            }
        }
    }

    private List<string> Copy(List<string> lines)
    {
        lock (_lock)
        {
            return [.. lines];
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
