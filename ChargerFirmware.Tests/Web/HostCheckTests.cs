using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Core;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class HostCheckTests
{
    private readonly SettingValues _values = new SettingValues(new SettingTable());
    private readonly SettingStore _store;
    private readonly WebNames _names = new WebNames();
    private readonly HostCheck _check;
    private readonly byte[] _local = Ascii.Of("192.168.4.1");

    public HostCheckTests()
    {
        _store = new SettingStore(new FakeFlash(), _values);
        _store.Load();
        _check = new HostCheck(_values, _names, null!);
    }

    [TestMethod]
    [DataRow("192.168.4.1", 200)]
    [DataRow("192.168.4.1:80", 200)]
    [DataRow("192.168.4.1:", 200)]
    [DataRow("localhost:8080", 403)]
    [DataRow("LocalHost", 403)]
    [DataRow("127.0.0.1:65535", 403)]
    [DataRow("192.168.4.2", 403)]
    [DataRow("192.168.4.10", 403)]
    [DataRow("192.168.4.1.evil.example", 403)]
    [DataRow("evil.example", 403)]
    [DataRow("localhost.evil.example", 403)]
    [DataRow("127.0.0.1.", 403)]
    [DataRow("[::1]:8080", 403)]
    [DataRow("[fe80::1]", 403)]
    [DataRow("charger.local", 403)]
    [DataRow("user@localhost", 403)]
    [DataRow("", 400)]
    [DataRow(":80", 400)]
    [DataRow("localhost:80a", 400)]
    [DataRow("localhost:123456", 400)]
    [DataRow("localhost:80:80", 400)]
    [DataRow("[::1", 400)]
    [DataRow("[::1]80", 400)]
    public void Check_Host_IsOursForeignOrNone(string host, int status)
    {
        Assert.AreEqual(status, Check(host), host);
    }

    [TestMethod]
    [DataRow("127.0.0.1", "localhost:8080", 200)]
    [DataRow("127.0.0.1", "LocalHost", 200)]
    [DataRow("127.0.0.2", "127.0.0.1:65535", 200)]
    [DataRow("[::1]", "localhost", 200)]
    [DataRow("10.127.0.1", "localhost", 403)]
    [DataRow("192.168.4.1", "127.0.0.1", 403)]
    [DataRow("127.0.0.1", "127.0.0.1.", 403)]
    [DataRow("127.0.0.1", "localhost.evil.example", 403)]
    public void Check_Localhost_IsOursOnTheSameMachineOnly(string local, string host, int status)
    {
        byte[] bytes = Ascii.Of(host);
        Assert.AreEqual(status, _check.Check(bytes, 0, bytes.Length, Ascii.Of(local)), host);
    }

    [TestMethod]
    [DataRow("0.0.0.0", "127.0.0.1", "0.0.0.0:8080", 200)]
    [DataRow("[::]", "[::1]", "[::]:8080", 200)]
    [DataRow("0.0.0.0", "192.168.4.1", "0.0.0.0", 403)]
    [DataRow("0.0.0.0", "127.0.0.1", "0.0.0.0.evil.example", 403)]
    public void Check_AddressThatTheServerListensOn_IsOursOnTheSameMachine(string any, string local, string host, int status)
    {
        HostCheck check = new HostCheck(_values, _names, Ascii.Of(any));
        byte[] bytes = Ascii.Of(host);
        Assert.AreEqual(status, check.Check(bytes, 0, bytes.Length, Ascii.Of(local)), host);
        byte[] origin = Ascii.Of("http://evil.example");
        Assert.IsFalse(check.IsOriginOurs(origin, 0, origin.Length, Ascii.Of(local)));
    }

    [TestMethod]
    public void Check_LocalAddressOfSixthVersion_IsOurs()
    {
        byte[] host = Ascii.Of("[FE80::1]:80");
        Assert.AreEqual(HttpStatus.Ok, _check.Check(host, 0, host.Length, Ascii.Of("[fe80::1]")));
    }

    [TestMethod]
    public void Check_MdnsName_IsOursOnceItIsSet()
    {
        _names.MdnsName = "charger.local";
        Assert.AreEqual(HttpStatus.Ok, Check("Charger.Local:80"));
        _names.MdnsName = null;
        Assert.AreEqual(HttpStatus.Forbidden, Check("charger.local"));
    }

    [TestMethod]
    public void Check_NamesOfTheSetting_AreOurs()
    {
        SetAllowed("garage.example, Charger2,,");
        Assert.AreEqual(HttpStatus.Ok, Check("GARAGE.example"));
        Assert.AreEqual(HttpStatus.Ok, Check("charger2:81"));
        Assert.AreEqual(HttpStatus.Forbidden, Check("example"));
        Assert.AreEqual(HttpStatus.BadRequest, Check(""));
        SetAllowed("");
        Assert.AreEqual(HttpStatus.Forbidden, Check("charger2"));
    }

    [TestMethod]
    [DataRow("http://192.168.4.1", true)]
    [DataRow("http://192.168.4.1:8080", true)]
    [DataRow("https://192.168.4.1", true)]
    [DataRow("HTTP://192.168.4.1:1", true)]
    [DataRow("null", false)]
    [DataRow("", false)]
    [DataRow("http://", false)]
    [DataRow("http://evil.example", false)]
    [DataRow("http://evil.example#192.168.4.1", false)]
    [DataRow("http://192.168.4.1/", false)]
    [DataRow("file://192.168.4.1", false)]
    [DataRow("192.168.4.1", false)]
    [DataRow("chrome-extension://localhost", false)]
    public void IsOriginOurs_Origin_MustNameAHostOfOurs(string origin, bool expected)
    {
        byte[] bytes = Ascii.Of(origin);
        Assert.AreEqual(expected, _check.IsOriginOurs(bytes, 0, bytes.Length, _local), origin);
    }

    private void SetAllowed(string hosts)
    {
        SettingChanges changes = new SettingChanges(_values.Table);
        Assert.IsNull(changes.AddText("web.allowedHosts", hosts));
        Assert.IsTrue(_store.Commit(changes));
    }

    private int Check(string host)
    {
        byte[] bytes = Ascii.Of("x" + host);
        return _check.Check(bytes, 1, bytes.Length - 1, _local);
    }
}
