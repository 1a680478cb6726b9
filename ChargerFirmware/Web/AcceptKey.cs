using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The answer to a Sec-WebSocket-Key (RFC 6455, section 4.2.2): base64 of SHA-1 over the key's text and a fixed GUID. A handshake is rare: what it needs is made for it.</summary>
public static class AcceptKey
{
    /// <summary>16 bytes in base64.</summary>
    public const int KeyLength = 24;

    /// <summary>20 bytes in base64.</summary>
    public const int AcceptLength = 28;

    private const int BitsPerByte = 8;

    /// <summary>Writes the accept value (<see cref="AcceptLength"/> bytes of ASCII) of the key.</summary>
    public static void Write(byte[] key, int keyOffset, byte[] target, int offset)
    {
        byte[] guid = Ascii.Of("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
        byte[] block = new byte[Sha1.BlockLength];
        int[] schedule = new int[Sha1.ScheduleLength];
        Sha1 sha1 = new Sha1();
        Array.Copy(key, keyOffset, block, 0, KeyLength);
        Array.Copy(guid, 0, block, KeyLength, guid.Length);

        // FIPS 180-4, section 5.1.1: a one bit follows the message, the last word is its length. Of 60 bytes the length has a block of its own.
        int length = KeyLength + guid.Length;
        block[length] = 0x80;
        Sha1.Expand(block, schedule);
        sha1.Reset();
        sha1.Add(schedule);
        Array.Clear(block, 0, block.Length);
        Bytes.WriteUInt16BigEndian(block, Sha1.BlockLength - 2, length * BitsPerByte);
        Sha1.Expand(block, schedule);
        sha1.Add(schedule);
        byte[] digest = new byte[Sha1.DigestLength];
        sha1.WriteDigest(digest, 0);

        // Native on the device: with its two allocations still less than half of base64 by hand.
        byte[] accept = Ascii.Of(Convert.ToBase64String(digest));
        Array.Copy(accept, 0, target, offset, AcceptLength);
    }
}
