using System;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class ClientHandshakeTests
{
    // The key of the bytes 1 to 16 and its answer: websocket-server pairs that were computed elsewhere.
    private const string Key = "AQIDBAUGBwgJCgsMDQ4PEA==";
    private const string Answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: C/0nmHhBztSRGR1CwL6Tf4ZjwpY=\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n";

    private readonly ClientHandshake _handshake = new ClientHandshake(new CountingRandom());

    [TestMethod]
    public void Begin_MakesTheRequest()
    {
        byte[] request = _handshake.Begin("central:8080", "/ocpp/CP1", "ocpp1.6", "Basic abc");
        Assert.AreEqual(
            "GET /ocpp/CP1 HTTP/1.1\r\nHost: central:8080\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + Key
                + "\r\nSec-WebSocket-Protocol: ocpp1.6\r\nAuthorization: Basic abc\r\n\r\n",
            Text(request, request.Length));
    }

    [TestMethod]
    public void Begin_WithoutProtocolAndAuthorization_LeavesThemOut()
    {
        byte[] request = _handshake.Begin("central", "/", null, null);
        string text = Text(request, request.Length);
        Assert.IsTrue(text.IndexOf("Protocol") < 0 && text.IndexOf("Authorization") < 0, text);
    }

    [TestMethod]
    public void Read_GoodAnswer_IsRightAtItsLastByte()
    {
        Begin();
        byte[] head = Buffer(Answer + "\u0081");
        for (int count = 0; count < Answer.Length; count++)
        {
            Assert.AreEqual(ClientHandshake.NotYet, _handshake.Read(head, count), count.ToString());
        }

        Assert.AreEqual(Answer.Length, _handshake.Read(head, Answer.Length + 1));
        Assert.AreEqual(101, _handshake.Status);
        Assert.AreEqual("ocpp1.6", _handshake.AgreedProtocol);
        Assert.IsNull(_handshake.Error);
    }

    [TestMethod]
    public void Read_OtherOrderAndCase_IsRight()
    {
        _handshake.AllowsNoProtocol = true;
        Begin();
        string answer = "HTTP/1.1 101 x\r\nSEC-WEBSOCKET-ACCEPT:C/0nmHhBztSRGR1CwL6Tf4ZjwpY=  \r\nServer: y\r\nconnection: keep-alive, UPGRADE\r\nupgrade: WebSocket\r\n\r\n";
        Assert.AreEqual(answer.Length, _handshake.Read(Buffer(answer), answer.Length), _handshake.Error);
        Assert.IsNull(_handshake.AgreedProtocol);
    }

    // RFC 6455, section 4.1: each demand alone.
    [TestMethod]
    [DataRow("101", "401", "the server answers 401")]
    [DataRow("101", "200", "the server answers 200")]
    [DataRow("101", "1O1", "the answer is no HTTP/1.1")]
    [DataRow("101", "1011", "the answer is no HTTP/1.1")]
    [DataRow("101 ", "101x", "the answer is no HTTP/1.1")]
    [DataRow("Sec-WebSocket-Protocol", "X-Protocol", "the server chose no subprotocol")]
    [DataRow("HTTP/1.1", "HTTP/1.0", "the answer is no HTTP/1.1")]
    [DataRow("Upgrade: websocket", "X: websocket", "the answer's Upgrade is not websocket")]
    [DataRow("Upgrade: websocket", "Upgrade: h2c", "the answer's Upgrade is not websocket")]
    [DataRow("Connection: Upgrade", "Connection: close", "the answer's Connection does not name upgrade")]
    [DataRow("Sec-WebSocket-Accept", "X-Accept", "the answer has no Sec-WebSocket-Accept")]
    [DataRow("C/0n", "c/0n", "the answer's Sec-WebSocket-Accept is wrong")]
    [DataRow("ocpp1.6", "ocpp2.0", "the server chose a subprotocol that was not offered")]
    [DataRow("Sec-WebSocket-Protocol: ocpp1.6", "Sec-WebSocket-Extensions: permessage-deflate", "the server uses an extension that was not offered")]
    [DataRow("Sec-WebSocket-Protocol: ocpp1.6", "nothing", "a line of the answer has no colon")]
    public void Read_OneThingWrong_IsRefused(string right, string wrong, string error)
    {
        Begin();
        int at = Answer.IndexOf(right);
        string answer = Answer.Substring(0, at) + wrong + Answer.Substring(at + right.Length);
        Assert.AreEqual(ClientHandshake.Refused, _handshake.Read(Buffer(answer), answer.Length));
        Assert.AreEqual(error, _handshake.Error);
    }

    [TestMethod]
    public void Read_StatusWithoutReason_IsRight()
    {
        Begin();
        string answer = "HTTP/1.1 101" + Answer.Substring(Answer.IndexOf("\r\n"));
        Assert.AreEqual(answer.Length, _handshake.Read(Buffer(answer), answer.Length), _handshake.Error);
    }

    [TestMethod]
    public void Read_AcceptTwice_IsRefused()
    {
        Begin();
        string answer = Answer.Substring(0, Answer.Length - 2) + "Sec-WebSocket-Accept: C/0nmHhBztSRGR1CwL6Tf4ZjwpY=\r\n\r\n";
        Assert.AreEqual(ClientHandshake.Refused, _handshake.Read(Buffer(answer), answer.Length));
    }

    [TestMethod]
    public void Read_ProtocolThatNobodyOffered_IsRefused()
    {
        _handshake.Begin("central", "/", null, null);
        Assert.AreEqual(ClientHandshake.Refused, _handshake.Read(Buffer(Answer), Answer.Length));
    }

    [TestMethod]
    public void Read_HeadWithoutEnd_IsRefusedWhenTheBufferIsFull()
    {
        Begin();
        byte[] head = Buffer("HTTP/1.1 101 x");
        Assert.AreEqual(ClientHandshake.NotYet, _handshake.Read(head, head.Length - 1));
        Assert.AreEqual(ClientHandshake.Refused, _handshake.Read(head, head.Length));
    }

    private static byte[] Buffer(string text)
    {
        byte[] buffer = new byte[512];
        byte[] bytes = Ascii.Of(text);
        Array.Copy(bytes, 0, buffer, 0, bytes.Length);
        return buffer;
    }

    private static string Text(byte[] bytes, int count)
    {
        return System.Text.Encoding.UTF8.GetString(bytes, 0, count);
    }

    private void Begin()
    {
        _handshake.Begin("central", "/", "ocpp1.6", null);
    }
}
