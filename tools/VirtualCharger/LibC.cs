using System.Runtime.InteropServices;

namespace VirtualCharger;

/// <summary>The calls of the C library that a serial line needs, with the numbers of Linux on x86-64 and ARM (asm-generic/fcntl.h, termbits.h, errno-base.h).</summary>
internal static class LibC
{
    public const int OpenReadWrite = 0x0002;

    /// <summary>The line must not become the terminal of this process, whose hang-up would end it.</summary>
    public const int OpenNoControllingTerminal = 0x0100;

    /// <summary>No call waits, open included: it would wait for a modem's carrier.</summary>
    public const int OpenNonBlocking = 0x0800;
    public const int OpenCloseOnExec = 0x80000;

    public const int ErrorNotPermitted = 1;
    public const int ErrorNoEntry = 2;
    public const int ErrorInterrupted = 4;
    public const int ErrorNoDeviceOrAddress = 6;
    public const int ErrorTryAgain = 11;
    public const int ErrorAccess = 13;
    public const int ErrorBusy = 16;
    public const int ErrorNoDevice = 19;
    public const int ErrorNotADirectory = 20;
    public const int ErrorIsADirectory = 21;
    public const int ErrorNotATerminal = 25;

    public const int SetNow = 0;
    public const int FlushBoth = 2;

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    public static extern int Close(int file);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    public static extern nint Read(int file, ref byte buffer, nint count);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    public static extern nint Write(int file, ref byte buffer, nint count);

    [DllImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    public static extern int GetTerminal(int file, ref byte settings);

    [DllImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    public static extern int SetTerminal(int file, int when, ref byte settings);

    [DllImport("libc", EntryPoint = "cfsetspeed", SetLastError = true)]
    public static extern int SetSpeed(ref byte settings, uint speed);

    [DllImport("libc", EntryPoint = "tcflush", SetLastError = true)]
    public static extern int Flush(int file, int queue);
}
