using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Core;

[TestClass]
public sealed class Crc32Tests
{
    [TestMethod]
    public void Of_CheckText_GivesTheCatalogueValue()
    {
        byte[] check = Ascii.Of("123456789");

        Assert.AreEqual(0xCBF43926L, (long)Crc32.Of(check, 0, check.Length));
    }

    [TestMethod]
    public void Of_PartOfAnArray_LooksAtNothingElse()
    {
        byte[] check = Ascii.Of("xx123456789yy");

        Assert.AreEqual(0xCBF43926L, (long)Crc32.Of(check, 2, 9));
    }

    [TestMethod]
    public void Of_Zeros_IsNotZero()
    {
        // An erased or zeroed record must not pass for a good one.
        Assert.AreNotEqual(0L, (long)Crc32.Of(new byte[8], 0, 8));
    }
}
