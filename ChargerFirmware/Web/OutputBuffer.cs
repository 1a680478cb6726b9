using System;

namespace ChargerFirmware.Web;

/// <summary>Bytes on their way out, in a buffer of fixed size: what does not fit is refused, whole. One thread at a time.</summary>
public sealed class OutputBuffer
{
    private int _end;

    public OutputBuffer(int capacity)
    {
        Data = new byte[capacity];
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

    /// <summary>Adds a whole unmasked frame.</summary>
    public bool TryAppendFrame(int opcode, byte[] payload, int offset, int count)
    {
        int headLength = FrameHeader.LengthFor(count);
        if (headLength + count > Free)
        {
            return false;
        }

        MakeRoom(headLength + count);
        _end += FrameHeader.Write(Data, _end, opcode, true, count);
        Array.Copy(payload, offset, Data, _end, count);
        _end += count;
        return true;
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
