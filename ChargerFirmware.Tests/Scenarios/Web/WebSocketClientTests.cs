using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ChargerFirmware.Tests.Doubles;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>Our WebSocket client over sockets: against the framework's server, our own, and servers that do it wrong.</summary>
[TestClass]
public sealed class WebSocketClientTests : IMessageHandler, IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<string> _heard = [];
    private readonly WebCounters _counters = new();
    private readonly WebLimits _limits = new() { SliceBytes = 512, TurnsPerPass = 4 };
    private WebSocketClient _client;

    public WebSocketClientTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(4);
        _client = Make(2048, null);
    }

    public required TestContext TestContext { get; set; }

    public bool Handle(WebSocketPeer peer, long nowMs)
    {
        IncomingMessage message = peer.Session.Message;
        _heard.Add(Encoding.UTF8.GetString(message.Buffer, message.Start, message.Length));
        return true;
    }

    public void Closed()
    {
        _heard.Add("closed");
    }

    public void Dispose()
    {
        _client.Drop();
        _listener.Dispose();
    }

    [TestMethod]
    public async Task FrameworksServer_TakesOurFramesAndIsUnderstood()
    {
        Task<WebSocket> accepting = AcceptAsync("ocpp1.6");
        Begin("ocpp1.6");
        using WebSocket server = await PassWhile(accepting);
        PassUntil(() => _client.IsOpen);
        Assert.AreEqual("ocpp1.6", _client.AgreedProtocol);
        foreach (int length in new[] { 0, 1, 125, 126, 127, 2000 })
        {
            byte[] sent = Encoding.ASCII.GetBytes(new string('m', length));
            Assert.IsTrue(_client.TrySend(Opcode.Text, sent, 0, length));
            byte[] buffer = new byte[4096];
            WebSocketReceiveResult got = await PassWhile(server.ReceiveAsync(buffer, TestContext.CancellationToken));
            Assert.AreEqual(length, got.Count);
            Assert.IsTrue(buffer.AsSpan(0, length).SequenceEqual(sent));
            await PassWhile(server.SendAsync(sent, WebSocketMessageType.Text, true, TestContext.CancellationToken).ContinueWith(_ => true));
            PassUntil(() => _heard.Count > 0);
            Assert.AreEqual(length, _heard[0].Length);
            _heard.Clear();
        }

        _client.Close(CloseCode.Normal, "bye");
        byte[] rest = new byte[100];
        WebSocketReceiveResult close = await PassWhile(server.ReceiveAsync(rest, TestContext.CancellationToken));
        Assert.AreEqual(WebSocketCloseStatus.NormalClosure, close.CloseStatus);
        Assert.AreEqual("bye", close.CloseStatusDescription);
        await PassWhile(server.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.CancellationToken).ContinueWith(_ => true));
        server.Dispose();
        PassUntil(() => _client.IsFree);
        CollectionAssert.AreEqual(new[] { "closed" }, _heard);
    }

    [TestMethod]
    public void OurServer_TelemetryAndAcknowledges_Arrive()
    {
        using WebRig rig = new();
        Begin(null, rig.Server.Port, "/ws");
        PassUntil(() => _client.IsOpen);
        PassUntil(() => _heard.Count > 0);
        Assert.StartsWith("{\"type\":\"telemetry\"", _heard[0]);
        byte[] command = Encoding.ASCII.GetBytes("""{"id":1,"command":"stop"}""");
        Assert.IsTrue(_client.TrySend(Opcode.Text, command, 0, command.Length));
        PassUntil(() => _heard.Contains("""{"type":"ack","id":1,"ok":true}"""));
        _client.Close(CloseCode.GoingAway, null);
        PassUntil(() => _client.IsFree);
        Assert.AreEqual(0, rig.Server.Counters.Offences);
    }

    [TestMethod]
    public void OurServer_Refusal_IsTheError()
    {
        using WebRig rig = new();
        Begin(null, rig.Server.Port, "/nothing");
        PassUntil(() => _client.IsFree);
        Assert.AreEqual("the server answers 404", _client.Error);
        Assert.AreEqual(404, _client.Status);
        Assert.IsEmpty(_heard, "nothing was open, so nothing was closed");
    }

    [TestMethod]
    public void Server_SendsBehindItsAnswer_ArrivesWholeHoweverMuchItIs()
    {
        Begin(null);
        using Socket server = Accept();
        string text = new('t', 1500);
        Answer(server, "", [.. Frame(text), .. Frame("second")]);
        PassUntil(() => _heard.Count == 2);
        CollectionAssert.AreEqual(new[] { text, "second" }, _heard);
    }

    // As on the device, where a message has 128 bytes of its own and takes turns for more.
    [TestMethod]
    public void Server_AnswersMoreThanAShortMessage_IsUnderstood()
    {
        _client = Make(128, new LongMessage(1024));
        Begin(null);
        using Socket server = Accept();
        Answer(server, "X: " + new string('x', 600) + "\r\n", Frame(new string('t', 100)));
        PassUntil(() => _heard.Count == 1);
        Assert.AreEqual(new string('t', 100), _heard[0]);
    }

    [TestMethod]
    public void Server_AnswersMoreThanAHead_IsRefused()
    {
        _client = Make(128, new LongMessage(1024));
        Begin(null);
        using Socket server = Accept();
        Answer(server, "X: " + new string('x', 1000) + "\r\n", []);
        PassUntil(() => _client.IsFree);
        Assert.AreEqual("the answer's head is too long", _client.Error);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Server_ChoosesNoSubprotocol_IsRefusedUnlessThatIsAllowed(bool isAllowed)
    {
        _client.AllowsNoProtocol = isAllowed;
        Begin("ocpp1.6");
        using Socket server = Accept();
        Answer(server, "", []);
        PassUntil(() => _client.IsOpen || _client.IsFree);
        Assert.AreEqual(isAllowed, _client.IsOpen);
        Assert.AreEqual(isAllowed ? null : "the server chose no subprotocol", _client.Error);
    }

    [TestMethod]
    public void Server_SaysNothing_IsGivenUpInTime()
    {
        Begin(null);
        using Socket server = Accept();
        Pass(_limits.RequestMs - 1);
        Assert.IsFalse(_client.IsFree);
        Pass(1);
        Assert.IsTrue(_client.IsFree);
        Assert.AreEqual("the handshake took too long", _client.Error);
    }

    [TestMethod]
    public void Server_DripsItsAnswer_IsGivenUpInTime()
    {
        Begin(null);
        using Socket server = Accept();
        for (int i = 0; i < 10 && !_client.IsFree; i++)
        {
            server.Send("H"u8);
            Pass(_limits.RequestMs / 8);
        }

        Assert.IsTrue(_client.IsFree);
    }

    [TestMethod]
    public void Server_EndsTheConnectionInItsAnswer_IsAnError()
    {
        Begin(null);
        using (Socket server = Accept())
        {
            server.Send("HTTP/1.1 101"u8);
            server.Shutdown(SocketShutdown.Both);
        }

        PassUntil(() => _client.IsFree);
        Assert.AreEqual("the server has closed the connection", _client.Error);
    }

    [TestMethod]
    public void Server_Silent_IsPingedAndThenDropped()
    {
        using Socket server = Open();
        Pass(_limits.PingAfterMs);
        byte[] ping = new byte[10];
        Assert.AreEqual(6, server.Receive(ping));
        Assert.AreEqual(0x89, ping[0]);
        Assert.AreEqual(0x80, ping[1], "masked");
        Pass(_limits.SilenceMs - _limits.PingAfterMs);
        Assert.IsTrue(_client.IsFree);
        Assert.AreEqual(1, _counters.Silent);
    }

    [TestMethod]
    public void Server_DoesNotEndTcpAfterTheClose_IsDroppedAfter2Seconds()
    {
        using Socket server = Open();
        server.Send([0x88, 0x02, 0x03, 0xE8]);
        PassUntil(() => !_client.IsOpen);
        Pass(1);
        Assert.IsFalse(_client.IsFree, "the server ends the connection (RFC 6455, section 7.1.1)");
        Pass(_limits.CloseMs);
        Assert.IsTrue(_client.IsFree);
    }

    [TestMethod]
    public void Server_MasksAFrame_IsToldAndLeft()
    {
        using Socket server = Open();
        server.Send([0x81, 0x81, 0, 0, 0, 0, 0x41]);
        PassUntil(() => !_client.IsOpen);
        Pass(0);
        byte[] close = new byte[100];
        Assert.IsGreaterThan(8, server.Receive(close));
        Assert.AreEqual(0x88, close[0]);
        Assert.AreEqual(CloseCode.ProtocolError, (close[6] ^ close[2]) << 8 | (close[7] ^ close[3]));
        server.Shutdown(SocketShutdown.Send);
        PassUntil(() => _client.IsFree);
    }

    [TestMethod]
    public void TrySend_NoRoom_IsRefusedUntilThereIs()
    {
        using Socket server = Open();
        byte[] large = new byte[1500];
        Assert.IsTrue(_client.TrySend(Opcode.Binary, large, 0, large.Length));
        Assert.IsFalse(_client.TrySend(Opcode.Binary, large, 0, large.Length));
        PassUntil(() => _client.TrySend(Opcode.Binary, large, 0, large.Length));
    }

    [TestMethod]
    public void Client_IsUsedAgain_ForgetsTheLastServer()
    {
        Begin("ocpp1.6");
        Accept().Dispose();
        PassUntil(() => _client.IsFree);
        Assert.IsNotNull(_client.Error);
        using Socket server = Open();
        Assert.IsNull(_client.Error);
        Assert.IsTrue(_client.IsOpen);
        Assert.IsNull(_client.AgreedProtocol);
    }

    [TestMethod]
    public void Frames_BothWays_AllocateNothing()
    {
        using Socket server = Open();
        byte[] text = Encoding.ASCII.GetBytes("[2,\"1\",\"Heartbeat\",{}]");
        byte[] frame = Frame("[3,\"1\",{}]");
        WebSocketSession session = new(WebSocketSession.MinInputBytes, 2048, 2048, 0, null, new CountingRandom());
        session.Open([], 0, 0);
        long before = 0;
        for (int i = 0; i < 1000; i++)
        {
            before = i == 10 ? GC.GetAllocatedBytesForCurrentThread() : before;
            session.PrepareReceive();
            frame.CopyTo(session.ReceiveBuffer, session.ReceiveOffset);
            session.Received(frame.Length);
            Assert.IsTrue(session.Process());
            session.Release();
            session.Output.TryAppendFrame(Opcode.Text, text, 0, text.Length);
            session.Sent(session.Output.Count);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static byte[] Frame(string text)
    {
        byte[] payload = Encoding.UTF8.GetBytes(text);
        byte[] frame = new byte[FrameHeader.LengthFor(payload.Length) + payload.Length];
        int head = FrameHeader.Write(frame, 0, Opcode.Text, true, payload.Length);
        payload.CopyTo(frame, head);
        return frame;
    }

    private WebSocketClient Make(int messageBytes, LongMessage? longMessage)
    {
        CountingRandom random = new();
        WebSocketSession session = new(WebSocketSession.MinInputBytes, messageBytes, 2048, 0, longMessage, random);
        return new WebSocketClient(session, this, random, _limits, _counters);
    }

    private void Begin(string? protocol, int port = 0, string path = "/")
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        int target = port > 0 ? port : ((IPEndPoint)_listener.LocalEndPoint!).Port;
        socket.Connect(IPAddress.Loopback, target);
        _client.Begin(socket, "127.0.0.1:" + target, path, protocol, null, _clock.NowMs);
    }

    private Socket Accept()
    {
        Socket socket = _listener.Accept();
        socket.NoDelay = true;
        socket.ReceiveTimeout = 5000;
        return socket;
    }

    // The handshake done by hand.
    private Socket Open()
    {
        Begin(null);
        Socket server = Accept();
        Answer(server, "", []);
        PassUntil(() => _client.IsOpen);
        return server;
    }

    private void Answer(Socket server, string more, byte[] behind)
    {
        _client.Pass(_clock.NowMs);
        string request = AutobahnSocketPeer.ReadHead(server);
        int at = request.IndexOf("Sec-WebSocket-Key: ", StringComparison.Ordinal) + 19;
        byte[] accept = new byte[AcceptKey.AcceptLength];
        AcceptKey.Write(Encoding.ASCII.GetBytes(request), at, accept, 0);
        string head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + Encoding.ASCII.GetString(accept) + "\r\n" + more + "\r\n";
        server.Send([.. Encoding.ASCII.GetBytes(head), .. behind]);
    }

    private async Task<WebSocket> AcceptAsync(string protocol)
    {
        Socket socket = await _listener.AcceptAsync(TestContext.CancellationToken);
        string request = await Task.Run(() => AutobahnSocketPeer.ReadHead(socket), TestContext.CancellationToken);
        int at = request.IndexOf("Sec-WebSocket-Key: ", StringComparison.Ordinal) + 19;
        string key = request.Substring(at, AcceptKey.KeyLength);
        string accept = Convert.ToBase64String(System.Security.Cryptography.SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
        socket.Send(Encoding.ASCII.GetBytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: " + protocol + "\r\nSec-WebSocket-Accept: " + accept + "\r\n\r\n"));
        return WebSocket.CreateFromStream(new NetworkStream(socket, true), new WebSocketCreationOptions { IsServer = true, SubProtocol = protocol });
    }

    private void Pass(int afterMs)
    {
        _clock.Advance(afterMs);
        for (int i = 0; i < 5; i++)
        {
            Thread.Sleep(1);
            _client.Pass(_clock.NowMs);
        }
    }

    private void PassUntil(Func<bool> isSo)
    {
        long endMs = Environment.TickCount64 + 5000;
        while (!isSo())
        {
            _client.Pass(_clock.NowMs);
            Assert.IsLessThan(endMs, Environment.TickCount64, "never; " + _client.Error);
            Thread.Sleep(1);
        }
    }

    private async Task<T> PassWhile<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            _client.Pass(_clock.NowMs);
            await Task.Delay(1, TestContext.CancellationToken);
        }

        return await task;
    }
}
