using ChargerFirmware.Settings;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class WebLimitsTests
{
    [TestMethod]
    [DataRow("64", "8192", 6, 2048, true)]
    [DataRow("7", "1024", 6, 1024, true)]
    [DataRow("6", "2049", 6, 2048, true)]
    [DataRow("6", "2048", 6, 2048, false)]
    [DataRow("1", "1024", 1, 1024, false)]
    public void ForDevice_SettingsAboveItsMemory_AreCut(string browsers, string headBytes, int mayBrowse, int mayHead, bool isCut)
    {
        SettingValues values = new SettingValues(new SettingTable());
        Assert.IsNull(values.Overlay("web.maxBrowsers", browsers));
        Assert.IsNull(values.Overlay("web.headBytes", headBytes));
        WebLimits limits = WebLimits.ForDevice(values);
        Assert.AreEqual(mayBrowse, limits.MaxBrowsers);
        Assert.AreEqual(mayHead, limits.HeadBytes);
        Assert.AreEqual(isCut, limits.IsCut);
        Assert.AreEqual(mayBrowse + limits.RequestSlots + limits.LegacyPlaces, limits.MaxConnections);
    }
}
