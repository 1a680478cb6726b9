using System;
using System.Runtime.InteropServices;

namespace VirtualCharger;

/// <summary>Makes a Linux terminal a plain wire: 8 data bits, no parity, 1 stop bit, nothing translated, no flow control.</summary>
/// <remarks>Numbers: asm-generic/termbits.h; layout of struct termios: glibc bits/termios-struct.h (flags 4 x 4 bytes, line discipline, 32 control characters).</remarks>
internal static class TerminalSettings
{
    /// <summary>struct termios has 60 bytes; with room to spare.</summary>
    private const int Size = 128;

    private const int OutputFlags = 4;
    private const int ControlFlags = 8;
    private const int LocalFlags = 12;
    private const int ControlCharacters = 17;
    private const int MinimumTime = ControlCharacters + 5;
    private const int MinimumBytes = ControlCharacters + 6;

    private const uint EightBits = 0x0030;
    private const uint Receive = 0x0080;

    /// <summary>Without it a line without a modem's carrier would be hung up.</summary>
    private const uint NoModem = 0x0800;

    /// <summary>True when the file is a terminal and took the settings; else the C library's error number.</summary>
    public static bool TryApply(int file, int bitsPerSecond, out int error)
    {
        byte[] settings = new byte[Size];
        error = 0;
        if (LibC.GetTerminal(file, ref settings[0]) != 0)
        {
            error = Marshal.GetLastPInvokeError();
            return false;
        }

        BitConverter.TryWriteBytes(settings.AsSpan(0), 0u);
        BitConverter.TryWriteBytes(settings.AsSpan(OutputFlags), 0u);
        BitConverter.TryWriteBytes(settings.AsSpan(ControlFlags), EightBits | Receive | NoModem);
        BitConverter.TryWriteBytes(settings.AsSpan(LocalFlags), 0u);
        settings[MinimumTime] = 0;
        // With one byte at least, a read without waiting says "try again" when there is nothing and 0 only when the line has been hung up.
        settings[MinimumBytes] = 1;
        // glibc takes the plain number here, before and after 2.42 changed its codes, and refuses one that the line cannot have.
        if (LibC.SetSpeed(ref settings[0], (uint)bitsPerSecond) != 0 || LibC.SetTerminal(file, LibC.SetNow, ref settings[0]) != 0)
        {
            error = Marshal.GetLastPInvokeError();
            return false;
        }

        return true;
    }
}
