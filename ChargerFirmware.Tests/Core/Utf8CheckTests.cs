using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Core;

[TestClass]
public class Utf8CheckTests
{
    // RFC 3629, section 4: the first and last character of each row, and what lies around.
    private static readonly string[] Valid =
    {
        "", "00", "41", "7F", "C280", "DFBF", "E0A080", "E0BFBF", "E18080", "ECBFBF", "ED8080", "ED9FBF", "EE8080", "EFBFBF",
        "F0908080", "F0BFBFBF", "F1808080", "F3BFBFBF", "F4808080", "F48FBFBF", "EFBFBE", "EFBFBD", "CEBAE1BDB9CF83CEBCCEB5",
        "48656C6C6F2DC2B540C39FC3B6C3A4C3BCC3A0C3A12D5554462D382121",
    };

    private static readonly string[] Invalid =
    {
        "80", "BF", "C0", "C080", "C1BF", "C200", "C2C0", "C27F", "DF41", "E08080", "E09FBF", "E0A000", "EDA080", "EDBFBF", "EE8000", "E141",
        "F08FBFBF", "F0808080", "F4908080", "F5808080", "F8888080", "FC84808080", "FE", "FF", "F09080C0", "41C0AF41", "CEBAE1BDB9CF83CEBCCEB5EDA080656469746564",
    };

    [TestMethod]
    public void Feed_ValidText_IsAcceptedHoweverItIsSplit()
    {
        for (int i = 0; i < Valid.Length; i++)
        {
            byte[] text = Hex.Parse(Valid[i]);
            for (int split = 0; split <= text.Length; split++)
            {
                Utf8Check check = new Utf8Check();
                Assert.IsTrue(check.Feed(text, 0, split), Valid[i] + " up to " + split.ToString());
                Assert.IsTrue(check.Feed(text, split, text.Length - split), Valid[i] + " from " + split.ToString());
                Assert.IsTrue(check.IsComplete, Valid[i]);
            }
        }
    }

    [TestMethod]
    public void Feed_InvalidText_IsRefusedHoweverItIsSplit()
    {
        for (int i = 0; i < Invalid.Length; i++)
        {
            byte[] text = Hex.Parse(Invalid[i]);
            for (int split = 0; split <= text.Length; split++)
            {
                Utf8Check check = new Utf8Check();
                bool isRight = check.Feed(text, 0, split) && check.Feed(text, split, text.Length - split);
                Assert.IsFalse(isRight, Invalid[i] + " split at " + split.ToString());
            }
        }
    }

    [TestMethod]
    public void Feed_InvalidText_IsRefusedAtTheFirstByteThatProvesIt()
    {
        // U+D800 is wrong at its second byte, U+110000 too; "F8" at once.
        AssertRefusedAt("EDA080", 1);
        AssertRefusedAt("F4908080", 1);
        AssertRefusedAt("F8888080", 0);
        AssertRefusedAt("C0AF", 0);
        AssertRefusedAt("E28228", 2);
    }

    [TestMethod]
    public void IsComplete_TextEndsWithinACharacter_IsFalseUntilReset()
    {
        Utf8Check check = new Utf8Check();
        byte[] text = Hex.Parse("F09F98");
        Assert.IsTrue(check.Feed(text, 0, text.Length));
        Assert.IsFalse(check.IsComplete);
        check.Reset();
        Assert.IsTrue(check.IsComplete);
        Assert.IsTrue(check.Feed(text, 0, 1));
        Assert.IsFalse(check.IsComplete);
    }

    [TestMethod]
    public void Feed_EveryPairOfBytes_AgreesWithTheTable()
    {
        byte[] text = new byte[2];
        for (int first = 0; first < 256; first++)
        {
            for (int second = 0; second < 256; second++)
            {
                text[0] = (byte)first;
                text[1] = (byte)second;
                Utf8Check check = new Utf8Check();
                bool isWhole = check.Feed(text, 0, 2) && check.IsComplete;
                bool expected = (first < 0x80 && second < 0x80) || (first >= 0xC2 && first <= 0xDF && second >= 0x80 && second <= 0xBF);
                Assert.AreEqual(expected, isWhole, first.ToString("X2") + second.ToString("X2"));
            }
        }
    }

    // Plain text is skipped four bytes at a time: one wrong byte at any of the places must be seen.
    [TestMethod]
    public void Feed_LoneByteWithinPlainText_IsRefusedAtEveryPlace()
    {
        for (int length = 4; length <= 9; length++)
        {
            for (int at = 0; at < length; at++)
            {
                AssertLoneByteIsRefused(length, at, 0x00, 0x80);
                AssertLoneByteIsRefused(length, at, 0x7F, 0xFF);
            }
        }
    }

    private static void AssertLoneByteIsRefused(int length, int at, int plain, int lone)
    {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++)
        {
            text[i] = (byte)plain;
        }

        Utf8Check check = new Utf8Check();
        Assert.IsTrue(check.Feed(text, 0, length));
        text[at] = (byte)lone;
        Assert.IsFalse(check.Feed(text, 0, length), length.ToString() + " at " + at.ToString());
    }

    private static void AssertRefusedAt(string hex, int at)
    {
        byte[] text = Hex.Parse(hex);
        Utf8Check check = new Utf8Check();
        for (int i = 0; i < at; i++)
        {
            Assert.IsTrue(check.Feed(text, i, 1), hex + " byte " + i.ToString());
        }

        Assert.IsFalse(check.Feed(text, at, 1), hex);
    }
}
