using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class WebSocketSessionTests
{
    private const string Ping5 = "898537FA213D7F9F4D5158";

    [TestMethod]
    public void Process_RfcTextFrame_IsTheMessageHoweverItIsSplit()
    {
        byte[] frame = Hex.Parse("818537FA213D7F9F4D5158");
        for (int piece = 1; piece <= frame.Length; piece++)
        {
            SessionRig rig = new SessionRig();
            rig.Feed(frame, piece);
            Assert.AreEqual(1, rig.Messages.Count, "pieces of " + piece.ToString());
            Assert.AreEqual("Hello", rig.Message(0));
            Assert.AreEqual(Opcode.Text, rig.Session.Message.Opcode);
            Assert.AreEqual("", rig.Sent);
        }
    }

    [TestMethod]
    public void Process_WordOfTheOriginalProtocol_IsTheMessage()
    {
        SessionRig rig = new SessionRig();
        rig.Feed("818437FA213D44964E4A");
        Assert.AreEqual("slow", rig.Message(0));
    }

    [TestMethod]
    public void Process_FiveFramesAtOnce_AreFiveMessages()
    {
        byte[] frames = new byte[0];
        for (int i = 0; i < 5; i++)
        {
            frames = ClientFrames.Join(frames, ClientFrames.Text("message " + i.ToString()));
        }

        for (int piece = 1; piece <= frames.Length; piece += 7)
        {
            SessionRig rig = new SessionRig();
            rig.Feed(frames, piece);
            Assert.AreEqual(5, rig.Messages.Count);
            Assert.AreEqual("message 4", rig.Message(4));
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(125)]
    [DataRow(126)]
    [DataRow(127)]
    [DataRow(128)]
    [DataRow(1024)]
    public void Process_LengthsAtTheBorders_AreTaken(int length)
    {
        byte[] text = Letters(length);
        for (int piece = 1; piece <= 2048; piece *= 2)
        {
            SessionRig rig = new SessionRig();
            rig.Feed(ClientFrames.Of(Opcode.Text, true, text), piece);
            Assert.AreEqual(1, rig.Messages.Count);
            Assert.AreEqual(length, rig.Message(0).Length);
            Assert.IsTrue(rig.Session.IsOpen);
        }
    }

    [TestMethod]
    [DataRow(65535)]
    [DataRow(65536)]
    [DataRow(200000)]
    public void Process_LongMessageWithinItsLimit_IsTaken(int length)
    {
        SessionRig rig = new SessionRig(200000);
        rig.Feed(ClientFrames.Of(Opcode.Text, true, Letters(length)), 4096);
        Assert.AreEqual(length, rig.Message(0).Length);
    }

    [TestMethod]
    public void Process_MessageAboveItsLimit_EndsWith1009AtItsHead()
    {
        byte[] frame = ClientFrames.Of(Opcode.Text, true, Letters(1025));
        SessionRig rig = new SessionRig();
        rig.Feed(frame, 8);
        AssertEnd(rig, CloseCode.TooBig);
        Assert.IsTrue(rig.Unread > 1000, "nothing of the payload was read");
    }

    [TestMethod]
    public void Process_FragmentsAboveTheLimitTogether_EndWith1009()
    {
        SessionRig rig = new SessionRig();
        rig.Feed(ClientFrames.Of(Opcode.Text, false, Letters(1000)), 5000);
        Assert.IsTrue(rig.Session.IsOpen);
        rig.Feed(ClientFrames.Of(Opcode.Continuation, true, Letters(25)), 5000);
        AssertEnd(rig, CloseCode.TooBig);
    }

    [TestMethod]
    public void Process_LengthOf63Bits_EndsWith1009()
    {
        SessionRig rig = new SessionRig();
        rig.Feed("81FF7FFFFFFFFFFFFFFF00000000");
        AssertEnd(rig, CloseCode.TooBig);
    }

    [TestMethod]
    public void Process_Fragments_AreOneMessage()
    {
        byte[] fragments = ClientFrames.Join(
            ClientFrames.Of(Opcode.Text, false, Ascii.Of("Hel")),
            ClientFrames.Join(ClientFrames.Of(Opcode.Continuation, false, new byte[0]), ClientFrames.Of(Opcode.Continuation, true, Ascii.Of("lo"))));
        for (int piece = 1; piece <= fragments.Length; piece++)
        {
            SessionRig rig = new SessionRig();
            rig.Feed(fragments, piece);
            Assert.AreEqual(1, rig.Messages.Count);
            Assert.AreEqual("Hello", rig.Message(0));
        }
    }

    [TestMethod]
    public void Process_PingBetweenFragments_IsAnsweredAtOnce()
    {
        SessionRig rig = new SessionRig();
        rig.Feed(ClientFrames.Of(Opcode.Text, false, Ascii.Of("Hel")), 100);
        rig.Feed(Ping5);
        Assert.AreEqual("8A0548656C6C6F", rig.Sent);
        Assert.AreEqual(0, rig.Messages.Count);
        rig.Feed(ClientFrames.Of(Opcode.Continuation, true, Ascii.Of("lo")), 100);
        Assert.AreEqual("Hello", rig.Message(0));
    }

    [TestMethod]
    public void Process_PingHoweverSplit_IsAnsweredWithItsPayload()
    {
        byte[] ping = ClientFrames.Of(Opcode.Ping, true, Letters(125));
        for (int piece = 1; piece <= ping.Length; piece += 5)
        {
            SessionRig rig = new SessionRig();
            rig.Feed(ping, piece);
            Assert.AreEqual("8A7D" + Hex.Of(Letters(125), 125), rig.Sent);
        }
    }

    [TestMethod]
    public void Process_EmptyPing_IsAnsweredEmpty()
    {
        SessionRig rig = new SessionRig();
        rig.Feed("898001020304");
        Assert.AreEqual("8A00", rig.Sent);
    }

    [TestMethod]
    public void Process_TenPings_AreAllAnsweredInOrder()
    {
        string frames = "";
        string expected = "";
        for (int i = 0; i < 10; i++)
        {
            byte[] payload = Ascii.Of("payload-" + i.ToString());
            byte[] ping = ClientFrames.Of(Opcode.Ping, true, payload);
            frames += Hex.Of(ping, ping.Length);
            expected += "8A0" + payload.Length.ToString("X1") + Hex.Of(payload, payload.Length);
        }

        SessionRig rig = new SessionRig();
        byte[] bytes = Hex.Parse(frames);
        rig.Feed(bytes, 64);
        Assert.AreEqual(expected, rig.Sent);
    }

    [TestMethod]
    public void Process_UnsolicitedPong_IsPassedOver()
    {
        SessionRig rig = new SessionRig();
        rig.Feed("8A8537FA213D7F9F4D5158");
        Assert.AreEqual("", rig.Sent);
        Assert.IsTrue(rig.Session.IsOpen);
        rig.Feed("818537FA213D7F9F4D5158");
        Assert.AreEqual(1, rig.Messages.Count);
    }

    // What the first two bytes tell is refused before the rest has come.
    [TestMethod]
    [DataRow("8105", "frame not masked")]
    [DataRow("C185", "reserved bit set without an extension")]
    [DataRow("A185", "reserved bit set without an extension")]
    [DataRow("9185", "reserved bit set without an extension")]
    [DataRow("C985", "reserved bit set without an extension")]
    [DataRow("8385", "reserved opcode")]
    [DataRow("8485", "reserved opcode")]
    [DataRow("8585", "reserved opcode")]
    [DataRow("8685", "reserved opcode")]
    [DataRow("8785", "reserved opcode")]
    [DataRow("8B85", "reserved opcode")]
    [DataRow("8C85", "reserved opcode")]
    [DataRow("8D85", "reserved opcode")]
    [DataRow("8E85", "reserved opcode")]
    [DataRow("8F85", "reserved opcode")]
    [DataRow("0985", "control frame in fragments")]
    [DataRow("0A85", "control frame in fragments")]
    [DataRow("0885", "control frame in fragments")]
    [DataRow("89FE", "control frame above 125 bytes")]
    [DataRow("8AFE", "control frame above 125 bytes")]
    [DataRow("88FE", "control frame above 125 bytes")]
    [DataRow("89FF", "control frame above 125 bytes")]
    [DataRow("8085", "continuation of nothing")]
    [DataRow("0085", "continuation of nothing")]
    [DataRow("81FE007D00000000", "length not in its shortest form")]
    [DataRow("81FF000000000000007D00000000", "length not in its shortest form")]
    [DataRow("81FF800000000000000000000000", "length not in its shortest form")]
    public void Process_FrameThatMayNotBe_EndsWith1002(string hex, string reason)
    {
        SessionRig rig = new SessionRig();
        rig.Feed(hex);
        AssertEnd(rig, CloseCode.ProtocolError);
        byte[] text = Ascii.Of(reason);
        Assert.AreEqual("88" + (2 + text.Length).ToString("X2") + "03EA" + Hex.Of(text, text.Length), rig.Sent);
    }

    [TestMethod]
    public void Process_GoodMessageBeforeABadFrame_IsStillGiven()
    {
        SessionRig rig = new SessionRig();
        rig.Feed("818537FA213D7F9F4D5158" + "F185000000000000000000");
        Assert.AreEqual("Hello", rig.Message(0));
        AssertEnd(rig, CloseCode.ProtocolError);
    }

    [TestMethod]
    public void Process_NewTextWithinAMessage_EndsWith1002()
    {
        SessionRig rig = new SessionRig();
        rig.Feed(ClientFrames.Of(Opcode.Text, false, Ascii.Of("a")), 100);
        rig.Feed(ClientFrames.Of(Opcode.Text, true, Ascii.Of("b")), 100);
        AssertEnd(rig, CloseCode.ProtocolError);
        Assert.AreEqual(0, rig.Messages.Count);
    }

    [TestMethod]
    public void Process_ContinuationAfterTheLastFragment_EndsWith1002()
    {
        SessionRig rig = new SessionRig();
        rig.Feed(ClientFrames.Of(Opcode.Text, false, Ascii.Of("a")), 100);
        rig.Feed(ClientFrames.Of(Opcode.Continuation, true, Ascii.Of("b")), 100);
        rig.Feed(ClientFrames.Of(Opcode.Continuation, true, Ascii.Of("c")), 100);
        Assert.AreEqual("ab", rig.Message(0));
        AssertEnd(rig, CloseCode.ProtocolError);
    }

    [TestMethod]
    public void Process_BinaryWhereTextIsWanted_EndsWith1003()
    {
        SessionRig rig = new SessionRig();
        rig.Feed(ClientFrames.Of(Opcode.Binary, true, new byte[3]), 100);
        AssertEnd(rig, CloseCode.Unsupported);
    }

    [TestMethod]
    public void Process_BinaryWhereItIsWelcome_IsTakenWhateverItHolds()
    {
        SessionRig rig = new SessionRig();
        rig.Session.AcceptsBinary = true;
        rig.Releases = false;
        rig.Feed(ClientFrames.Of(Opcode.Binary, true, Hex.Parse("C0AFFF00")), 3);
        Assert.IsTrue(rig.Session.Message.IsComplete);
        Assert.AreEqual(Opcode.Binary, rig.Session.Message.Opcode);
        Assert.AreEqual("C0AFFF00", Hex.Of(rig.Session.Message.Buffer, 4));
    }

    [TestMethod]
    public void Process_CharacterSplitBetweenFragments_IsText()
    {
        byte[] text = Hex.Parse("CEBAE1BDB9CF83F09F9880");
        for (int split = 0; split <= text.Length; split++)
        {
            byte[] first = new byte[split];
            byte[] second = new byte[text.Length - split];
            for (int i = 0; i < text.Length; i++)
            {
                if (i < split)
                {
                    first[i] = text[i];
                }
                else
                {
                    second[i - split] = text[i];
                }
            }

            SessionRig rig = new SessionRig();
            rig.Feed(ClientFrames.Of(Opcode.Text, false, first), 100);
            rig.Feed(ClientFrames.Of(Opcode.Continuation, true, second), 1);
            Assert.AreEqual(1, rig.Messages.Count, "split at " + split.ToString());
            Assert.IsTrue(rig.Session.IsOpen);
        }
    }

    [TestMethod]
    [DataRow("C0AF")]
    [DataRow("EDA080")]
    [DataRow("F4908080")]
    [DataRow("FF")]
    [DataRow("41E282")]
    public void Process_TextNotUtf8_EndsWith1007(string hex)
    {
        byte[] frame = ClientFrames.Of(Opcode.Text, true, Hex.Parse(hex));
        for (int piece = 1; piece <= frame.Length; piece++)
        {
            SessionRig rig = new SessionRig();
            rig.Feed(frame, piece);
            AssertEnd(rig, CloseCode.InvalidText);
            Assert.AreEqual(0, rig.Messages.Count);
        }
    }

    [TestMethod]
    public void Process_TextNotUtf8_IsRefusedBeforeItsEnd()
    {
        byte[] payload = Letters(500);
        payload[10] = 0xFF;
        byte[] frame = ClientFrames.Of(Opcode.Text, true, payload);
        SessionRig rig = new SessionRig();
        rig.Feed(frame, 30);
        AssertEnd(rig, CloseCode.InvalidText);
        Assert.IsTrue(rig.Unread > 400);
    }

    [TestMethod]
    public void Process_CloseWithCode_IsEchoedAndEndsCleanly()
    {
        SessionRig rig = new SessionRig();
        rig.Feed("88820000000003E8");
        Assert.AreEqual("880203E8", rig.Sent);
        Assert.IsTrue(rig.Session.HasEnded);
        Assert.IsTrue(rig.Session.IsClean);
        Assert.AreEqual(CloseCode.Normal, rig.Session.EndCode);
    }

    [TestMethod]
    public void Process_CloseWithoutCode_IsAnsweredWithoutCode()
    {
        SessionRig rig = new SessionRig();
        rig.Feed("888000000000");
        Assert.AreEqual("8800", rig.Sent);
        Assert.IsTrue(rig.Session.IsClean);
        Assert.AreEqual(CloseCode.None, rig.Session.EndCode);
    }

    [TestMethod]
    [DataRow(1000)]
    [DataRow(1001)]
    [DataRow(1002)]
    [DataRow(1003)]
    [DataRow(1007)]
    [DataRow(1008)]
    [DataRow(1009)]
    [DataRow(1010)]
    [DataRow(1011)]
    [DataRow(1012)]
    [DataRow(1014)]
    [DataRow(3000)]
    [DataRow(3999)]
    [DataRow(4000)]
    [DataRow(4999)]
    public void Process_CloseWithACodeThatMayBe_IsEchoed(int code)
    {
        SessionRig rig = new SessionRig();
        rig.Feed(ClientFrames.Close(code, "bye"), 3);
        Assert.AreEqual("8802" + code.ToString("X4"), rig.Sent);
        Assert.IsTrue(rig.Session.IsClean);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(999)]
    [DataRow(1004)]
    [DataRow(1005)]
    [DataRow(1006)]
    [DataRow(1015)]
    [DataRow(1016)]
    [DataRow(1100)]
    [DataRow(2000)]
    [DataRow(2999)]
    [DataRow(5000)]
    [DataRow(65535)]
    public void Process_CloseWithACodeThatMayNotBe_EndsWith1002(int code)
    {
        SessionRig rig = new SessionRig();
        rig.Feed(ClientFrames.Close(code, ""), 100);
        AssertEnd(rig, CloseCode.ProtocolError);
    }

    [TestMethod]
    public void Process_ClosePayloadOfOneByte_EndsWith1002()
    {
        SessionRig rig = new SessionRig();
        rig.Feed("88810000000003");
        AssertEnd(rig, CloseCode.ProtocolError);
    }

    [TestMethod]
    public void Process_CloseReason_MayHave123BytesOfUtf8()
    {
        SessionRig rig = new SessionRig();
        rig.Feed(ClientFrames.Close(1000, Ascii123()), 200);
        Assert.IsTrue(rig.Session.IsClean);

        SessionRig wrong = new SessionRig();
        wrong.Feed(ClientFrames.Of(Opcode.Close, true, Hex.Parse("03E8CEBAEDA080")), 200);
        AssertEnd(wrong, CloseCode.InvalidText);

        SessionRig cut = new SessionRig();
        cut.Feed(ClientFrames.Of(Opcode.Close, true, Hex.Parse("03E8CE")), 200);
        AssertEnd(cut, CloseCode.InvalidText);
    }

    [TestMethod]
    public void Process_DataAfterClose_IsNotRead()
    {
        SessionRig rig = new SessionRig();
        byte[] after = ClientFrames.Join(Hex.Parse("88820000000003E8"), ClientFrames.Join(ClientFrames.Text("late"), Hex.Parse(Ping5)));
        rig.Feed(after, after.Length);
        Assert.AreEqual("880203E8", rig.Sent);
        Assert.AreEqual(0, rig.Messages.Count);
        rig.Session.PrepareReceive();
        Assert.AreEqual(0, rig.Session.ReceiveCount);
    }

    [TestMethod]
    public void Process_CloseWithinAMessage_EndsCleanly()
    {
        SessionRig rig = new SessionRig();
        rig.Feed(ClientFrames.Of(Opcode.Text, false, Ascii.Of("a")), 100);
        rig.Feed("88820000000003E8");
        Assert.IsTrue(rig.Session.IsClean);
        Assert.AreEqual("880203E8", rig.Sent);
    }

    [TestMethod]
    public void Close_ByUs_PassesOverDataUntilThePeersClose()
    {
        SessionRig rig = new SessionRig();
        rig.Session.Close(CloseCode.GoingAway, "bye");
        rig.Work();
        Assert.AreEqual("880503E9627965", rig.Sent);
        Assert.IsFalse(rig.Session.IsOpen);
        Assert.IsFalse(rig.Session.HasEnded);
        byte[] big = ClientFrames.Of(Opcode.Text, true, Letters(5000));
        rig.Feed(big, 100);
        Assert.AreEqual(0, rig.Unread, "what was on its way is passed over, however long");
        rig.Feed(Ping5);
        rig.Feed(ClientFrames.Of(Opcode.Continuation, true, new byte[2]), 3);
        rig.Feed("88820000000003E9");
        Assert.IsTrue(rig.Session.IsClean);
        Assert.AreEqual(0, rig.Messages.Count);
        Assert.AreEqual("880503E9627965", rig.Sent, "nothing follows a close frame");
        Assert.AreEqual(CloseCode.GoingAway, rig.Session.EndCode);
    }

    [TestMethod]
    public void Close_Twice_SendsOneFrame()
    {
        SessionRig rig = new SessionRig();
        rig.Session.Close(CloseCode.GoingAway, "bye");
        rig.Session.Close(CloseCode.Normal, "again");
        rig.Work();
        Assert.AreEqual("880503E9627965", rig.Sent);
    }

    [TestMethod]
    public void Close_OffenceAfterwards_EndsWithoutASecondFrame()
    {
        SessionRig rig = new SessionRig();
        rig.Session.Close(CloseCode.GoingAway, "bye");
        rig.Feed("F185");
        Assert.IsTrue(rig.Session.HasEnded);
        Assert.IsFalse(rig.Session.IsClean);
        Assert.AreEqual("880503E9627965", rig.Sent);
    }

    [TestMethod]
    public void Process_OutputFull_LeavesPingsUnreadUntilThereIsRoom()
    {
        SessionRig rig = new SessionRig();
        rig.Drains = false;
        byte[] pings = new byte[0];
        for (int i = 0; i < 6; i++)
        {
            pings = ClientFrames.Join(pings, ClientFrames.Of(Opcode.Ping, true, Letters(100)));
        }

        rig.Feed(pings, 1000);
        Assert.AreEqual(2 * 102, rig.Session.Output.Count, "two pongs fit 256 bytes");
        Assert.IsTrue(rig.Unread > 200, "the rest is not read");
        int left = rig.Unread;
        rig.Drains = true;
        rig.Work();
        byte[] rest = new byte[left];
        for (int i = 0; i < left; i++)
        {
            rest[i] = pings[pings.Length - left + i];
        }

        rig.Feed(rest, 1000);
        Assert.AreEqual(6 * 102 * 2, rig.Sent.Length);
    }

    [TestMethod]
    public void Process_OutputFull_KeepsTheCloseFrameUntilThereIsRoom()
    {
        SessionRig rig = new SessionRig();
        rig.Drains = false;
        rig.Session.Output.TryAppend(new byte[250], 0, 250);
        rig.Feed("F185");
        Assert.IsTrue(rig.Session.HasEnded);
        Assert.IsTrue(rig.Session.IsCloseWaiting);
        rig.Drains = true;
        rig.Work();
        Assert.IsFalse(rig.Session.IsCloseWaiting);
        Assert.AreEqual("03EA", rig.Sent.Substring(2 * 250 + 4, 4));
    }

    [TestMethod]
    public void Process_MessageHeld_ReadsNothingUntilRelease()
    {
        SessionRig rig = new SessionRig();
        rig.Releases = false;
        rig.Feed(ClientFrames.Join(ClientFrames.Text("one"), ClientFrames.Text("two")), 9);
        Assert.IsTrue(rig.Session.Message.IsComplete);
        Assert.AreEqual(9, rig.Unread);
        rig.Session.PrepareReceive();
        Assert.AreEqual(0, rig.Session.ReceiveCount);
        rig.Session.Release();
        rig.Releases = true;
        rig.Feed(ClientFrames.Text("two"), 9);
        Assert.AreEqual("two", rig.Message(0));
    }

    [TestMethod]
    public void Open_BytesBehindTheHandshake_AreTheFirstFrame()
    {
        byte[] early = ClientFrames.Join(new byte[5], ClientFrames.Text("early"));
        SessionRig rig = new SessionRig();
        rig.Session.Open(early, 5, early.Length - 5);
        rig.Work();
        Assert.AreEqual("early", rig.Message(0));
    }

    [TestMethod]
    public void Open_AfterAnotherPeer_ForgetsEverything()
    {
        SessionRig rig = new SessionRig();
        rig.Feed(ClientFrames.Of(Opcode.Text, false, Hex.Parse("CE")), 100);
        rig.Feed("81850102");
        rig.Session.Open(new byte[0], 0, 0);
        rig.Sent = "";
        rig.Feed(ClientFrames.Text("new"), 100);
        Assert.AreEqual("new", rig.Message(0));
        Assert.AreEqual("", rig.Sent);
    }

    [TestMethod]
    public void Headroom_BeforeTheMessage_TakesAFrameHead()
    {
        WebSocketSession session = new WebSocketSession(WebSocketSession.MinInputBytes, 100, 256, FrameHeader.MaxUnmaskedLength);
        byte[] frame = ClientFrames.Text("echo");
        session.Open(frame, 0, frame.Length);
        Assert.IsTrue(session.Process());
        int start = session.Message.Start - FrameHeader.LengthFor(session.Message.Length);
        FrameHeader.Write(session.Message.Buffer, start, session.Message.Opcode, true, session.Message.Length);
        Assert.AreEqual("81046563686F", Hex.Of(session.Message.Buffer, session.Message.Start + 4).Substring(start * 2));
    }

    private static void AssertEnd(SessionRig rig, int code)
    {
        Assert.IsTrue(rig.Session.HasEnded, "the session goes on");
        Assert.IsFalse(rig.Session.IsClean);
        Assert.AreEqual(code, rig.Session.EndCode);
        int at = rig.Sent.IndexOf("88");
        Assert.IsTrue(at >= 0, "no close frame in " + rig.Sent);
        Assert.AreEqual(code.ToString("X4"), rig.Sent.Substring(at + 4, 4));
    }

    private static byte[] Letters(int length)
    {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++)
        {
            text[i] = (byte)('a' + i % 26);
        }

        return text;
    }

    private static string Ascii123()
    {
        string text = "";
        for (int i = 0; i < 123; i++)
        {
            text += "x";
        }

        return text;
    }
}
