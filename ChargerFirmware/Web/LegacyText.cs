using ChargerFirmware.Bms;
using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The original charger's text protocol: what it says and the words that it takes. Web thread only.</summary>
/// <remarks>The original's page looks for "Voltage " and so on and appends a unit; ours have the steps in which the BMS measures.</remarks>
public sealed class LegacyText
{
    /// <summary>The three texts with their frame heads: at most 2 + 19, 2 + 19 and 2 + 14 bytes, for any int.</summary>
    public const int MaxBytes = 64;

    // Of a server's frame with a short payload.
    private const int HeadLength = 2;

    private const int Voltage = 0;
    private const int Current = 1;
    private const int Temp = 2;

    // From here on by ChargeMode.
    private const int Modes = 3;

    private readonly WordList _words = new WordList("Voltage |Current |Temp |" + ChargeMode.Names);

    /// <summary>Writes the frames of what is known: nothing while the pack is offline.</summary>
    public void Write(ChargerSnapshot snapshot, TextBuffer target)
    {
        BatterySnapshot battery = snapshot.Battery;
        target.Clear();
        if (!snapshot.PackOnline)
        {
            return;
        }

        WriteHundredths(Voltage, battery.PackMilliVolts, target);
        WriteHundredths(Current, battery.PackMilliAmps, target);
        int warmest = battery.WarmestSensor();
        if (warmest >= 0)
        {
            WriteFrame(Temp, battery.TempDeciC[warmest], 1, target);
        }
    }

    /// <summary>The <see cref="ChargeMode"/> of a message that is exactly one of the three words; -1 for any other. The original cannot be switched off.</summary>
    public int ModeOf(byte[] source, int offset, int count)
    {
        for (int mode = ChargeMode.Slow; mode <= ChargeMode.Fast; mode++)
        {
            if (_words.Matches(Modes + mode, source, offset, count))
            {
                return mode;
            }
        }

        return -1;
    }

    private void WriteHundredths(int word, int thousandths, TextBuffer target)
    {
        if (thousandths != Unknown.Number)
        {
            // The BMS measures in steps of 10 mV and 10 mA: nothing is lost.
            WriteFrame(word, thousandths / 10, 2, target);
        }
    }

    private void WriteFrame(int word, int value, int decimals, TextBuffer target)
    {
        int at = target.End;
        target.Take(HeadLength);
        target.Append(_words, word);
        target.AppendDecimal(value, decimals);
        FrameHeader.Write(target.Data, at, Opcode.Text, true, target.End - at - HeadLength);
    }
}
