using System.Text;
using ChargerFirmware.Can;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>Frames as text lines.</summary>
[TestClass]
public class SlcanTests
{
    [TestMethod]
    [DataRow("t0000", 0u, false, false, 0)]
    [DataRow("t7FF80102030405060708", 0x7FFu, false, false, 8)]
    [DataRow("T0000AAAA6145001F4A532", 0xAAAAu, true, false, 6)]
    [DataRow("T1FFFFFFF1FF", 0x1FFFFFFFu, true, false, 1)]
    [DataRow("r3054", 0x305u, false, true, 4)]
    [DataRow("R18FF50E58", 0x18FF50E5u, true, true, 8)]
    public void ParseAndFormat_GoodLine_Agree(string text, uint id, bool extended, bool remote, int length)
    {
        var frame = new CanFrame();
        Assert.IsTrue(Parse(text, frame));
        Assert.AreEqual(id, frame.Id);
        Assert.AreEqual(extended, frame.Extended);
        Assert.AreEqual(remote, frame.Remote);
        Assert.AreEqual(length, frame.Length);
        Assert.AreEqual(text, Slcan.Format(frame));
    }

    [TestMethod]
    public void Parse_LowerCaseDigits_AreReadAndWrittenInUpperCase()
    {
        var frame = new CanFrame();
        Assert.IsTrue(Parse("T18ff50e52abCd", frame));
        Assert.AreEqual("T18FF50E52ABCD", Slcan.Format(frame));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("t")]
    [DataRow("t12")]
    [DataRow("t123")]
    [DataRow("t8000")]
    [DataRow("t1239")]
    [DataRow("t123A")]
    [DataRow("t123/")]
    [DataRow("t1231")]
    [DataRow("t1231A")]
    [DataRow("t1231AAB")]
    [DataRow("t1231AG")]
    [DataRow("t1231 A")]
    [DataRow("tG000")]
    [DataRow("t-120")]
    [DataRow("t1230 ")]
    [DataRow(" t1230")]
    [DataRow("T200000000")]
    [DataRow("TFFFFFFFF0")]
    [DataRow("T0000AAAA")]
    [DataRow("T0000AAA0")]
    [DataRow("r1231AA")]
    [DataRow("R0000AAAA1AA")]
    [DataRow("O")]
    [DataRow("C")]
    [DataRow("S5")]
    [DataRow("V")]
    [DataRow("x1230")]
    public void Parse_AnythingElse_IsRefused(string text)
    {
        Assert.IsFalse(Parse(text, new CanFrame()));
    }

    private static bool Parse(string text, CanFrame frame)
    {
        return Slcan.TryParse(Encoding.ASCII.GetBytes(text), frame);
    }
}
