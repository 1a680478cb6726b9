using System.Text;

namespace ChargerFirmware.Network;

/// <summary>The charger's name as networks know it.</summary>
public static class DeviceName
{
    // The last digits of the chip's address differ from board to board, the first are the maker's.
    private const int IdDigits = 4;

    /// <summary>The owner's name for it, or "charger-XXXX" by the chip's own number.</summary>
    public static string Of(string wanted, string chipId)
    {
        return wanted.Length > 0 ? wanted : "charger-" + chipId.Substring(chipId.Length - IdDigits);
    }

    /// <summary>The name as a label of DNS: lower case, letters, digits and hyphens (RFC 1123, section 2.1). Everything else becomes a hyphen.</summary>
    public static string LabelOf(string name)
    {
        byte[] label = Encoding.UTF8.GetBytes(name);
        int length = 0;
        for (int i = 0; i < label.Length; i++)
        {
            int c = label[i];
            bool isUpper = c >= 'A' && c <= 'Z';
            bool isPlain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            int letter = isUpper ? c + 'a' - 'A' : isPlain ? c : '-';

            // None at the start, none twice.
            if (letter != '-' || (length > 0 && label[length - 1] != '-'))
            {
                label[length++] = (byte)letter;
            }
        }

        if (length > 0 && label[length - 1] == '-')
        {
            length--;
        }

        return length == 0 ? "charger" : Encoding.UTF8.GetString(label, 0, length);
    }
}
