using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Browser;

/// <summary>The real console, tools/VirtualCharger, as a process of its own with a data folder of its own.</summary>
public sealed class ChargerProcess : IDisposable
{
    private const string Ready = "Charger ready: ";

    // A cold start on a busy machine.
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly string _data = Directory.CreateTempSubdirectory("charger-").FullName;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly string[] _options;
    private Process? _process;

    private ChargerProcess(string[] options)
    {
        _options = options;
    }

    /// <summary>Where the page is, as the ready line says.</summary>
    public string Url { get; private set; } = "";

    public int CanPort { get; } = FreePort();

    /// <summary>What it has logged, to explain a failed test.</summary>
    public string Log => string.Join("\n", _log);

    public static async Task<ChargerProcess> StartAsync(params string[] options)
    {
        ChargerProcess charger = new(options);
        await charger.RunAsync(0);
        return charger;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public void Kill()
    {
        if (_process != null)
        {
            _process.Kill(true);
            _process.WaitForExit();
            _process.Dispose();
            _process = null;
        }
    }

    /// <summary>Starts it again at the same address with the same data.</summary>
    public Task RestartAsync()
    {
        return RunAsync(new Uri(Url).Port);
    }

    public void Dispose()
    {
        Kill();
        Directory.Delete(_data, true);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task RunAsync(int httpPort)
    {
        TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        List<string> arguments =
        [
            "exec", Path.Combine(AppContext.BaseDirectory, "VirtualCharger.dll"),
            "--http", httpPort.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "--can-port", CanPort.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "--legacy-port", "0", "--data", _data, .. _options,
        ];
        Process process = new() { StartInfo = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith(Ready, StringComparison.Ordinal) == true)
            {
                ready.TrySetResult(line.Data[Ready.Length..]);
            }
        };
        process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ready.TrySetException(new AssertFailedException("VirtualCharger has ended:\n" + Log));
        process.Start();
        _process = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Url = await ready.Task.WaitAsync(StartLimit);
    }
}
