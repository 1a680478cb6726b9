using ChargerFirmware.Core;
using ChargerFirmware.Network;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Network;

[TestClass]
public class OwnNetworkStartTests
{
    private readonly ManualClock _clock = new ManualClock();
    private readonly FakeFlash _flash = new FakeFlash();
    private readonly FakeWifiDriver _driver;
    private SettingStore _store;

    public OwnNetworkStartTests()
    {
        _driver = new FakeWifiDriver(_clock);
    }

    [TestMethod]
    public void Prepare_FirstStart_MakesAPassword_AndWantsOneStart()
    {
        SettingValues values = Load();
        Assert.IsTrue(Prepare(values));
        string password = values.TextOf(values.Table.WifiApPassword);
        Assert.AreEqual(ApPassword.Length, password.Length);
        _driver.StartAnew();

        SettingValues next = Load();
        Assert.IsFalse(Prepare(next), "it is what the platform has opened");
        Assert.AreEqual(password, next.TextOf(next.Table.WifiApPassword));
        Assert.IsTrue(_driver.RunsAccessPoint("charger-B2C3", password));
        Assert.AreEqual(1, _driver.OwnWrites);
    }

    [TestMethod]
    public void Prepare_PlatformRefuses_NoStart()
    {
        _driver.StoreRefuses = true;

        Assert.IsFalse(Prepare(Load()));
    }

    [TestMethod]
    public void Prepare_PlatformForgets_NoSecondStart()
    {
        _driver.ForgetsOwnNetwork = true;
        Assert.IsTrue(Prepare(Load()));
        _driver.StartAnew();

        Assert.IsFalse(Prepare(Load()));
        _driver.StartAnew();
        Assert.IsFalse(Prepare(Load()));
    }

    [TestMethod]
    public void Prepare_PasswordCannotBeStored_NoStart()
    {
        SettingValues values = Load();
        _flash.Refuses = true;

        Assert.IsFalse(Prepare(values));
        Assert.AreEqual(0, _driver.OwnWrites);
    }

    [TestMethod]
    public void Ask_OtherWords_WantsAStartAgain()
    {
        OwnNetworkStart start = new OwnNetworkStart(_driver, _flash);
        Assert.IsTrue(start.Ask("a", "password1"));
        _driver.StartAnew();
        Assert.IsFalse(start.Ask("a", "password1"));
        Assert.IsTrue(start.Ask("a", "password2"));
        _driver.StartAnew();
        Assert.IsTrue(start.Ask("a", "password1"));
    }

    private bool Prepare(SettingValues values)
    {
        return new OwnNetworkStart(_driver, _flash).Prepare(values, _store, new FixedSystem());
    }

    private SettingValues Load()
    {
        SettingValues values = new SettingValues(new SettingTable());
        _store = new SettingStore(_flash, values, new Log(_clock, 512));
        _store.Load();
        return values;
    }

    private sealed class FixedSystem : ISystem
    {
        public string FirmwareVersion => "";

        public long FreeMemoryBytes => 0;

        public void FillRandom(byte[] target)
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = (byte)(i * 7);
            }
        }

        public void Restart(string reason)
        {
        }
    }
}
