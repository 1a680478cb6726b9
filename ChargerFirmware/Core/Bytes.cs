namespace ChargerFirmware.Core;

/// <summary>Integers in byte arrays.</summary>
public static class Bytes
{
    public static int ReadUInt16BigEndian(byte[] source, int offset)
    {
        return source[offset] << 8 | source[offset + 1];
    }

    public static int ReadInt16BigEndian(byte[] source, int offset)
    {
        return (short)(source[offset] << 8 | source[offset + 1]);
    }

    public static void WriteUInt16BigEndian(byte[] target, int offset, int value)
    {
        target[offset] = (byte)(value >> 8);
        target[offset + 1] = (byte)value;
    }

    public static int ReadUInt16LittleEndian(byte[] source, int offset)
    {
        return source[offset] | source[offset + 1] << 8;
    }

    public static void WriteUInt16LittleEndian(byte[] target, int offset, int value)
    {
        target[offset] = (byte)value;
        target[offset + 1] = (byte)(value >> 8);
    }

    public static uint ReadUInt32BigEndian(byte[] source, int offset)
    {
        return (uint)source[offset] << 24 | (uint)source[offset + 1] << 16 | (uint)source[offset + 2] << 8 | source[offset + 3];
    }

    public static void WriteUInt32BigEndian(byte[] target, int offset, uint value)
    {
        target[offset] = (byte)(value >> 24);
        target[offset + 1] = (byte)(value >> 16);
        target[offset + 2] = (byte)(value >> 8);
        target[offset + 3] = (byte)value;
    }

    public static long ReadInt64BigEndian(byte[] source, int offset)
    {
        return (long)ReadUInt32BigEndian(source, offset) << 32 | ReadUInt32BigEndian(source, offset + 4);
    }

    public static void WriteInt64BigEndian(byte[] target, int offset, long value)
    {
        WriteUInt32BigEndian(target, offset, (uint)(value >> 32));
        WriteUInt32BigEndian(target, offset + 4, (uint)value);
    }

    /// <summary>Whether <paramref name="count"/> bytes of both arrays agree.</summary>
    public static bool AreEqual(byte[] left, int leftOffset, byte[] right, int rightOffset, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (left[leftOffset + i] != right[rightOffset + i])
            {
                return false;
            }
        }

        return true;
    }
}
