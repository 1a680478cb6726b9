namespace ChargerFirmware.Core;

/// <summary>The characters of a JSON string that has been checked already: escapes and UTF-8 to code points and back.</summary>
internal static class JsonText
{
    /// <summary>The value of four hexadecimal digits; -1 when they are not.</summary>
    public static int Unit(byte[] source, int at, int end)
    {
        if (at + 4 > end)
        {
            return -1;
        }

        int unit = 0;
        for (int i = 0; i < 4; i++)
        {
            int c = source[at + i];
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
            if (digit < 0)
            {
                return -1;
            }

            unit = unit << 4 | digit;
        }

        return unit;
    }

    /// <summary>The code point at <paramref name="at"/>, which moves behind it.</summary>
    public static int CharacterAt(byte[] source, ref int at, int end)
    {
        int c = source[at++];
        if (c != '\\')
        {
            return c < 0x80 ? c : Utf8CharacterAt(source, c, ref at);
        }

        c = source[at++];
        switch (c)
        {
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                return EscapedAt(source, ref at, end);
            default:
                return c;
        }
    }

    /// <summary>Bytes of a code point in UTF-8.</summary>
    public static int SizeOf(int character)
    {
        return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }

    /// <summary>Writes a code point as UTF-8 of <paramref name="size"/> bytes.</summary>
    public static void Encode(int character, int size, byte[] target, int at)
    {
        if (size == 1)
        {
            target[at] = (byte)character;
            return;
        }

        for (int i = size - 1; i > 0; i--)
        {
            target[at + i] = (byte)(0x80 | (character & 0x3F));
            character >>= 6;
        }

        // The lead byte begins with as many ones as there are bytes: C0, E0 or F0.
        target[at] = (byte)(0x1F00 >> size | character);
    }

    // RFC 8259, section 7: what lies above U+FFFF is escaped as a surrogate pair.
    private static int EscapedAt(byte[] source, ref int at, int end)
    {
        int unit = Unit(source, at, end);
        at += 4;
        if (unit < 0xD800 || unit > 0xDFFF)
        {
            return unit;
        }

        int low = Unit(source, at + 2, end);
        at += 6;
        return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }

    private static int Utf8CharacterAt(byte[] source, int lead, ref int at)
    {
        int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        int character = lead & (0x3F >> more);
        for (int i = 0; i < more; i++)
        {
            character = character << 6 | (source[at++] & 0x3F);
        }

        return character;
    }
}
