using ChargerFirmware.Core;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

/// <summary>Sessions that take turns with one buffer for long messages.</summary>
[TestClass]
public class LongMessageTests
{
    private const int OwnBytes = 10;
    private const int LongBytes = 300;
    private readonly LongMessage _long = new LongMessage(LongBytes);
    private readonly SessionRig _first;
    private readonly SessionRig _second;

    public LongMessageTests()
    {
        _first = new SessionRig(OwnBytes, 256, _long);
        _second = new SessionRig(OwnBytes, 256, _long);
    }

    [TestMethod]
    public void Feed_MessagesOfEveryLength_ArriveWhole()
    {
        for (int length = 0; length <= LongBytes; length += 7)
        {
            string text = Repeat('x', length);
            _first.Feed(ClientFrames.Text(text), 50);

            Assert.AreEqual(text, (string)_first.Messages[_first.Messages.Count - 1], length.ToString());
            Assert.IsTrue(_long.IsFree, length.ToString());
        }
    }

    [TestMethod]
    public void Feed_FragmentsThatOutgrowTheOwnBuffer_AreJoined()
    {
        _first.Feed(ClientFrames.Join(ClientFrames.Of(Opcode.Text, false, Ascii.Of("12345678")), ClientFrames.Of(Opcode.Continuation, true, Ascii.Of("90abcdef"))), 100);

        Assert.AreEqual("1234567890abcdef", (string)_first.Messages[0]);
    }

    [TestMethod]
    public void Feed_LongerThanTheSharedBuffer_EndsWithTooBig()
    {
        _first.Feed(ClientFrames.Text(Repeat('x', LongBytes + 1)), 100);

        Assert.AreEqual(CloseCode.TooBig, _first.Session.EndCode);
        Assert.IsTrue(_long.IsFree);
    }

    [TestMethod]
    public void Feed_WhileAnotherHoldsTheBuffer_WaitsAndGoesOnAfterwards()
    {
        byte[] frame = ClientFrames.Text(Repeat('a', 200));
        byte[] begun = new byte[50];
        System.Array.Copy(frame, 0, begun, 0, begun.Length);
        _first.Feed(begun, 50);
        Assert.IsTrue(_first.Session.Message.IsHoldingUp);

        _second.Feed(ClientFrames.Text(Repeat('b', 200)), 50);
        Assert.AreEqual(0, _second.Messages.Count);
        Assert.IsTrue(_second.Unread > 0, "the waiting session stops reading");
        Assert.IsFalse(_second.Session.Message.IsHoldingUp);

        _first.Session.Release();
        Assert.IsTrue(_long.IsFree);
        Assert.IsFalse(_second.Session.Process());
        Assert.IsTrue(_second.Session.Message.IsHoldingUp, "its turn");
    }

    [TestMethod]
    public void Feed_ShortMessageWhileAnotherHoldsTheBuffer_IsNotHeldUp()
    {
        byte[] frame = ClientFrames.Text(Repeat('a', 200));
        byte[] begun = new byte[50];
        System.Array.Copy(frame, 0, begun, 0, begun.Length);
        _first.Feed(begun, 50);

        _second.Feed(ClientFrames.Text("short"), 50);

        Assert.AreEqual("short", (string)_second.Messages[0]);
    }

    private static string Repeat(char c, int count)
    {
        return new string(c, count);
    }
}
