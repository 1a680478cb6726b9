using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Settings;

/// <summary><see cref="SettingsWriter"/> in a process of its own: this assembly, started once more.</summary>
internal sealed class StoreWriterProcess(bool inPieces) : IKillableWriter
{
    private readonly ManualResetEventSlim _acknowledged = new();
    private Process? _process;
    private Thread? _reader;
    private long _last;

    public long LastAcknowledged => Interlocked.Read(ref _last);

    public void Start(string folder, long firstValue)
    {
        ProcessStartInfo start = new(Environment.ProcessPath is { } host && host.EndsWith("dotnet", StringComparison.Ordinal) ? host : "dotnet")
        {
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(StoreWriterProcess).Assembly.Location);
        start.ArgumentList.Add(Program.SettingsWriterVerb);
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add(firstValue.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(inPieces.ToString());
        _acknowledged.Reset();
        _process = Process.Start(start)!;
        _reader = new Thread(ReadAcknowledges);
        _reader.Start();
    }

    public bool WaitForAcknowledge(TimeSpan longest)
    {
        return _acknowledged.Wait(longest);
    }

    public void Kill()
    {
        Process process = _process!;
        bool ended = process.HasExited;
        process.Kill();
        process.WaitForExit();
        _reader!.Join();
        Assert.IsFalse(ended, $"the writer ended by itself with code {process.ExitCode}");
        process.Dispose();
        _process = null;
    }

    public long ValueOf(SettingValues values)
    {
        return CountedSettings.Read(values);
    }

    public void Dispose()
    {
        _process?.Kill();
        _reader?.Join();
        _process?.Dispose();
        _acknowledged.Dispose();
    }

    private void ReadAcknowledges()
    {
        // A last line that the kill cut short is a smaller number: it claims less than was acknowledged, never more.
        while (_process!.StandardOutput.ReadLine() is { } line)
        {
            if (long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value > LastAcknowledged)
            {
                Interlocked.Exchange(ref _last, value);
                _acknowledged.Set();
            }
        }
    }
}
