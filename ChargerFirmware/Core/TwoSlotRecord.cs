using System;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Core;

/// <summary>A record that survives a loss of power at any byte of any write: two copies take turns, and only the older one is ever overwritten. Its owner locks.</summary>
/// <remarks>
/// A copy is a header and the payload: CRC-32 of all that follows (4 bytes), sequence (4), format (2), payload length (2), big endian.
/// The copy with the good CRC and the later sequence counts. The owner puts the payload into its own buffer behind <see cref="HeaderLength"/> bytes of room:
/// one buffer serves to build, to write and to read back.
/// </remarks>
public sealed class TwoSlotRecord
{
    /// <summary>Room in front of the payload.</summary>
    public const int HeaderLength = 12;

    private const int SequenceAt = 4;
    private const int FormatAt = 8;
    private const int LengthAt = 10;

    // Another layout gets another number, so that old firmware takes a newer record for a damaged one and not for nonsense.
    private const int Format = 1;

    // What a copy can be
    private const int Absent = 0;
    private const int Damaged = 1;
    private const int Good = 2;

    private readonly IStorage _storage;
    private readonly string[] _names;
    private byte[] _buffer;
    private bool _isLoaded;
    private int _newest;
    private uint _sequence;

    /// <param name="storage">The medium.</param>
    /// <param name="name">The copies are called so with ".0" and ".1" behind it.</param>
    /// <param name="buffer">As long as the longest copy, header included; at most 65535 + <see cref="HeaderLength"/> bytes. Null where each use brings its own.</param>
    public TwoSlotRecord(IStorage storage, string name, byte[] buffer)
    {
        _storage = storage;
        _names = new string[] { name + ".0", name + ".1" };
        _buffer = buffer;
    }

    /// <summary>Works with another buffer from now on: as long as the longest copy for a <see cref="Load"/>, as long as what is stored for a <see cref="Store"/>. Null lets go of it.</summary>
    public void UseBuffer(byte[] buffer)
    {
        _buffer = buffer;
    }

    /// <summary>Whether the last <see cref="Load"/> found a copy that is not good.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Brings the newest good payload into the buffer, behind <see cref="HeaderLength"/>; its length, or -1 when there is none.</summary>
    public int Load()
    {
        int first = Read(0);
        uint firstSequence = SequenceInBuffer();
        int second = Read(1);
        int newest = second == Good && (first != Good || IsLater(SequenceInBuffer(), firstSequence)) ? 1 : 0;

        // Until one is found: as if copy 1 had been the last one, so that the first write goes to copy 0.
        _newest = 1;
        _sequence = 0;
        _isLoaded = true;
        bool isFound = Use(newest) || Use(1 - newest);
        IsDamaged = first == Damaged || second == Damaged || (isFound && _newest != newest);
        return isFound ? PayloadLengthInBuffer() : -1;
    }

    /// <summary>Overwrites the older copy with the payload in the buffer and reads it back. False: not stored, the copy before still counts.</summary>
    public bool Store(int payloadLength)
    {
        if (!_isLoaded)
        {
            // Without it the newest copy might be the one that is overwritten.
            throw new InvalidOperationException("Load comes first");
        }

        int target = 1 - _newest;
        uint sequence = _sequence + 1;
        int count = HeaderLength + payloadLength;
        uint crc = Seal(sequence, payloadLength);
        if (_storage.Write(_names[target], _buffer, count) && Read(target) == Good && Bytes.ReadUInt32BigEndian(_buffer, 0) == crc && PayloadLengthInBuffer() == payloadLength)
        {
            _newest = target;
            _sequence = sequence;
            return true;
        }

        // A medium may refuse and have written all the same: what was refused must not come back at the next start.
        _storage.Write(_names[target], _buffer, 0);
        return false;
    }

    /// <summary>Whether a sequence comes after another one; right over the wrap too, as neighbours are never 2^31 apart.</summary>
    private static bool IsLater(uint sequence, uint than)
    {
        return (int)(sequence - than) > 0;
    }

    private uint Seal(uint sequence, int payloadLength)
    {
        Bytes.WriteUInt32BigEndian(_buffer, SequenceAt, sequence);
        Bytes.WriteUInt16BigEndian(_buffer, FormatAt, Format);
        Bytes.WriteUInt16BigEndian(_buffer, LengthAt, payloadLength);
        uint crc = Crc32.Of(_buffer, SequenceAt, HeaderLength - SequenceAt + payloadLength);
        Bytes.WriteUInt32BigEndian(_buffer, 0, crc);
        return crc;
    }

    // Reads again: the other copy has been through the buffer since, and a medium may answer once and then no more.
    private bool Use(int slot)
    {
        if (Read(slot) != Good)
        {
            return false;
        }

        _newest = slot;
        _sequence = SequenceInBuffer();
        return true;
    }

    private int Read(int slot)
    {
        int count = _storage.Read(_names[slot], _buffer);
        if (count < 0)
        {
            return Absent;
        }

        bool isGood = count >= HeaderLength
            && Bytes.ReadUInt16BigEndian(_buffer, FormatAt) == Format
            && PayloadLengthInBuffer() == count - HeaderLength
            && Bytes.ReadUInt32BigEndian(_buffer, 0) == Crc32.Of(_buffer, SequenceAt, count - SequenceAt);
        return isGood ? Good : Damaged;
    }

    private uint SequenceInBuffer()
    {
        return Bytes.ReadUInt32BigEndian(_buffer, SequenceAt);
    }

    private int PayloadLengthInBuffer()
    {
        return Bytes.ReadUInt16BigEndian(_buffer, LengthAt);
    }
}
