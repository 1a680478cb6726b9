using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using ChargerFirmware.Web;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>The judge's end of a WebSocket: sends frames as a case wants them, right or wrong, and tells what comes back as events.</summary>
public abstract class AutobahnPeer
{
    private readonly List<byte> _pending = [];
    private readonly MemoryStream _message = new();
    private byte[] _stream = [];
    private int _at;
    private int _end;
    private int _messageOpcode;

    /// <summary>The judge is the client: it masks, and the answers must not be masked.</summary>
    public required bool IsClient { get; init; }

    /// <summary>The other side has ended the connection.</summary>
    public bool IsClosed { get; protected set; }

    /// <summary>Sends what <see cref="Frame"/> has put together, in pieces of so many bytes; 0 = in one.</summary>
    public void Flush(int chop = 0)
    {
        byte[] bytes = _pending.ToArray();
        _pending.Clear();
        for (int at = 0; at < bytes.Length;)
        {
            int count = chop == 0 ? bytes.Length : Math.Min(chop, bytes.Length - at);
            Write(bytes.AsSpan(at, count));
            at += count;
        }
    }

    public void Frame(int opcode, byte[] payload, bool isFinal = true, int reserved = 0)
    {
        _pending.AddRange(Bytes(opcode, payload, isFinal, reserved));
    }

    /// <summary>Sends bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        Write(bytes);
    }

    public void Text(string text, bool isFinal = true)
    {
        Frame(Opcode.Text, Encoding.UTF8.GetBytes(text), isFinal);
    }

    public void Close(int code)
    {
        Frame(Opcode.Close, [(byte)(code >> 8), (byte)code]);
    }

    /// <summary>The bytes of a frame.</summary>
    public byte[] Bytes(int opcode, byte[] payload, bool isFinal, int reserved)
    {
        byte[] head = new byte[FrameHeader.MaxLength];
        uint key = IsClient ? 0xA1B2C3D4 ^ (uint)payload.Length : 0;
        int length = IsClient ? FrameHeader.WriteMasked(head, 0, opcode, isFinal, payload.Length, key) : FrameHeader.Write(head, 0, opcode, isFinal, payload.Length);
        head[0] |= (byte)(reserved << 4);
        byte[] frame = new byte[length + payload.Length];
        head.AsSpan(0, length).CopyTo(frame);
        for (int i = 0; i < payload.Length; i++)
        {
            frame[length + i] = IsClient ? (byte)(payload[i] ^ (byte)(key >> (24 - 8 * (i & 3)))) : payload[i];
        }

        return frame;
    }

    /// <summary>The next event: a whole message, a pong, a ping, a close frame, or the end of the connection (null). Throws TimeoutException when nothing comes.</summary>
    public AutobahnEvent? Next(int timeoutMs)
    {
        FrameHeader header = new();
        while (true)
        {
            int head = header.Read(_stream, _at, _end - _at);
            if (head == 0 || _end - _at < head + header.PayloadLength)
            {
                if (!More(timeoutMs))
                {
                    return null;
                }

                continue;
            }

            AutobahnEvent? whole = TakeFrame(header, head);
            if (whole != null)
            {
                return whole;
            }
        }
    }

    /// <summary>True when nothing comes for a moment.</summary>
    public bool IsQuiet(int milliseconds)
    {
        try
        {
            Next(milliseconds);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    protected abstract void Write(ReadOnlySpan<byte> bytes);

    /// <summary>How many bytes have come; 0 when the connection is over. Throws TimeoutException.</summary>
    protected abstract int Read(byte[] target, int offset, int timeoutMs);

    private AutobahnEvent? TakeFrame(FrameHeader header, int head)
    {
        byte[] payload = _stream.AsSpan(_at + head, header.PayloadLength).ToArray();
        if (header.IsMasked == IsClient || header.Reserved != 0 || !header.IsLengthLegal || !Opcode.IsKnown(header.Opcode))
        {
            throw new InvalidDataException("an answer's frame is wrong");
        }

        if (header.IsMasked)
        {
            Masking.Apply(_stream, header.KeyOffset, payload, 0, payload.Length, 0);
        }

        _at += head + payload.Length;
        if ((header.Opcode & Opcode.ControlBit) != 0)
        {
            return new AutobahnEvent(header.Opcode, payload);
        }

        if ((header.Opcode == Opcode.Continuation) != (_messageOpcode != 0))
        {
            throw new InvalidDataException("an answer's fragments are out of order");
        }

        _messageOpcode = header.Opcode == Opcode.Continuation ? _messageOpcode : header.Opcode;
        _message.Write(payload);
        if (!header.IsFinal)
        {
            return null;
        }

        AutobahnEvent message = new(_messageOpcode, _message.ToArray());
        _messageOpcode = 0;
        _message.SetLength(0);
        return message;
    }

    private bool More(int timeoutMs)
    {
        if (IsClosed)
        {
            return false;
        }

        Array.Copy(_stream, _at, _stream, 0, _end - _at);
        _end -= _at;
        _at = 0;
        if (_stream.Length - _end < 65536)
        {
            Array.Resize(ref _stream, Math.Max(2 * _stream.Length, 1 << 17));
        }

        int count = Read(_stream, _end, timeoutMs);
        _end += count;
        IsClosed |= count == 0;
        return count > 0;
    }
}

/// <summary>Something that has come: a message, a control frame.</summary>
public sealed record AutobahnEvent(int Opcode, byte[] Payload)
{
    public int CloseCode => Payload.Length < 2 ? 0 : Payload[0] << 8 | Payload[1];
}
