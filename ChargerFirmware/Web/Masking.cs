namespace ChargerFirmware.Web;

/// <summary>Masks and unmasks payloads (RFC 6455, section 5.3); both are the same exclusive or.</summary>
public static class Masking
{
    public const int KeyLength = 4;

    /// <summary>Applies a key in place.</summary>
    /// <param name="key">Where the four key bytes stand.</param>
    /// <param name="keyOffset">The first of them.</param>
    /// <param name="data">The payload, or the next part of it.</param>
    /// <param name="offset">The first byte of the part.</param>
    /// <param name="count">Bytes of the part.</param>
    /// <param name="position">Payload bytes that came before this part: a frame may arrive in pieces.</param>
    public static void Apply(byte[] key, int keyOffset, byte[] data, int offset, int count, int position)
    {
        int k0 = key[keyOffset + (position & 3)];
        int k1 = key[keyOffset + (position + 1 & 3)];
        int k2 = key[keyOffset + (position + 2 & 3)];
        int k3 = key[keyOffset + (position + 3 & 3)];
        int at = offset;
        int end = offset + count;
        int lastFour = end - 4;

        // Unrolled by four: half the cost of a loop over bytes on the device's interpreter.
        while (at <= lastFour)
        {
            data[at] = (byte)(data[at] ^ k0);
            data[at + 1] = (byte)(data[at + 1] ^ k1);
            data[at + 2] = (byte)(data[at + 2] ^ k2);
            data[at + 3] = (byte)(data[at + 3] ^ k3);
            at += 4;
        }

        if (at < end)
        {
            data[at] = (byte)(data[at] ^ k0);
        }

        if (at + 1 < end)
        {
            data[at + 1] = (byte)(data[at + 1] ^ k1);
        }

        if (at + 2 < end)
        {
            data[at + 2] = (byte)(data[at + 2] ^ k2);
        }
    }
}
