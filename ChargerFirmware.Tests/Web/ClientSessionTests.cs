using System;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

/// <summary>What the client's role changes in a session: the rest is the same code as the server's.</summary>
[TestClass]
public class ClientSessionTests
{
    private readonly CountingRandom _random = new CountingRandom();
    private readonly WebSocketSession _session;

    public ClientSessionTests()
    {
        _session = new WebSocketSession(WebSocketSession.MinInputBytes, 300, 400, 0, null, _random);
        _session.Open(new byte[0], 0, 0);
    }

    [TestMethod]
    public void Process_UnmaskedText_IsTheMessage()
    {
        Assert.IsTrue(Feed("810548656C6C6F"));
        Assert.AreEqual("48656C6C6F", Hex.Of(_session.Message.Buffer, 5));
    }

    [TestMethod]
    public void Process_MaskedFrame_EndsWith1002AtItsSecondByte()
    {
        Feed("8185");
        Assert.IsTrue(_session.HasEnded);
        Assert.AreEqual(CloseCode.ProtocolError, _session.EndCode);
    }

    [TestMethod]
    public void Process_Ping_IsAnsweredMaskedWithAKeyOfItsOwn()
    {
        Feed("89024142" + "89024142");
        Assert.AreEqual("8A82010203044040" + "8A82050607084444", Hex.Of(Sent(), 16));
        Assert.AreEqual(2, _random.Calls);
    }

    [TestMethod]
    public void TryAppendFrame_Message_IsMaskedAndTheCallersBytesStay()
    {
        byte[] text = Ascii.Of("Hello");
        Assert.IsTrue(_session.Output.TryAppendFrame(Opcode.Text, text, 0, text.Length));
        Assert.AreEqual("81850102030449676F686E", Hex.Of(Sent(), 11));
        Assert.AreEqual("48656C6C6F", Hex.Of(text, 5));
    }

    [TestMethod]
    public void TryAppendFrame_RoomForTheKeyIsMissing_IsRefusedWhole()
    {
        OutputBuffer output = new OutputBuffer(20, _random);
        Assert.IsFalse(output.TryAppendFrame(Opcode.Text, new byte[15], 0, 15));
        Assert.AreEqual(0, output.Count);
        Assert.IsTrue(output.TryAppendFrame(Opcode.Text, new byte[14], 0, 14));
        Assert.AreEqual(0, output.Free);
    }

    [TestMethod]
    public void TryAppendFrame_LengthsAtTheBorders_AreReadAgain()
    {
        int[] lengths = new int[] { 0, 125, 126, 127, 65535, 65536 };
        OutputBuffer output = new OutputBuffer(65550, _random);
        FrameHeader header = new FrameHeader();
        for (int i = 0; i < lengths.Length; i++)
        {
            byte[] payload = new byte[lengths[i]];
            output.Clear();
            Assert.IsTrue(output.TryAppendFrame(Opcode.Binary, payload, 0, payload.Length));
            int head = header.Read(output.Data, output.Start, output.Count);
            Assert.IsTrue(header.IsMasked && header.IsLengthLegal);
            Assert.AreEqual(lengths[i], header.PayloadLength);
            Assert.AreEqual(output.Count, head + lengths[i]);
        }
    }

    [TestMethod]
    public void Process_Close_IsEchoedMasked()
    {
        Feed("880203E8");
        Assert.IsTrue(_session.HasEnded && _session.IsClean);
        Assert.AreEqual("88820102030402EA", Hex.Of(Sent(), 8));
    }

    [TestMethod]
    public void PrepareReceive_AfterTheEnd_ReadsOnAndForgets()
    {
        Feed("880203E8");
        Sent();
        Assert.IsFalse(Feed("8101418101428101438101448101"));
        Assert.AreEqual(0, _session.Output.Count);
        _session.PrepareReceive();
        Assert.IsTrue(_session.ReceiveCount > 0);
    }

    private bool Feed(string hex)
    {
        byte[] bytes = Hex.Parse(hex);
        _session.PrepareReceive();
        Array.Copy(bytes, 0, _session.ReceiveBuffer, _session.ReceiveOffset, bytes.Length);
        _session.Received(bytes.Length);
        return _session.Process();
    }

    private byte[] Sent()
    {
        OutputBuffer output = _session.Output;
        byte[] sent = new byte[output.Count];
        Array.Copy(output.Data, output.Start, sent, 0, sent.Length);
        _session.Sent(sent.Length);
        return sent;
    }
}
