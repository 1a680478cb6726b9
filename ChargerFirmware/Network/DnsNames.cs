namespace ChargerFirmware.Network;

/// <summary>Names inside DNS packets, pointers included (RFC 1035, section 4.1.4). Pure.</summary>
public static class DnsNames
{
    private const int PointerMask = 0xC0;
    private const int MaxNameBytes = 255;

    /// <summary>Where the name at <paramref name="at"/> ends in the packet, or -1 when it does not hold together. Pointers are not followed.</summary>
    public static int End(byte[] packet, int length, int at)
    {
        while (at >= 0 && at < length)
        {
            int label = packet[at];
            if (label == 0)
            {
                return at + 1;
            }

            if ((label & PointerMask) == PointerMask)
            {
                return at + 2 <= length ? at + 2 : -1;
            }

            if ((label & PointerMask) != 0)
            {
                return -1;
            }

            at += label + 1;
        }

        return -1;
    }

    /// <summary>Whether the name at <paramref name="at"/> is this one, letters of either case. A name that does not hold together is none.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="length">Its length.</param>
    /// <param name="at">Where the name begins.</param>
    /// <param name="name">In its form for packets, lower case.</param>
    public static bool Matches(byte[] packet, int length, int at, byte[] name)
    {
        int matched = 0;
        int bound = at;
        while (at < length && matched < MaxNameBytes)
        {
            int label = packet[at];
            if ((label & PointerMask) == PointerMask)
            {
                // Only ever back, so it ends.
                int target = at + 1 < length ? (label & 0x3F) << 8 | packet[at + 1] : length;
                if (target >= bound)
                {
                    return false;
                }

                at = target;
                bound = target;
                continue;
            }

            if ((label & PointerMask) != 0 || at + label >= length || matched + label >= name.Length || name[matched] != label)
            {
                return false;
            }

            if (label == 0)
            {
                return matched + 1 == name.Length;
            }

            for (int i = 1; i <= label; i++)
            {
                int c = packet[at + i];
                if (c >= 'A' && c <= 'Z')
                {
                    c += 'a' - 'A';
                }

                if (c != name[matched + i])
                {
                    return false;
                }
            }

            at += label + 1;
            matched += label + 1;
        }

        return false;
    }
}
