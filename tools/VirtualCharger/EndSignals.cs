using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;

namespace VirtualCharger;

/// <summary>The signals that ask the process to end: they are noted, the main thread does the rest.</summary>
public sealed class EndSignals : IDisposable
{
    private const int Interrupt = 2;
    private const nint DefaultAction = 0;

    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly ManualResetEventSlim _ended = new();

    public EndSignals()
    {
        // A shell without job control starts its background jobs with SIGINT ignored, and the runtime would leave it so; who sends it to us means it.
        if (!OperatingSystem.IsWindows())
        {
            _ = SetSignalAction(Interrupt, DefaultAction);
        }

        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Note));
        }
    }

    /// <summary>Ends the wait from inside.</summary>
    public void End()
    {
        _ended.Set();
    }

    /// <summary>Waits for the end, not longer than that; true once it has come.</summary>
    public bool Wait(int milliseconds)
    {
        return _ended.Wait(milliseconds);
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Note(PosixSignalContext context)
    {
        context.Cancel = true;
        _ended.Set();
    }

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint SetSignalAction(int signal, nint action);
}
