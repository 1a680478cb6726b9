using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace ChargerFirmware.Tests.Host;

/// <summary>A pseudo terminal: the test holds one end, the program opens the other one by its path. Linux only.</summary>
internal sealed class Pty : IDisposable
{
    private const int OpenReadWrite = 0x0002;
    private const int OpenNoControllingTerminal = 0x0100;
    private const int OpenNonBlocking = 0x0800;
    private const int OpenCloseOnExec = 0x80000;
    private const short PollIn = 1;

    private int _file;

    public Pty()
    {
        _file = OpenMaster(OpenReadWrite | OpenNoControllingTerminal | OpenNonBlocking | OpenCloseOnExec);
        byte[] name = new byte[128];
        if (_file < 0 || Grant(_file) != 0 || Unlock(_file) != 0 || SlaveName(_file, name, name.Length) != 0)
        {
            throw new IOException("no pseudo terminal: " + Marshal.GetLastPInvokeErrorMessage());
        }

        Path = Encoding.UTF8.GetString(name, 0, Array.IndexOf(name, (byte)0));
    }

    /// <summary>The end that the program opens.</summary>
    public string Path { get; }

    /// <summary>Waits until the program has sent something, or for so long.</summary>
    public void WaitForBytes(int milliseconds)
    {
        PollRequest request = new() { File = _file, Events = PollIn };
        _ = PollFiles(ref request, 1, milliseconds);
    }

    /// <summary>What the program has sent, at most a buffer; empty when there is nothing.</summary>
    public int Read(Span<byte> buffer)
    {
        nint count = ReadFile(_file, ref MemoryMarshal.GetReference(buffer), buffer.Length);
        return count > 0 ? (int)count : 0;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        nint count = WriteFile(_file, ref MemoryMarshal.GetReference(bytes), bytes.Length);
        if (count != bytes.Length)
        {
            throw new IOException("pseudo terminal took " + count + " of " + bytes.Length + " bytes: " + Marshal.GetLastPInvokeErrorMessage());
        }
    }

    /// <summary>The terminal settings as the kernel has them (struct termios).</summary>
    public byte[] Settings()
    {
        byte[] settings = new byte[128];
        return GetTerminal(_file, settings) == 0 ? settings : throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    public int BitsPerSecond()
    {
        // Kernel codes, from B0 on (asm-generic/termbits.h).
        uint code = BitConverter.ToUInt32(Settings(), 8) & 0x100F;
        return code switch { 0x0B => 2400, 0x0D => 9600, 0x0E => 19200, 0x1002 => 115200, _ => -(int)code };
    }

    /// <summary>Hangs up, as an adapter does that is pulled out.</summary>
    public void Dispose()
    {
        if (_file >= 0)
        {
            _ = CloseFile(_file);
            _file = -1;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollRequest
    {
        public int File;
        public short Events;
        public short Happened;
    }

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static extern int PollFiles(ref PollRequest files, nuint count, int milliseconds);

    [DllImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static extern int OpenMaster(int flags);

    [DllImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static extern int Grant(int file);

    [DllImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static extern int Unlock(int file);

    [DllImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static extern int SlaveName(int file, [Out] byte[] name, nint size);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    private static extern nint ReadFile(int file, ref byte buffer, nint count);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint WriteFile(int file, ref byte buffer, nint count);

    [DllImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static extern int GetTerminal(int file, [Out] byte[] settings);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int CloseFile(int file);
}
