using System;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Web;

/// <summary>Bytes on their way out, in a buffer of fixed size: what does not fit is refused, whole. One thread at a time.</summary>
public sealed class OutputBuffer
{
    // Null for a server, which does not mask.
    private readonly ISystem _random;
    private readonly byte[] _key;
    private int _end;

    /// <param name="capacity">Bytes that can wait.</param>
    /// <param name="random">Of a client: where the key of each frame comes from. Null for a server.</param>
    public OutputBuffer(int capacity, ISystem random = null)
    {
        Data = new byte[capacity];
        _random = random;
        _key = random == null ? null : new byte[Masking.KeyLength];
    }

    public byte[] Data { get; }

    /// <summary>The first byte that has not gone.</summary>
    public int Start { get; private set; }

    /// <summary>Bytes that have not gone.</summary>
    public int Count => _end - Start;

    /// <summary>Bytes that can be added.</summary>
    public int Free => Data.Length - (_end - Start);

    public void Clear()
    {
        Start = 0;
        _end = 0;
    }

    /// <summary>Bytes from <see cref="Start"/> on have gone.</summary>
    public void Sent(int count)
    {
        Start += count;
        if (Start == _end)
        {
            Clear();
        }
    }

    public bool TryAppend(byte[] source, int offset, int count)
    {
        if (count > Free)
        {
            return false;
        }

        MakeRoom(count);
        Array.Copy(source, offset, Data, _end, count);
        _end += count;
        return true;
    }

    /// <summary>Whether a frame with so much payload fits now.</summary>
    public bool HasRoomFor(int payloadLength)
    {
        return payloadLength <= Free - HeadLengthFor(payloadLength);
    }

    /// <summary>Adds a whole frame; a client's is masked with a key of its own (RFC 6455, section 5.3), and the caller's bytes stay as they are.</summary>
    public bool TryAppendFrame(int opcode, byte[] payload, int offset, int count)
    {
        if (!HasRoomFor(count))
        {
            return false;
        }

        MakeRoom(HeadLengthFor(count) + count);
        if (_random == null)
        {
            _end += FrameHeader.Write(Data, _end, opcode, true, count);
            Array.Copy(payload, offset, Data, _end, count);
        }
        else
        {
            _random.FillRandom(_key);
            _end += FrameHeader.WriteMasked(Data, _end, opcode, true, count, Bytes.ReadUInt32BigEndian(_key, 0));
            Array.Copy(payload, offset, Data, _end, count);
            Masking.Apply(_key, 0, Data, _end, count, 0);
        }

        _end += count;
        return true;
    }

    private int HeadLengthFor(int payloadLength)
    {
        int length = FrameHeader.LengthFor(payloadLength);
        return _random == null ? length : length + Masking.KeyLength;
    }

    private void MakeRoom(int count)
    {
        if (_end + count > Data.Length)
        {
            int waiting = _end - Start;
            Array.Copy(Data, Start, Data, 0, waiting);
            Start = 0;
            _end = waiting;
        }
    }
}
