using System;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Web;

/// <summary>One WebSocket (RFC 6455) without its socket, in either role: bytes go in where <see cref="PrepareReceive"/> says, messages and answers come out. One thread at a time.</summary>
/// <remarks>
/// Everything is checked as soon as its bytes are there (<see cref="FrameRules"/>); what is wrong ends the session with a close frame that says why.
/// Large payloads are received straight into the message; only heads and small frames pass the input buffer.
/// A message is held until <see cref="Release"/>, an answer waits until the output has room: meanwhile nothing is read, so that a fast peer waits and no buffer grows.
/// </remarks>
public sealed class WebSocketSession
{
    /// <summary>The input must hold the longest control frame whole.</summary>
    public const int MinInputBytes = FrameHeader.MaxLength + FrameHeader.MaxControlPayload;

    private readonly FrameHeader _header;
    private readonly Core.Utf8Check _utf8;
    private readonly byte[] _input;
    private int _inputStart;
    private int _inputEnd;

    // Bytes of a data frame that came after our close frame: passed over.
    private int _skipping;

    // The payload of a close frame that waits for room in the output; null when none does.
    private byte[] _closing;

    /// <param name="inputBytes">At least <see cref="MinInputBytes"/>.</param>
    /// <param name="messageBytes">The longest message that is taken; with <paramref name="longMessage"/>, that does without it.</param>
    /// <param name="outputBytes">Room for answers: pongs, acknowledges and the close frame; a client's messages too.</param>
    /// <param name="headroom">Bytes kept free in front of the message, for a sender that puts a head there.</param>
    /// <param name="longMessage">For longer messages; has the same headroom. Null for none.</param>
    /// <param name="random">Makes the session a client's, which masks what it sends with keys from here. Null for a server's.</param>
    /// <param name="scratch">Shared with other sessions of the same thread; null for one of its own.</param>
    public WebSocketSession(int inputBytes, int messageBytes, int outputBytes, int headroom = 0, LongMessage longMessage = null, ISystem random = null, FrameScratch scratch = null)
    {
        FrameScratch own = scratch == null ? new FrameScratch() : scratch;
        _header = own.Header;
        _utf8 = own.Utf8;
        _input = new byte[inputBytes];
        Message = new IncomingMessage(messageBytes, headroom, longMessage);
        Output = new OutputBuffer(outputBytes, random);
        IsClient = random != null;
    }

    /// <summary>We are the client: our frames are masked, the peer's must not be.</summary>
    public bool IsClient { get; }

    /// <summary>What comes in.</summary>
    public IncomingMessage Message { get; }

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

    /// <summary>A close frame has been made but is not in the output yet.</summary>
    public bool IsCloseWaiting => _closing != null;

    // Where the next received bytes go.
    public byte[] ReceiveBuffer { get; private set; }

    public int ReceiveOffset { get; private set; }

    /// <summary>How many bytes may be received; 0 when none are wanted now.</summary>
    public int ReceiveCount { get; private set; }

    /// <summary>The longest first bytes that <see cref="Open"/> takes.</summary>
    public int InputBytes => _input.Length;

    /// <summary>Begins with a new peer; the bytes that came behind its handshake (at most <see cref="InputBytes"/>) are the first of the session.</summary>
    public void Open(byte[] source, int offset, int count)
    {
        Array.Copy(source, offset, _input, 0, count);
        _inputStart = 0;
        _inputEnd = count;
        _skipping = 0;
        _closing = null;
        IsOpen = true;
        HasEnded = false;
        IsClean = false;
        EndCode = CloseCode.None;
        Message.Reset();
        Output.Clear();
    }

    /// <summary>Sets <see cref="ReceiveBuffer"/>, <see cref="ReceiveOffset"/> and <see cref="ReceiveCount"/>.</summary>
    public void PrepareReceive()
    {
        ReceiveBuffer = _input;
        ReceiveCount = 0;
        if (HasEnded)
        {
            // A client reads on, whatever comes, to see the server end the connection (section 7.1.1).
            ReceiveOffset = 0;
            ReceiveCount = IsClient ? _input.Length : 0;
            return;
        }

        if (Message.IsComplete)
        {
            return;
        }

        if (Message.Remaining > 0 && _inputStart == _inputEnd)
        {
            ReceiveBuffer = Message.Buffer;
            ReceiveOffset = Message.Start + Message.Length;
            ReceiveCount = Message.Remaining;
            return;
        }

        CompactInput();
        ReceiveOffset = _inputEnd;
        ReceiveCount = _input.Length - _inputEnd;
    }

    /// <summary>Bytes have come to where <see cref="PrepareReceive"/> said.</summary>
    public void Received(int count)
    {
        if (HasEnded)
        {
            return;
        }

        if (ReceiveBuffer == _input)
        {
            _inputEnd += count;
        }
        else
        {
            FailIf(Message.Take(count));
        }
    }

    /// <summary>Works off what has come; true when a message is complete. To be called again after each <see cref="Release"/> and whenever output has gone.</summary>
    public bool Process()
    {
        while (!HasEnded && !Message.IsComplete && Step())
        {
        }

        return Message.IsComplete;
    }

    /// <summary>The message has been dealt with.</summary>
    public void Release()
    {
        Message.Release();

        // It may have pointed into the buffer that several share.
        ReceiveBuffer = _input;
        ReceiveCount = 0;
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

    // False: more bytes, or more room somewhere, are needed.
    private bool Step()
    {
        int available = _inputEnd - _inputStart;
        if (_skipping > 0)
        {
            int count = Math.Min(_skipping, available);
            _skipping -= count;
            _inputStart += count;
            return count > 0;
        }

        if (Message.Remaining > 0)
        {
            int from = _inputStart;
            int count = Math.Min(Message.Remaining, available);
            _inputStart += count;
            return count > 0 && !FailIf(Message.Take(_input, from, count));
        }

        return available >= 2 && TakeFrame(available);
    }

    // The first two bytes tell most of what can be wrong: a peer is told before its payload has come.
    private bool TakeFrame(int available)
    {
        int headLength = _header.ReadStart(_input, _inputStart);
        bool isControl = (_header.Opcode & Opcode.ControlBit) != 0;
        if (FailIf(FrameRules.CheckStart(_header, IsClient)))
        {
            return false;
        }

        // After our close frame data is passed over, whatever message it belongs to.
        if (!isControl && IsOpen && FailIf(FrameRules.CheckOrder(_header.Opcode, Message.IsOpen, AcceptsBinary)))
        {
            return false;
        }

        if (available < headLength)
        {
            return false;
        }

        _header.Read(_input, _inputStart, available);
        if (isControl)
        {
            return available >= headLength + _header.PayloadLength && TakeControl(headLength);
        }

        return TakeData(headLength);
    }

    private bool TakeData(int headLength)
    {
        // Section 5.2; it also finds the highest of 64 bits set.
        if (!_header.IsLengthLegal)
        {
            FailIf(FrameRules.LengthNotShortest);
            return false;
        }

        if (!IsOpen && _header.PayloadLength >= 0)
        {
            _inputStart += headLength;
            _skipping = _header.PayloadLength;
            return true;
        }

        if (!Message.FindRoom(_header.PayloadLength))
        {
            return false;
        }

        _inputStart += headLength;
        return !FailIf(Message.Begin(_header, _input));
    }

    // A whole control frame stands in the input. It is taken only when its answer has room.
    private bool TakeControl(int headLength)
    {
        int length = _header.PayloadLength;
        int payload = _inputStart + headLength;
        bool isAnswered = _header.Opcode == Opcode.Ping && IsOpen;
        if (isAnswered && !Output.HasRoomFor(length))
        {
            return false;
        }

        _inputStart = payload + length;
        if (_header.Opcode == Opcode.Pong || (_header.Opcode == Opcode.Ping && !IsOpen))
        {
            return true;
        }

        if (_header.IsMasked)
        {
            Masking.Apply(_input, _header.KeyOffset, _input, payload, length, 0);
        }

        if (isAnswered)
        {
            return Output.TryAppendFrame(Opcode.Pong, _input, payload, length);
        }

        TakeClose(payload, length);
        return false;
    }

    // Sections 5.5.1, 7.1.5 and 7.4: the peer's close frame is answered with its code.
    private void TakeClose(int payload, int length)
    {
        if (FailIf(CloseFrame.Check(_input, payload, length, _utf8)))
        {
            return;
        }

        Close(CloseFrame.CodeOf(_input, payload, length), null);
        IsClean = true;
        HasEnded = true;
    }

    // Section 7.1.7: whether it was an offence.
    private bool FailIf(int offence)
    {
        if (offence == FrameRules.Fine)
        {
            return false;
        }

        Close(FrameRules.CodeOf(offence), FrameRules.ReasonOf(offence));
        HasEnded = true;
        return true;
    }

    private void QueueClose(int code, string reason)
    {
        IsOpen = false;
        EndCode = code;
        _closing = CloseFrame.Make(code, reason);
        QueueWaitingClose();
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
