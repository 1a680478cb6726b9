namespace ChargerFirmware.Network;

/// <summary>IPv4 addresses as text and as four bytes.</summary>
public static class AddressText
{
    /// <summary>Reads "192.168.4.1" into four bytes; false for anything else.</summary>
    public static bool TryParse(string text, byte[] into)
    {
        string[] parts = text == null ? new string[0] : text.Split(new char[] { '.' });
        if (parts.Length != 4)
        {
            return false;
        }

        for (int i = 0; i < 4; i++)
        {
            int number;
            if (parts[i].Length == 0 || parts[i].Length > 3 || !int.TryParse(parts[i], out number) || number < 0 || number > 255)
            {
                return false;
            }

            into[i] = (byte)number;
        }

        return true;
    }
}
