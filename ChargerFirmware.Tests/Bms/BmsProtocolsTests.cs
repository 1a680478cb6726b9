using ChargerFirmware.Bms;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Bms;

[TestClass]
public class BmsProtocolsTests
{
    [TestMethod]
    public void Create_UnknownName_GivesNothing()
    {
        Assert.IsNull(BmsProtocols.Create("daly", new SilentUart()));
    }

    [TestMethod]
    public void Create_Jbd_OpensTheLineAtTheVendorsRate()
    {
        SilentUart uart = new SilentUart();

        Assert.IsNotNull(BmsProtocols.Create("jbd", uart));
        Assert.AreEqual(9600, uart.BitsPerSecond);
    }
}
