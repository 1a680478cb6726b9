namespace Benchmarks;

/// <summary>UTF-8 checked by decoding: each character is put together and then looked at.</summary>
public static class NaiveUtf8
{
    private static readonly int[] Smallest = [0, 0x80, 0x800, 0x10000];

    public static bool IsText(byte[] bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            int more = More(bytes[i]);
            if (more < 0 || i + more >= bytes.Length)
            {
                return false;
            }

            int point = more == 0 ? bytes[i] : bytes[i] & (0x3F >> more);
            for (int j = 1; j <= more; j++)
            {
                if ((bytes[i + j] & 0xC0) != 0x80)
                {
                    return false;
                }

                point = point << 6 | (bytes[i + j] & 0x3F);
            }

            if (point < Smallest[more] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
            {
                return false;
            }

            i += more;
        }

        return true;
    }

    private static int More(byte lead)
    {
        return lead < 0x80 ? 0 : (lead & 0xE0) == 0xC0 ? 1 : (lead & 0xF0) == 0xE0 ? 2 : (lead & 0xF8) == 0xF0 ? 3 : -1;
    }
}
