using System.Text;

namespace ChargerFirmware.Core;

/// <summary>ASCII words as bytes: made once at start, compared and copied without strings afterwards.</summary>
public static class Ascii
{
    public static byte[] Of(string text)
    {
        return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Whether the bytes are exactly <paramref name="word"/>.</summary>
    public static bool Matches(byte[] source, int offset, int count, byte[] word)
    {
        return count == word.Length && Bytes.AreEqual(source, offset, word, 0, count);
    }

    /// <summary>As <see cref="Matches"/>, with letters of either case; <paramref name="lowerWord"/> is lower case.</summary>
    public static bool MatchesIgnoringCase(byte[] source, int offset, int count, byte[] lowerWord)
    {
        if (count != lowerWord.Length)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            int c = source[offset + i];
            if (c >= 'A' && c <= 'Z')
            {
                c += 'a' - 'A';
            }

            if (c != lowerWord[i])
            {
                return false;
            }
        }

        return true;
    }
}
