using System.Runtime.InteropServices;

namespace VirtualCharger;

/// <summary>Says in one line why a serial line cannot be opened and how to mend it.</summary>
public static class SerialLineError
{
    /// <param name="path">What was to be opened.</param>
    /// <param name="error">The C library's error number.</param>
    public static string Explain(string path, int error)
    {
        return OneLine(path) + ": " + error switch
        {
            LibC.ErrorNoEntry or LibC.ErrorNotADirectory => "there is no such device; plug the adapter in or name another one (ls /dev/tty*)",
            LibC.ErrorAccess or LibC.ErrorNotPermitted =>
                "permission denied; join the group that owns it (usually: sudo usermod -aG dialout $USER) and log in again",
            LibC.ErrorIsADirectory => "is a directory; name the device itself, for instance /dev/ttyUSB0",
            LibC.ErrorNotATerminal => "is not a serial line; name a tty or a pty, for instance /dev/ttyUSB0",
            LibC.ErrorBusy => "is in use; close the program that holds it",
            LibC.ErrorNoDevice or LibC.ErrorNoDeviceOrAddress => "there is no device behind it; plug the adapter in or name another one (ls /dev/tty*)",
            _ => "cannot be opened as a serial line (" + Marshal.GetPInvokeErrorMessage(error) + "); check the path and the adapter",
        };
    }

    private static string OneLine(string path)
    {
        return path.Length == 0 ? "(empty path)" : string.Concat(path.Split('\r', '\n'));
    }
}
