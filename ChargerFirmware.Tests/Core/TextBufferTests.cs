using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Core;

[TestClass]
public class TextBufferTests
{
    private readonly TextBuffer _text = new TextBuffer(32);

    [TestMethod]
    [DataRow(0L, "0")]
    [DataRow(7L, "7")]
    [DataRow(-7L, "-7")]
    [DataRow(1234567890L, "1234567890")]
    [DataRow(long.MaxValue, "9223372036854775807")]
    [DataRow(long.MinValue, "-9223372036854775808")]
    public void AppendNumber_AnyNumber_WritesItsDigits(long value, string expected)
    {
        _text.AppendNumber(value);

        Assert.AreEqual(expected, _text.ToString());
    }

    [TestMethod]
    [DataRow(5284, 2, "52.84")]
    [DataRow(-5, 2, "-0.05")]
    [DataRow(0, 1, "0.0")]
    [DataRow(251, 1, "25.1")]
    [DataRow(-1000, 3, "-1.000")]
    public void AppendDecimal_FixedPoint_KeepsLeadingZeros(int value, int decimals, string expected)
    {
        _text.AppendDecimal(value, decimals);

        Assert.AreEqual(expected, _text.ToString());
    }

    [TestMethod]
    public void AppendHex_WritesUpperCaseWithLeadingZeros()
    {
        _text.AppendHex(0xAAAA, 8);
        _text.AppendHex(0xF, 1);

        Assert.AreEqual("0000AAAAF", _text.ToString());
    }

    [TestMethod]
    public void Append_Full_LeavesOutAndSaysSo()
    {
        TextBuffer small = new TextBuffer(4, 2);
        small.Append("abc");
        Assert.IsFalse(small.Overflowed);
        Assert.AreEqual(1, small.Free);

        small.Append("de");
        Assert.IsTrue(small.Overflowed);
        Assert.AreEqual("abc", small.ToString());
        Assert.AreEqual(2, small.Start);

        small.Clear();
        Assert.IsFalse(small.Overflowed);
        Assert.AreEqual(0, small.Length);
    }

    [TestMethod]
    public void Truncate_DropsTheTailAndItsOverflow()
    {
        TextBuffer small = new TextBuffer(4);
        small.Append("abcd");
        small.AppendByte('e');
        small.Truncate(2);

        Assert.AreEqual("ab", small.ToString());
        Assert.IsFalse(small.Overflowed);
    }
}
