using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class HandshakeTests
{
    private const string Good =
        "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private readonly HttpRequest _request = new HttpRequest(2048);
    private readonly Handshake _handshake = new Handshake(new HostCheck(new SettingValues(new SettingTable()), new WebNames(), null!));

    [TestMethod]
    public void Check_GoodRequest_IsRight()
    {
        Assert.AreEqual(HttpStatus.Ok, Check(Good));
        Assert.AreEqual(HttpStatus.Ok, _handshake.CheckHosts(_request, Ascii.Of("127.0.0.1")));
        Assert.IsNull(_handshake.Error);
    }

    [TestMethod]
    public void Check_ExtensionsAndProtocolsOffered_DoNotMatter()
    {
        Assert.AreEqual(HttpStatus.Ok, Check(Good + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\nSec-WebSocket-Protocol: chat, superchat\r\n"));
    }

    // In the order of the checks: the first that fails tells.
    [TestMethod]
    [DataRow("GET /ws", "POST /ws", 405)]
    [DataRow("GET /ws", "HEAD /ws", 405)]
    [DataRow("HTTP/1.1", "HTTP/1.0", 400)]
    [DataRow("Upgrade: websocket", "Upgrade: h2c", 426)]
    [DataRow("Upgrade: websocket", "X: websocket", 426)]
    [DataRow("Connection: Upgrade", "Connection: keep-alive", 400)]
    [DataRow("Connection: Upgrade", "Connection: upgrades", 400)]
    [DataRow("Connection: Upgrade", "X: Upgrade", 400)]
    [DataRow("Version: 13", "Version: 8", 426)]
    [DataRow("Version: 13", "Version: 013", 426)]
    [DataRow("Version: 13", "Version: 13, 8", 426)]
    [DataRow("Version: 13", "Versions: 13", 426)]
    [DataRow("Sec-WebSocket-Key", "X-Key", 400)]
    [DataRow("dGhlIHNhbXBsZSBub25jZQ==", "", 400)]
    [DataRow("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ=", 400)]
    [DataRow("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQA=", 400)]
    [DataRow("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQAA", 400)]
    [DataRow("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ===", 400)]
    [DataRow("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNh-XBsZSBub25jZQ==", 400)]
    [DataRow("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZ Bub25jZQ==", 400)]
    public void Check_OneThingWrong_IsRefusedWithItsStatus(string right, string wrong, int status)
    {
        int at = Good.IndexOf(right);
        Assert.IsTrue(at >= 0);
        Assert.AreEqual(status, Check(Good.Substring(0, at) + wrong + Good.Substring(at + right.Length)), wrong);
        Assert.IsNotNull(_handshake.Error);
    }

    [TestMethod]
    public void Check_KeyTwice_IsRefused()
    {
        Assert.AreEqual(HttpStatus.BadRequest, Check(Good + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
    }

    [TestMethod]
    public void Check_VersionTwice_IsRefused()
    {
        Assert.AreEqual(HttpStatus.UpgradeRequired, Check(Good + "Sec-WebSocket-Version: 13\r\n"));
    }

    [TestMethod]
    public void Check_Body_IsRefused()
    {
        Assert.AreEqual(HttpStatus.BadRequest, Check(Good + "Content-Length: 3\r\n"));
        Assert.AreEqual(HttpStatus.Ok, Check(Good + "Content-Length: 0\r\n"));
    }

    [TestMethod]
    [DataRow("Origin: http://localhost:3000\r\n", 200)]
    [DataRow("Origin: http://127.0.0.1\r\n", 200)]
    [DataRow("Origin: null\r\n", 403)]
    [DataRow("Origin: https://evil.example\r\n", 403)]
    public void CheckHosts_Origin_MustBeOurs(string origin, int status)
    {
        Assert.AreEqual(HttpStatus.Ok, Check(Good + origin));
        Assert.AreEqual(status, _handshake.CheckHosts(_request, Ascii.Of("127.0.0.1")));
    }

    private int Check(string head)
    {
        HeadReader reader = new HeadReader(_request, new HttpWords(), 32);
        reader.Begin(_request.Used);
        byte[] bytes = Ascii.Of(head + "\r\n");
        for (int i = 0; i < bytes.Length; i++)
        {
            _request.Buffer[i] = bytes[i];
        }

        Assert.AreEqual(HttpStatus.Ok, reader.Read(bytes.Length), head);
        return _handshake.Check(_request);
    }
}
