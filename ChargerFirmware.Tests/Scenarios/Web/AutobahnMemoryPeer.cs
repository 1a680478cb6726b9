using System;
using System.Collections.Generic;
using ChargerFirmware.Web;
using VirtualCharger;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>The judge before a bare session that echoes: every byte border is where the test wants it, and what is due has come at once.</summary>
public sealed class AutobahnMemoryPeer : AutobahnPeer
{
    private readonly WebSocketSession _session;
    private readonly int _piece;
    private readonly Queue<byte> _answers = [];

    /// <param name="isClient">The judge's role; the session has the other one.</param>
    /// <param name="piece">Bytes that the session gets at once.</param>
    public AutobahnMemoryPeer(bool isClient, int piece)
    {
        _piece = piece;
        HostSystem system = new(typeof(WebSocketSession).Assembly, _ => { });
        _session = new WebSocketSession(WebSocketSession.MinInputBytes, 1 << 18, 1 << 19, 0, null, isClient ? null : system) { AcceptsBinary = true };
        _session.Open([], 0, 0);
    }

    protected override void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && !_session.HasEnded)
        {
            _session.PrepareReceive();
            int count = Math.Min(Math.Min(_piece, bytes.Length), _session.ReceiveCount);
            bytes[..count].CopyTo(_session.ReceiveBuffer.AsSpan(_session.ReceiveOffset));
            bytes = bytes[count..];
            _session.Received(count);
            Work();
        }
    }

    protected override int Read(byte[] target, int offset, int timeoutMs)
    {
        int count = 0;
        while (_answers.Count > 0 && offset + count < target.Length)
        {
            target[offset + count++] = _answers.Dequeue();
        }

        return count > 0 || _session.HasEnded ? count : throw new TimeoutException("nothing comes any more");
    }

    private void Work()
    {
        while (_session.Process())
        {
            IncomingMessage message = _session.Message;
            if (_session.IsOpen && !_session.Output.TryAppendFrame(message.Opcode, message.Buffer, message.Start, message.Length))
            {
                throw new InvalidOperationException("the echo does not fit");
            }

            _session.Release();
            Drain();
        }

        Drain();
    }

    private void Drain()
    {
        OutputBuffer output = _session.Output;
        for (int i = 0; i < output.Count; i++)
        {
            _answers.Enqueue(output.Data[output.Start + i]);
        }

        _session.Sent(output.Count);
    }
}
