using System;
using System.Globalization;
using System.Text;
using ChargerFirmware.Can;

namespace Simulation.Can;

/// <summary>CAN frames as SLCAN text lines, without the closing CR.</summary>
public static class Slcan
{
    /// <summary>The longest line: T, 8 digits, the length, 16 digits.</summary>
    public const int MaxLineLength = 26;
    private const int StandardIdDigits = 3;
    private const int ExtendedIdDigits = 8;

    /// <summary>Writes a frame: <c>tIIILDD..</c>, <c>TIIIIIIIILDD..</c>, or <c>r</c> and <c>R</c> without data for a remote frame.</summary>
    public static string Format(uint id, bool extended, bool remote, ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder(MaxLineLength);
        text.Append((extended, remote) switch { (false, false) => 't', (true, false) => 'T', (false, true) => 'r', (true, true) => 'R' });
        text.Append(id.ToString(extended ? "X8" : "X3", CultureInfo.InvariantCulture));
        text.Append((char)('0' + data.Length));
        if (!remote)
        {
            text.Append(Convert.ToHexString(data));
        }

        return text.ToString();
    }

    public static string Format(CanFrame frame)
    {
        return Format(frame.Id, frame.Extended, frame.Remote, frame.Data.AsSpan(0, frame.Length));
    }

    /// <summary>Reads a line into <paramref name="frame"/>; false, with the frame in any state, when it is not exactly one frame. Digits may be of either case.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, CanFrame frame)
    {
        if (line.IsEmpty || (line[0] | 0x20) is not ('t' or 'r'))
        {
            return false;
        }

        frame.Extended = line[0] is (byte)'T' or (byte)'R';
        frame.Remote = line[0] is (byte)'r' or (byte)'R';
        int idDigits = frame.Extended ? ExtendedIdDigits : StandardIdDigits;
        if (line.Length < 1 + idDigits + 1
            || !TryHex(line.Slice(1, idDigits), out frame.Id)
            || frame.Id > (frame.Extended ? CanFrame.MaxExtendedId : CanFrame.MaxStandardId))
        {
            return false;
        }

        frame.Length = line[1 + idDigits] - '0';
        ReadOnlySpan<byte> data = line[(idDigits + 2)..];
        if (frame.Length is < 0 or > CanFrame.MaxLength || data.Length != (frame.Remote ? 0 : 2 * frame.Length))
        {
            return false;
        }

        for (int i = 0; i < data.Length; i += 2)
        {
            if (!TryHex(data.Slice(i, 2), out uint value))
            {
                return false;
            }

            frame.Data[i / 2] = (byte)value;
        }

        return true;
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, out uint value)
    {
        value = 0;
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }

            value = value << 4 | (uint)Convert.ToInt32(((char)digit).ToString(), 16);
        }

        return true;
    }
}
