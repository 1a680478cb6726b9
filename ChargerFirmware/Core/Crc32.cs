namespace ChargerFirmware.Core;

/// <summary>CRC-32 as in IEEE 802.3 (polynomial 04C11DB7 reflected, start and final exclusive-or FFFFFFFF). Check value of "123456789": CBF43926.</summary>
public static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    public static uint Of(byte[] source, int offset, int count)
    {
        uint crc = 0xFFFFFFFF;
        for (int i = offset; i < offset + count; i++)
        {
            crc ^= source[i];
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? crc >> 1 ^ Polynomial : crc >> 1;
            }
        }

        return ~crc;
    }
}
