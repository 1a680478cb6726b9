using System;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace LoadTest;

/// <summary>One client of a charger on a socket of plain bytes: takes telemetry in with the time, answers pings, or misbehaves. One thread.</summary>
public sealed class LoadBrowser : IDisposable
{
    private const int Text = 1;
    private const int Close = 8;
    private const int Ping = 9;
    private const int Pong = 10;

    private const int SocketLevel = 1;
    private const int AttachFilter = 26;

    private readonly byte[] _buffer = new byte[16384];
    private readonly bool _isStream;
    private int _used;
    private bool _hasAnswer;

    /// <summary>Connects and asks; the answer comes with the messages.</summary>
    public LoadBrowser(IPEndPoint charger, bool isStream)
    {
        _isStream = isStream;
        Socket = new Socket(charger.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(charger);
        string ask = "GET " + (isStream ? "/api/events" : "/ws") + " HTTP/1.1\r\nHost: " + charger + "\r\n"
            + (isStream ? "" : "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n") + "\r\n";
        Socket.Send(Encoding.ASCII.GetBytes(ask));
    }

    public Socket Socket { get; }

    /// <summary>Over: closed by either side, or refused.</summary>
    public bool IsClosed { get; private set; }

    public string? Refusal { get; private set; }

    public int Messages { get; private set; }

    /// <summary>Sequence numbers that were left out between two messages.</summary>
    public int Missed { get; private set; }

    private long LastSequence { get; set; } = -1;

    /// <summary>Takes what has come; each telemetry object goes to <paramref name="told"/> with its time of arrival.</summary>
    public void Receive(Action<LoadBrowser, long, ReadOnlySpan<byte>> told)
    {
        int count = 0;
        try
        {
            count = Socket.Receive(_buffer, _used, _buffer.Length - _used, SocketFlags.None);
        }
        catch (SocketException)
        {
            // A reset is an end as any other.
        }

        long at = Stopwatch.GetTimestamp();
        IsClosed |= count == 0;
        _used += count;
        while (!IsClosed && TakeOne(at, told))
        {
        }
    }

    /// <summary>From now on nothing that is sent to this socket arrives, and it sends nothing: what a phone out of reach looks like. Linux.</summary>
    public void Vanish()
    {
        // struct sock_fprog of one classic BPF instruction: RET 0, drop every packet.
        nint code = Marshal.AllocHGlobal(8);
        Marshal.WriteInt64(code, 0x0000_0000_0000_0006);
        byte[] program = new byte[16];
        program[0] = 1;
        BitConverter.GetBytes((long)code).CopyTo(program, 8);
        Socket.SetRawSocketOption(SocketLevel, AttachFilter, program);
        Marshal.FreeHGlobal(code);
    }

    /// <summary>Counts a message and what was left out before it.</summary>
    public void Note(long sequence)
    {
        Messages++;
        Missed += LastSequence >= 0 && sequence > LastSequence + 1 ? (int)(sequence - LastSequence - 1) : 0;
        LastSequence = sequence;
    }

    public void Dispose()
    {
        Socket.Dispose();
    }

    private bool TakeOne(long at, Action<LoadBrowser, long, ReadOnlySpan<byte>> told)
    {
        ReadOnlySpan<byte> have = _buffer.AsSpan(0, _used);
        if (!_hasAnswer)
        {
            int end = have.IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                return false;
            }

            string head = Encoding.ASCII.GetString(have[..end]);
            _hasAnswer = true;
            if (!head.StartsWith(_isStream ? "HTTP/1.1 200 " : "HTTP/1.1 101 ", StringComparison.Ordinal))
            {
                Refusal = head.Split('\r')[0];
                IsClosed = true;
            }

            Consume(end + 4);
            return true;
        }

        return _isStream ? TakeEvent(have, at, told) : TakeFrame(have, at, told);
    }

    private bool TakeEvent(ReadOnlySpan<byte> have, long at, Action<LoadBrowser, long, ReadOnlySpan<byte>> told)
    {
        int end = have.IndexOf("\n\n"u8);
        if (end < 0)
        {
            return false;
        }

        if (have.StartsWith("data: "u8))
        {
            told(this, at, have[6..end]);
        }

        Consume(end + 2);
        return true;
    }

    private bool TakeFrame(ReadOnlySpan<byte> have, long at, Action<LoadBrowser, long, ReadOnlySpan<byte>> told)
    {
        int length = have.Length < 2 ? 0 : have[1] & 127;
        int head = length == 126 ? 4 : 2;
        if (have.Length < head)
        {
            return false;
        }

        length = length == 126 ? have[2] << 8 | have[3] : length;
        if (have.Length < head + length)
        {
            return false;
        }

        ReadOnlySpan<byte> payload = have.Slice(head, length);
        switch (have[0] & 15)
        {
            case Text:
                told(this, at, payload);
                break;
            case Ping:
                Answer(Pong, payload);
                break;
            case Close:
                Answer(Close, payload);
                IsClosed = true;
                break;
        }

        Consume(head + length);
        return true;
    }

    // Masked with zeros: the mask matters to proxies only.
    private void Answer(int opcode, ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[6 + payload.Length];
        frame[0] = (byte)(128 | opcode);
        frame[1] = (byte)(128 | payload.Length);
        payload.CopyTo(frame.AsSpan(6));
        Socket.Send(frame);
    }

    private void Consume(int count)
    {
        _used -= count;
        Array.Copy(_buffer, count, _buffer, 0, _used);
    }
}
