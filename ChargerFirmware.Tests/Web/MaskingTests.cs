using ChargerFirmware.Tests.Doubles;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class MaskingTests
{
    [TestMethod]
    public void Apply_RfcExample_GivesHello()
    {
        // RFC 6455, section 5.7.
        byte[] frame = Hex.Parse("818537FA213D7F9F4D5158");
        Masking.Apply(frame, 2, frame, 6, 5, 0);
        Assert.AreEqual("48656C6C6F", Hex.Of(frame, frame.Length).Substring(12));
    }

    [TestMethod]
    public void Apply_EveryLengthOffsetAndSplit_IsTheExclusiveOrOfEachByte()
    {
        byte[] key = { 0xAA, 0x11, 0x22, 0x44, 0x88 };
        for (int length = 0; length <= 21; length++)
        {
            for (int split = 0; split <= length; split++)
            {
                byte[] data = new byte[length + 6];
                for (int i = 0; i < data.Length; i++)
                {
                    data[i] = (byte)(i * 37);
                }

                Masking.Apply(key, 1, data, 3, split, 0);
                Masking.Apply(key, 1, data, 3 + split, length - split, split);
                for (int i = 0; i < data.Length; i++)
                {
                    int at = i - 3;
                    int expected = at >= 0 && at < length ? (i * 37 & 0xFF) ^ key[1 + (at & 3)] : i * 37 & 0xFF;
                    Assert.AreEqual(expected, (int)data[i], "length " + length.ToString() + " split " + split.ToString() + " at " + i.ToString());
                }
            }
        }
    }
}
