using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The server's side of one WebSocket (RFC 6455) without its socket: bytes go in where <see cref="PrepareReceive"/> says, messages and answers come out. Web thread only.</summary>
/// <remarks>
/// Everything is checked as soon as its bytes are there; what is wrong ends the session with a close frame that says why.
/// Large payloads are received straight into the message; only heads and small frames pass the input buffer.
/// A message is held until <see cref="Release"/>, an answer waits until the output has room: meanwhile nothing is read, so that a fast peer waits and no buffer grows.
/// </remarks>
public sealed class WebSocketSession
{
    /// <summary>The input must hold the longest control frame whole.</summary>
    public const int MinInputBytes = FrameHeader.MaxLength + FrameHeader.MaxControlPayload;

    private const int CloseCodeLength = 2;

    // Of our own reasons; the longest is below 50 bytes.
    private const int MaxReasonLength = 60;

    private readonly FrameHeader _header = new FrameHeader();
    private readonly Utf8Check _utf8 = new Utf8Check();
    private readonly byte[] _key = new byte[Masking.KeyLength];
    private readonly byte[] _input;
    private readonly byte[] _ownMessage;
    private readonly LongMessage _long;
    private int _inputStart;
    private int _inputEnd;

    // The data frame being received: what is left of it, and how much of it has come.
    private int _remaining;
    private int _position;
    private bool _isLastFrame;
    private bool _isSkipping;
    private bool _isMessageOpen;

    // The payload of a close frame that waits for room in the output; null when none does.
    private byte[] _closing;

    /// <param name="inputBytes">At least <see cref="MinInputBytes"/>.</param>
    /// <param name="messageBytes">The longest message that is taken; with <paramref name="longMessage"/>, that does without it.</param>
    /// <param name="outputBytes">Room for answers: pongs, acknowledges and the close frame.</param>
    /// <param name="headroom">Bytes kept free in front of the message, for a sender that puts a head there.</param>
    /// <param name="longMessage">Shared with other sessions, for longer messages; goes without headroom. Null for none.</param>
    public WebSocketSession(int inputBytes, int messageBytes, int outputBytes, int headroom = 0, LongMessage longMessage = null)
    {
        _input = new byte[inputBytes];
        _ownMessage = new byte[headroom + messageBytes];
        _long = longMessage;
        MessageBuffer = _ownMessage;
        MessageStart = headroom;
        Output = new OutputBuffer(outputBytes);
    }

    public OutputBuffer Output { get; }

    /// <summary>Whether binary messages are welcome; else they end the session with 1003.</summary>
    public bool AcceptsBinary { get; set; }

    /// <summary>The peer may still send: no close frame has gone out.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Nothing more will be read; once the output has gone, the TCP connection ends.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Ended by close frames both ways; else the peer may still be sending.</summary>
    public bool IsClean { get; private set; }

    /// <summary>The code that ended the session: ours, or the peer's; <see cref="CloseCode.None"/> when it gave none.</summary>
    public int EndCode { get; private set; }

    /// <summary>A whole message is in the buffer.</summary>
    public bool HasMessage { get; private set; }

    public byte[] MessageBuffer { get; private set; }

    public int MessageStart { get; }

    public int MessageLength { get; private set; }

    /// <summary><see cref="Opcode.Text"/> or <see cref="Opcode.Binary"/>.</summary>
    public int MessageOpcode { get; private set; }

    /// <summary>A message is being received into the shared buffer: others may be waiting for it.</summary>
    public bool IsHoldingUp => !HasMessage && MessageBuffer != _ownMessage;

    /// <summary>A close frame has been made but is not in the output yet.</summary>
    public bool IsCloseWaiting => _closing != null;

    // Where the next received bytes go.
    public byte[] ReceiveBuffer { get; private set; }

    public int ReceiveOffset { get; private set; }

    /// <summary>How many bytes may be received; 0 when none are wanted now.</summary>
    public int ReceiveCount { get; private set; }

    /// <summary>Begins with a new peer; the bytes that came behind its handshake (at most the input's size) are the first of the session.</summary>
    public void Open(byte[] source, int offset, int count)
    {
        Array.Copy(source, offset, _input, 0, count);
        _inputStart = 0;
        _inputEnd = count;
        _remaining = 0;
        _isSkipping = false;
        _isMessageOpen = false;
        _closing = null;
        IsOpen = true;
        HasEnded = false;
        IsClean = false;
        EndCode = CloseCode.None;
        Release();
        Output.Clear();
    }

    /// <summary>Sets <see cref="ReceiveBuffer"/>, <see cref="ReceiveOffset"/> and <see cref="ReceiveCount"/>.</summary>
    public void PrepareReceive()
    {
        ReceiveBuffer = _input;
        ReceiveCount = 0;
        if (HasEnded || HasMessage)
        {
            return;
        }

        if (_remaining > 0 && !_isSkipping && _inputStart == _inputEnd)
        {
            ReceiveBuffer = MessageBuffer;
            ReceiveOffset = MessageStart + MessageLength;
            ReceiveCount = _remaining;
            return;
        }

        CompactInput();
        ReceiveOffset = _inputEnd;
        ReceiveCount = _input.Length - _inputEnd;
    }

    /// <summary>Bytes have come to where <see cref="PrepareReceive"/> said.</summary>
    public void Received(int count)
    {
        if (ReceiveBuffer == _input)
        {
            _inputEnd += count;
        }
        else
        {
            TakePayload(count);
        }
    }

    /// <summary>Works off what has come; true when a message is complete. To be called again after each <see cref="Release"/> and whenever output has gone.</summary>
    public bool Process()
    {
        while (!HasEnded && !HasMessage && (_remaining > 0 ? TakeInput() : TakeFrame()))
        {
        }

        return HasMessage;
    }

    /// <summary>The message has been dealt with.</summary>
    public void Release()
    {
        HasMessage = false;
        MessageLength = 0;
        if (MessageBuffer != _ownMessage)
        {
            MessageBuffer = _ownMessage;
            _long.GiveBack(this);
        }
    }

    /// <summary>Begins to close (section 7.1.2): sends a close frame and waits for the peer's.</summary>
    public void Close(int code, string reason)
    {
        if (IsOpen)
        {
            QueueClose(code, reason);
        }
    }

    /// <summary>Bytes of the output have gone.</summary>
    public void Sent(int count)
    {
        Output.Sent(count);
        QueueWaitingClose();
    }

    private bool TakeInput()
    {
        int count = Math.Min(_remaining, _inputEnd - _inputStart);
        if (count == 0)
        {
            return false;
        }

        int from = _inputStart;
        _inputStart += count;
        if (_isSkipping)
        {
            _remaining -= count;
        }
        else
        {
            Array.Copy(_input, from, MessageBuffer, MessageStart + MessageLength, count);
            TakePayload(count);
        }

        return true;
    }

    // The next bytes of a data frame's payload stand masked behind the message.
    private void TakePayload(int count)
    {
        int at = MessageStart + MessageLength;
        Masking.Apply(_key, 0, MessageBuffer, at, count, _position);
        if (MessageOpcode == Opcode.Text && !_utf8.Feed(MessageBuffer, at, count))
        {
            Fail(CloseCode.InvalidText, "not UTF-8");
            return;
        }

        MessageLength += count;
        _position += count;
        _remaining -= count;
        if (_remaining == 0)
        {
            EndFrame();
        }
    }

    private void EndFrame()
    {
        if (!_isLastFrame)
        {
            return;
        }

        if (MessageOpcode == Opcode.Text && !_utf8.IsComplete)
        {
            Fail(CloseCode.InvalidText, "not UTF-8");
            return;
        }

        _isMessageOpen = false;
        HasMessage = true;
    }

    // False: more bytes, or more room in the output, are needed.
    private bool TakeFrame()
    {
        int available = _inputEnd - _inputStart;
        if (available < 2)
        {
            return false;
        }

        // The first two bytes tell most of what can be wrong: a peer is told before its payload has come.
        int headLength = _header.ReadStart(_input, _inputStart);
        if (!CheckStart())
        {
            return true;
        }

        if (available < headLength)
        {
            return false;
        }

        _header.Read(_input, _inputStart, available);
        if ((_header.Opcode & Opcode.ControlBit) != 0)
        {
            return available >= headLength + _header.PayloadLength && TakeControl(headLength);
        }

        if (!_header.IsLengthLegal)
        {
            Fail(CloseCode.ProtocolError, "length not in its shortest form");
            return true;
        }

        if (!FindRoom())
        {
            return false;
        }

        _inputStart += headLength;
        BeginData();
        return true;
    }

    // True when the payload has a place, or will have none anyway; false while another session has the shared buffer.
    private bool FindRoom()
    {
        int needed = MessageLength + _header.PayloadLength;
        if (_long == null || !IsOpen || _header.PayloadLength < 0 || needed <= MessageBuffer.Length || needed > _long.Data.Length)
        {
            return true;
        }

        if (!_long.IsFree)
        {
            return false;
        }

        _long.Take(this);
        Array.Copy(_ownMessage, 0, _long.Data, 0, MessageLength);
        MessageBuffer = _long.Data;
        return true;
    }

    // Section 5.2, 5.4 and 5.5: what the first two bytes of a frame must be.
    private bool CheckStart()
    {
        if (_header.Reserved != 0)
        {
            return Fail(CloseCode.ProtocolError, "reserved bit set without an extension");
        }

        if (!Opcode.IsKnown(_header.Opcode))
        {
            return Fail(CloseCode.ProtocolError, "reserved opcode");
        }

        if (!_header.IsMasked)
        {
            return Fail(CloseCode.ProtocolError, "frame not masked");
        }

        if ((_header.Opcode & Opcode.ControlBit) != 0)
        {
            return (_header.IsFinal && _header.PayloadLength <= FrameHeader.MaxControlPayload)
                || Fail(CloseCode.ProtocolError, "control frame fragmented or too long");
        }

        // After our close frame data is passed over, whatever message it belongs to.
        if (!IsOpen)
        {
            return true;
        }

        if ((_header.Opcode == Opcode.Continuation) != _isMessageOpen)
        {
            return Fail(CloseCode.ProtocolError, _isMessageOpen ? "new message within a message" : "continuation of nothing");
        }

        return _header.Opcode != Opcode.Binary || AcceptsBinary || Fail(CloseCode.Unsupported, "text only");
    }

    private void BeginData()
    {
        if (_header.PayloadLength < 0 || (IsOpen && _header.PayloadLength > MessageBuffer.Length - MessageStart - MessageLength))
        {
            Fail(CloseCode.TooBig, "message too big");
            return;
        }

        _remaining = _header.PayloadLength;
        _isSkipping = !IsOpen;
        if (_isSkipping)
        {
            return;
        }

        if (_header.Opcode != Opcode.Continuation)
        {
            MessageOpcode = _header.Opcode;
            _isMessageOpen = true;
            _utf8.Reset();
        }

        Array.Copy(_input, _header.KeyOffset, _key, 0, Masking.KeyLength);
        _position = 0;
        _isLastFrame = _header.IsFinal;
        if (_remaining == 0)
        {
            EndFrame();
        }
    }

    // A whole control frame stands in the input. It is taken only when its answer has room.
    private bool TakeControl(int headLength)
    {
        int length = _header.PayloadLength;
        int payload = _inputStart + headLength;
        bool isPing = _header.Opcode == Opcode.Ping;
        if (isPing && IsOpen && FrameHeader.LengthFor(length) + length > Output.Free)
        {
            return false;
        }

        _inputStart = payload + length;
        if (_header.Opcode == Opcode.Close)
        {
            Masking.Apply(_input, _header.KeyOffset, _input, payload, length, 0);
            TakeClose(payload, length);
        }
        else if (isPing && IsOpen)
        {
            Masking.Apply(_input, _header.KeyOffset, _input, payload, length, 0);
            Output.TryAppendFrame(Opcode.Pong, _input, payload, length);
        }

        return true;
    }

    // Section 7.1.5 and 7.4: the peer's close frame.
    private void TakeClose(int payload, int length)
    {
        int code = length >= CloseCodeLength ? Bytes.ReadUInt16BigEndian(_input, payload) : CloseCode.None;
        if (length == 1 || (length > 0 && !CloseCode.MayBeSent(code)))
        {
            Fail(CloseCode.ProtocolError, "wrong close code");
            return;
        }

        _utf8.Reset();
        if (length > CloseCodeLength && (!_utf8.Feed(_input, payload + CloseCodeLength, length - CloseCodeLength) || !_utf8.IsComplete))
        {
            Fail(CloseCode.InvalidText, "close reason not UTF-8");
            return;
        }

        if (IsOpen)
        {
            QueueClose(code, null);
        }

        IsClean = true;
        HasEnded = true;
    }

    // Section 7.1.7. Always false, for the ends of conditions.
    private bool Fail(int code, string reason)
    {
        if (IsOpen)
        {
            QueueClose(code, reason);
        }

        HasEnded = true;
        return false;
    }

    private void QueueClose(int code, string reason)
    {
        IsOpen = false;
        EndCode = code;
        _closing = PayloadOf(code, reason);
        QueueWaitingClose();
    }

    // Once in a connection's life, so it may allocate. A close frame without a code is answered without one.
    private static byte[] PayloadOf(int code, string reason)
    {
        if (code == CloseCode.None)
        {
            return new byte[0];
        }

        byte[] text = Ascii.Of(reason == null ? "" : reason);
        int textLength = Math.Min(text.Length, MaxReasonLength);
        byte[] payload = new byte[CloseCodeLength + textLength];
        Bytes.WriteUInt16BigEndian(payload, 0, code);
        Array.Copy(text, 0, payload, CloseCodeLength, textLength);
        return payload;
    }

    private void QueueWaitingClose()
    {
        if (_closing != null && Output.TryAppendFrame(Opcode.Close, _closing, 0, _closing.Length))
        {
            _closing = null;
        }
    }

    private void CompactInput()
    {
        if (_inputStart == 0)
        {
            return;
        }

        int waiting = _inputEnd - _inputStart;
        if (waiting == 0 || _inputEnd == _input.Length)
        {
            Array.Copy(_input, _inputStart, _input, 0, waiting);
            _inputStart = 0;
            _inputEnd = waiting;
        }
    }
}
