using ChargerFirmware.Bms;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Bms;

[TestClass]
public class BmsProtocolsTests
{
    [TestMethod]
    public void Create_UnknownName_GivesNothing()
    {
        Assert.IsNull(BmsProtocols.Create("daly", new SilentUart(), 9600));
    }

    [TestMethod]
    public void Create_Jbd_OpensTheLineAtTheGivenRate()
    {
        SilentUart uart = new SilentUart();

        Assert.IsNotNull(BmsProtocols.Create("jbd", uart, 19200));
        Assert.AreEqual(19200, uart.BitsPerSecond);
    }
}
