using System.Text;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Network;

/// <summary>Makes the password of the own network.</summary>
public static class ApPassword
{
    /// <summary>50 bits: what cannot be tried out against a recorded WPA2 handshake in useful time. WPA2 wants 8 to 63 characters.</summary>
    public const int Length = 10;

    // 32 characters that nobody mixes up on paper: no l, o, 0, 1.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    public static string Make(ISystem system)
    {
        byte[] characters = new byte[Length];
        system.FillRandom(characters);
        for (int i = 0; i < Length; i++)
        {
            characters[i] = (byte)Alphabet[characters[i] & 31];
        }

        return Encoding.UTF8.GetString(characters, 0, Length);
    }

    /// <summary>Whether it can be one: what was stored by hand or by another version may not.</summary>
    public static bool IsUsable(string password)
    {
        return password.Length >= 8 && password.Length <= 63;
    }
}
