using ChargerFirmware.Bms;
using ChargerFirmware.Bms.Jbd;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Bms.Jbd;

[TestClass]
public class JbdParserTests
{
    private readonly BmsCounters _counters = new BmsCounters();
    private readonly JbdParser _parser;

    public JbdParserTests()
    {
        _parser = new JbdParser(_counters);
        _parser.Expect(JbdRegister.Cells);
    }

    [TestMethod]
    public void Next_GoodFrame_ShowsStatusAndData()
    {
        Add(JbdReplies.Cells);

        Assert.IsTrue(_parser.Next());
        Assert.AreEqual(0, _parser.Status);
        Assert.AreEqual(8, _parser.PayloadLength);
        Assert.AreEqual(0x0F, (int)_parser.Buffer[_parser.PayloadOffset]);
        Assert.AreEqual(0x45, (int)_parser.Buffer[_parser.PayloadOffset + 1]);
        Assert.AreEqual(JbdError.NoFrame, _parser.FirstError);
        Assert.AreEqual(0, _counters.SkippedBytes);
        Assert.IsFalse(_parser.IsPending);
    }

    [TestMethod]
    public void Next_GluedFrames_GivesEachInTurn()
    {
        Add(JbdReplies.Cells + JbdReplies.Cells + JbdReplies.Cells);

        Assert.IsTrue(_parser.Next());
        Assert.IsTrue(_parser.Next());
        Assert.IsTrue(_parser.Next());
        Assert.IsFalse(_parser.Next());
        Assert.AreEqual(0, _counters.SkippedBytes);
    }

    [TestMethod]
    public void Next_EchoOfTheRequest_IsSkippedWholeAndCounted()
    {
        Add("DDA50400FFFC77" + JbdReplies.Cells);

        Assert.IsTrue(_parser.Next());
        Assert.AreEqual(8, _parser.PayloadLength);
        Assert.AreEqual(1, _counters.Unexpected);
        Assert.AreEqual(7, _counters.SkippedBytes);
        Assert.AreEqual(0, _counters.Bad);
        Assert.AreEqual(JbdError.UnexpectedRegister, _parser.FirstError);
        Assert.AreEqual(0xA5, _parser.ErrorRegister);
    }

    [TestMethod]
    public void Next_WholeFrameOfAnotherRegister_IsNotLookedInto()
    {
        // Data that is itself a frame of the register asked.
        byte[] wrapped = JbdReplies.Frame(JbdRegister.Basic, 0, Hex.Of(JbdReplies.Cells));
        Add(Hex.From(wrapped));

        Assert.IsFalse(_parser.Next());
        Assert.AreEqual(1, _counters.Unexpected);
        Assert.IsFalse(_parser.IsPending);
    }

    [TestMethod]
    [DataRow("DD0400080F450F3D0F370F3DFEC678", JbdError.BadEnd)]
    [DataRow("DD0400080F450F3D0F370F3DFEC777", JbdError.Checksum)]
    [DataRow("DD0400080F450F3D0F370F3CFEC677", JbdError.Checksum)]
    [DataRow("DD0401080F450F3D0F370F3DFEC677", JbdError.Checksum)]
    public void Next_DamagedFrame_IsDroppedAndTheNextIsFound(string damaged, int error)
    {
        Add(damaged + JbdReplies.Cells);

        Assert.IsTrue(_parser.Next());
        Assert.AreEqual(error, _parser.FirstError);
        Assert.AreEqual(-1, _parser.ErrorRegister);
        Assert.AreEqual(1, _counters.Bad);
        Assert.AreEqual(15, _counters.SkippedBytes);
    }

    [TestMethod]
    public void Next_RegisterDamaged_IsSkippedAsAnotherOne()
    {
        // The checksum of a reply does not cover the register.
        Add("DD0600080F450F3D0F370F3DFEC677");

        Assert.IsFalse(_parser.Next());
        Assert.AreEqual(JbdError.UnexpectedRegister, _parser.FirstError);
        Assert.AreEqual(6, _parser.ErrorRegister);
    }

    [TestMethod]
    [DataRow("DD")]
    [DataRow("DDDDDD")]
    [DataRow("DD04")]
    [DataRow("DD0400")]
    [DataRow("DD040008")]
    [DataRow("DD0400080F450F3D0F370F3DFEC6")]
    [DataRow("77DD00FF")]
    [DataRow("DD0400FF")]
    [DataRow("DD040081")]
    [DataRow("DD040005DD0400")]
    public void Next_FalseStartInFront_FindsTheFrameBehind(string prefix)
    {
        Add(prefix + JbdReplies.Cells);

        int found = _parser.Next() ? 1 : JbdParserFeed.CountFramesInSilence(_parser);
        Assert.AreEqual(1, found);
        Assert.AreEqual(8, _parser.PayloadLength);
        Assert.AreEqual(prefix.Length / 2, _counters.SkippedBytes);
    }

    [TestMethod]
    public void Next_LengthAboveTheCap_IsDroppedAtOnce()
    {
        Add("DD040081");

        Assert.IsFalse(_parser.Next());
        Assert.IsFalse(_parser.IsPending);
        Assert.AreEqual(JbdError.Truncated, _parser.FirstError);
    }

    [TestMethod]
    public void Next_LargestFrameAllowed_IsTaken()
    {
        byte[] frame = JbdReplies.Frame(JbdRegister.Cells, 0, new byte[JbdFrame.MaxPayload]);

        Assert.AreEqual(1, JbdParserFeed.CountFrames(_parser, frame));
        Assert.AreEqual(JbdFrame.MaxPayload, _parser.PayloadLength);
    }

    [TestMethod]
    public void Next_FalseStartAndNoSilence_FindsTheFrameOnceTheClaimedLengthHasPassed()
    {
        byte[] falseStart = Hex.Of("DD040080");
        byte[] stream = Hex.Join(Hex.Join(falseStart, Hex.Of(JbdReplies.Cells)), new byte[JbdFrame.MaxPayload + 3 - 15]);

        Assert.AreEqual(1, JbdParserFeed.CountFrames(_parser, stream));
    }

    [TestMethod]
    public void Next_EndlessGarbage_NeverFillsTheBuffer()
    {
        byte[] garbage = new byte[1000];
        for (int i = 0; i < garbage.Length; i++)
        {
            garbage[i] = 0xDD;
        }

        Assert.AreEqual(0, JbdParserFeed.CountFrames(_parser, garbage));
        Assert.IsTrue(_parser.MakeRoom() >= 26);
        // DD as a length is above the cap, so all but the last three bytes are judged.
        Assert.AreEqual(997, _counters.Bad);
        Assert.AreEqual(997, _counters.SkippedBytes);
        Assert.AreEqual(1, JbdParserFeed.CountFrames(_parser, Hex.Of(JbdReplies.Cells)));
    }

    [TestMethod]
    public void Next_BytesOfAnEarlierFrameBehindTheEnd_AreNotRead()
    {
        Add(JbdReplies.Cells);
        Assert.IsTrue(_parser.Next());
        _parser.Expect(JbdRegister.Cells);
        Add("DD040008");

        Assert.IsFalse(_parser.Next());
        Assert.AreEqual(11, _parser.MissingBytes);
    }

    [TestMethod]
    public void MissingBytes_AsTheFrameGrows_CountsDown()
    {
        byte[] frame = Hex.Of(JbdReplies.Cells);
        int[] expected = { 7, 6, 5, 4, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 };
        for (int i = 0; i < frame.Length; i++)
        {
            Assert.AreEqual(expected[i], _parser.MissingBytes);
            JbdParserFeed.Add(_parser, frame, i, 1);
            Assert.AreEqual(i == frame.Length - 1, _parser.Next());
        }
    }

    [TestMethod]
    public void GiveUp_NothingPending_SaysSo()
    {
        Add("00770102");

        Assert.IsFalse(_parser.Next());
        Assert.IsFalse(_parser.GiveUp());
        Assert.AreEqual(JbdError.NoFrame, _parser.FirstError);
        Assert.AreEqual(4, _counters.SkippedBytes);
    }

    [TestMethod]
    public void GiveUp_HalfAFrame_NamesItTruncated()
    {
        Add(JbdReplies.Cells.Substring(0, 16));

        Assert.IsFalse(_parser.Next());
        Assert.AreEqual(0, JbdParserFeed.CountFramesInSilence(_parser));
        Assert.AreEqual(JbdError.Truncated, _parser.FirstError);
        Assert.AreEqual(1, _counters.Bad);
        Assert.AreEqual(8, _counters.SkippedBytes);
    }

    [TestMethod]
    public void Expect_WithBytesLeft_ForgetsAndCountsThem()
    {
        Add("DD0400");
        Assert.IsFalse(_parser.Next());

        _parser.Expect(JbdRegister.Basic);

        Assert.IsFalse(_parser.IsPending);
        Assert.AreEqual(3, _counters.SkippedBytes);
        Assert.AreEqual(JbdError.NoFrame, _parser.FirstError);
    }

    [TestMethod]
    public void Note_SecondFailure_DoesNotReplaceTheFirst()
    {
        _parser.Note(JbdError.BmsStatus);
        _parser.Note(JbdError.PayloadTooShort);

        Assert.AreEqual(JbdError.BmsStatus, _parser.FirstError);
        Assert.AreEqual(JbdRegister.Cells, _parser.ErrorRegister);
    }

    private void Add(string hex)
    {
        byte[] bytes = Hex.Of(hex);
        Assert.AreEqual(bytes.Length, JbdParserFeed.Add(_parser, bytes, 0, bytes.Length));
    }
}
