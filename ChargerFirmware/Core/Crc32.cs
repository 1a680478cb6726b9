namespace ChargerFirmware.Core;

/// <summary>CRC-32 as in IEEE 802.3 (polynomial 04C11DB7 reflected, start and final exclusive-or FFFFFFFF). Check value of "123456789": CBF43926.</summary>
public static class Crc32
{
    // The remainder of each nibble: sixteen words cost little flash and save three quarters of the bit loop.
    private static readonly uint[] Nibbles =
    {
        0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
        0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
    };

    public static uint Of(byte[] source, int offset, int count)
    {
        uint[] nibbles = Nibbles;
        uint crc = 0xFFFFFFFF;
        for (int i = offset; i < offset + count; i++)
        {
            crc ^= source[i];
            crc = crc >> 4 ^ nibbles[crc & 15];
            crc = crc >> 4 ^ nibbles[crc & 15];
        }

        return ~crc;
    }
}
