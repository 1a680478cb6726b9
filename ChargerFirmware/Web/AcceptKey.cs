using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The answer to a Sec-WebSocket-Key (RFC 6455, section 4.2.2): base64 of SHA-1 over the key's text and a fixed GUID. Web thread only.</summary>
public sealed class AcceptKey
{
    /// <summary>16 bytes in base64.</summary>
    public const int KeyLength = 24;

    /// <summary>20 bytes in base64.</summary>
    public const int AcceptLength = 28;

    private readonly Sha1 _sha1 = new Sha1();
    private readonly byte[] _block = new byte[Sha1.BlockLength];
    private readonly byte[] _digest = new byte[Sha1.DigestLength];

    // Key and GUID are always 60 bytes, so the second block never changes: nothing but the length. Its schedule is worth its 320 bytes, a quarter of a handshake.
    private readonly int[] _secondSchedule = new int[Sha1.ScheduleLength];

    public AcceptKey()
    {
        const int bitsPerByte = 8;
        byte[] guid = Ascii.Of("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
        int length = KeyLength + guid.Length;
        byte[] second = new byte[Sha1.BlockLength];
        Bytes.WriteUInt16BigEndian(second, Sha1.BlockLength - 2, length * bitsPerByte);
        Sha1.Expand(second, _secondSchedule);

        // FIPS 180-4, section 5.1.1: a one bit follows the message.
        Array.Copy(guid, 0, _block, KeyLength, guid.Length);
        _block[length] = 0x80;
    }

    /// <summary>Writes the accept value (<see cref="AcceptLength"/> bytes of ASCII) of the key.</summary>
    public void Write(byte[] key, int keyOffset, byte[] target, int offset)
    {
        Array.Copy(key, keyOffset, _block, 0, KeyLength);

        // For the moment: a handshake is rare.
        int[] schedule = new int[Sha1.ScheduleLength];
        Sha1.Expand(_block, schedule);
        _sha1.Reset();
        _sha1.Add(schedule);
        _sha1.Add(_secondSchedule);
        _sha1.WriteDigest(_digest, 0);

        // Native on the device: with its two allocations, once a handshake, still less than half of base64 by hand.
        byte[] accept = Ascii.Of(Convert.ToBase64String(_digest));
        Array.Copy(accept, 0, target, offset, AcceptLength);
    }
}
