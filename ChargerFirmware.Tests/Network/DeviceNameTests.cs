using ChargerFirmware.Network;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Network;

[TestClass]
public class DeviceNameTests
{
    [TestMethod]
    public void Of_NothingWanted_HasTheLastDigitsOfTheChip()
    {
        Assert.AreEqual("charger-B2C3", DeviceName.Of("", "246F28A1B2C3"));
        Assert.AreEqual("Garage", DeviceName.Of("Garage", "246F28A1B2C3"));
    }

    [TestMethod]
    [DataRow("charger-B2C3", "charger-b2c3")]
    [DataRow("My  Charger!", "my-charger")]
    [DataRow("--a--", "a")]
    [DataRow("K\u00fcche", "k-che")]
    [DataRow("???", "charger")]
    public void LabelOf_AnyName_IsALabel(string name, string label)
    {
        Assert.AreEqual(label, DeviceName.LabelOf(name));
    }

    [TestMethod]
    [DataRow("192.168.4.1", true)]
    [DataRow("0.0.0.0", true)]
    [DataRow("256.1.1.1", false)]
    [DataRow("1.2.3", false)]
    [DataRow("1.2.3.4.5", false)]
    [DataRow("1..2.3", false)]
    [DataRow("", false)]
    [DataRow("fe80::1", false)]
    public void AddressText_TryParse_TakesFourNumbersOnly(string text, bool isAddress)
    {
        Assert.AreEqual(isAddress, AddressText.TryParse(text, new byte[4]));
    }
}
