using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>A WebSocket's message as it comes in: frames are put together, unmasked in place and checked while they arrive. Web thread only.</summary>
public sealed class IncomingMessage
{
    private readonly Utf8Check _utf8 = new Utf8Check();
    private readonly byte[] _own;
    private readonly LongMessage _long;

    // Of the data frame being received.
    private readonly byte[] _key = new byte[Masking.KeyLength];
    private bool _isMasked;
    private bool _isLastFrame;
    private int _position;

    /// <param name="ownBytes">The longest message without <paramref name="longMessage"/>.</param>
    /// <param name="headroom">Bytes kept free in front, for a sender that puts a head there.</param>
    /// <param name="longMessage">For longer ones; null for none.</param>
    public IncomingMessage(int ownBytes, int headroom, LongMessage longMessage)
    {
        _own = new byte[headroom + ownBytes];
        _long = longMessage;
        Buffer = _own;
        Start = headroom;
    }

    public byte[] Buffer { get; private set; }

    /// <summary>Where the message begins in <see cref="Buffer"/>.</summary>
    public int Start { get; }

    /// <summary>Bytes that have come.</summary>
    public int Length { get; private set; }

    /// <summary><see cref="Web.Opcode.Text"/> or <see cref="Web.Opcode.Binary"/>.</summary>
    public int Opcode { get; private set; }

    /// <summary>Its first frame has come, its last one has not.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>It is whole.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Bytes of the frame that have not come.</summary>
    public int Remaining { get; private set; }

    /// <summary>Others may be waiting for the buffer that this one is being received into.</summary>
    public bool IsHoldingUp => !IsComplete && Buffer != _own && _long.IsShared;

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        IsOpen = false;
        Remaining = 0;
        Release();
    }

    /// <summary>It has been dealt with.</summary>
    public void Release()
    {
        IsComplete = false;
        Length = 0;
        if (Buffer != _own)
        {
            Buffer = _own;
            _long.GiveBack(this);
        }
    }

    /// <summary>True when so many more bytes have a place, or never will have one; false while another session has the shared buffer.</summary>
    public bool FindRoom(int count)
    {
        if (_long == null || count <= Buffer.Length - Start - Length || count > _long.Capacity - Length)
        {
            return true;
        }

        if (!_long.TryTake(this))
        {
            return false;
        }

        Array.Copy(_own, Start, _long.Data, Start, Length);
        Buffer = _long.Data;
        return true;
    }

    /// <summary>Begins a data frame; an offence of <see cref="FrameRules"/> when it is too long, or when it ends the message wrongly.</summary>
    /// <param name="header">Its head, whose order has been checked.</param>
    /// <param name="source">Where the key stands.</param>
    public int Begin(FrameHeader header, byte[] source)
    {
        if (header.PayloadLength < 0 || header.PayloadLength > Buffer.Length - Start - Length)
        {
            return FrameRules.TooBig;
        }

        if (header.Opcode != Web.Opcode.Continuation)
        {
            Opcode = header.Opcode;
            IsOpen = true;
            _utf8.Reset();
        }

        _isMasked = header.IsMasked;
        if (_isMasked)
        {
            Array.Copy(source, header.KeyOffset, _key, 0, Masking.KeyLength);
        }

        Remaining = header.PayloadLength;
        _position = 0;
        _isLastFrame = header.IsFinal;
        return Remaining == 0 ? EndFrame() : FrameRules.Fine;
    }

    /// <summary>Takes payload from elsewhere.</summary>
    public int Take(byte[] source, int offset, int count)
    {
        Array.Copy(source, offset, Buffer, Start + Length, count);
        return Take(count);
    }

    /// <summary>The next bytes of the payload stand behind the message, as they came.</summary>
    public int Take(int count)
    {
        int at = Start + Length;
        if (_isMasked)
        {
            Masking.Apply(_key, 0, Buffer, at, count, _position);
        }

        // Section 8.1, as soon as it can be known.
        if (Opcode == Web.Opcode.Text && !_utf8.Feed(Buffer, at, count))
        {
            return FrameRules.TextNotUtf8;
        }

        Length += count;
        _position += count;
        Remaining -= count;
        return Remaining == 0 ? EndFrame() : FrameRules.Fine;
    }

    private int EndFrame()
    {
        if (!_isLastFrame)
        {
            return FrameRules.Fine;
        }

        if (Opcode == Web.Opcode.Text && !_utf8.IsComplete)
        {
            return FrameRules.TextNotUtf8;
        }

        IsOpen = false;
        IsComplete = true;
        return FrameRules.Fine;
    }
}
