using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace LoadTest;

/// <summary>A VirtualCharger as a process of its own, on a free port and with a data folder that goes with it.</summary>
public sealed class StartedCharger : IDisposable
{
    private readonly Process _process;
    private readonly string _folder = Directory.CreateTempSubdirectory("load-test-").FullName;

    /// <summary>Starts it and waits until it serves.</summary>
    public StartedCharger(IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "VirtualCharger.dll"), "--http", "0", "--legacy-port", "0", "--data", _folder, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => Errors = line.Data ?? Errors;
        _process.BeginErrorReadLine();
        string? ready = _process.StandardOutput.ReadLine();
        if (ready == null)
        {
            throw new InvalidOperationException("the charger did not start: " + Errors);
        }

        Url = new Uri(ready["Charger ready: ".Length..]);
    }

    public Uri Url { get; }

    public int ProcessId => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>The last line that it has said.</summary>
    public string Errors { get; private set; } = "";

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        Directory.Delete(_folder, true);
    }
}
