using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using ChargerFirmware.Ports;

namespace VirtualCharger;

/// <summary>A real serial line (a tty, a USB adapter, a pty) by its path. Control thread only; no call waits, none allocates once the line is open.</summary>
/// <remarks>
/// A line that goes away (adapter pulled out) is closed, says false to every write, and is tried again once a second. Linux with glibc on x86-64
/// and ARM only: elsewhere the numbers of the C library differ. Not supported: musl, speeds that the C library has no name for, RS485 direction switching
/// by RTS, locking against a second program.
/// </remarks>
public sealed class SerialLine : IUart, IDisposable
{
    /// <summary>From one attempt to open the line to the next.</summary>
    public const int RetryMs = 1000;

    private const int Closed = -1;
    private const int FirstBitsPerSecond = 9600;

    private readonly string _path;
    private readonly IClock _clock;
    private int _file = Closed;
    private int _bitsPerSecond = FirstBitsPerSecond;
    private long _triedAtMs;

    private SerialLine(string path, IClock clock)
    {
        _path = path;
        _clock = clock;
    }

    /// <summary>Whether the line is there now.</summary>
    public bool IsOpen => _file != Closed;

    /// <summary>Opens a line at start-up; else one line of text that names the path and says how to mend it.</summary>
    public static bool TryOpen(string path, IClock clock, [NotNullWhen(true)] out SerialLine? line, [NotNullWhen(false)] out string? error)
    {
        line = null;
        error = null;
        if (!IsSupportedHere())
        {
            error = path + ": a real serial line needs Linux on x86-64 or ARM; use the simulated BMS here";
            return false;
        }

        SerialLine candidate = new(path, clock);
        if (!candidate.TryReopen(out int code))
        {
            error = SerialLineError.Explain(path, code);
            return false;
        }

        line = candidate;
        return true;
    }

    public void Open(int bitsPerSecond)
    {
        _bitsPerSecond = bitsPerSecond;
        if (IsOpen ? !TerminalSettings.TryApply(_file, bitsPerSecond, out _) : !TryReopen(out _))
        {
            Close();
        }
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        if (count <= 0 || !EnsureOpen())
        {
            return 0;
        }

        nint taken = LibC.Read(_file, ref buffer[offset], count);
        if (taken > 0)
        {
            return (int)taken;
        }

        if (taken == 0 || !IsPassing(Marshal.GetLastPInvokeError()))
        {
            Close();
        }

        return 0;
    }

    /// <inheritdoc/>
    /// <remarks>Also false when the line takes only a part, because nobody drains it: a cut request is none, and the BMS drops it.</remarks>
    public bool Write(byte[] buffer, int offset, int count)
    {
        if (count <= 0 || !EnsureOpen())
        {
            return false;
        }

        nint sent = LibC.Write(_file, ref buffer[offset], count);
        if (sent < 0 && !IsPassing(Marshal.GetLastPInvokeError()))
        {
            Close();
        }

        return sent == count;
    }

    public void Dispose()
    {
        Close();
    }

    private static bool IsSupportedHere()
    {
        return OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64 or Architecture.Arm;
    }

    /// <summary>Nothing there yet, no room yet, or a signal: not the end of the line.</summary>
    private static bool IsPassing(int error)
    {
        return error is LibC.ErrorTryAgain or LibC.ErrorInterrupted;
    }

    private bool EnsureOpen()
    {
        return IsOpen || (_clock.NowMs - _triedAtMs >= RetryMs && TryReopen(out _));
    }

    private bool TryReopen(out int error)
    {
        error = 0;
        _triedAtMs = _clock.NowMs;
        int file = LibC.Open(_path, LibC.OpenReadWrite | LibC.OpenNoControllingTerminal | LibC.OpenNonBlocking | LibC.OpenCloseOnExec);
        if (file < 0)
        {
            error = Marshal.GetLastPInvokeError();
            return false;
        }

        if (!TerminalSettings.TryApply(file, _bitsPerSecond, out error))
        {
            _ = LibC.Close(file);
            return false;
        }

        _file = file;
        return true;
    }

    private void Close()
    {
        if (!IsOpen)
        {
            return;
        }

        // Unsent bytes would hold up the close for as long as the driver's patience (30 s by default).
        _ = LibC.Flush(_file, LibC.FlushBoth);
        _ = LibC.Close(_file);
        _file = Closed;
        _triedAtMs = _clock.NowMs;
    }
}
