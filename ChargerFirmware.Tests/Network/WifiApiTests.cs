using System.Text;
using ChargerFirmware.Core;
using ChargerFirmware.Network;
using ChargerFirmware.Ports;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Network;

[TestClass]
public class WifiApiTests
{
    private const string PasswordRule = "password must be a text of 8 to 63 ASCII characters, or empty for an open network";
    private const string NameRule = "ssid must be a text of 1 to 32 bytes without control characters";

    private readonly NetworkBoard _board = new NetworkBoard();
    private readonly WifiApi _api;

    public WifiApiTests()
    {
        _api = new WifiApi(_board);
    }

    [TestMethod]
    public void Connect_NameAndPassword_AreAskedForAndTheBodyIsWiped()
    {
        byte[] body = Encoding.UTF8.GetBytes("{\"ssid\":\"Caf\\u00e9\",\"password\":\"p\\\"ssword 1\"}");
        Assert.IsNull(_api.Connect(body, 0, body.Length));
        string name;
        string password;
        Assert.IsTrue(_board.TakeConnect(out name, out password));
        Assert.AreEqual("Caf\u00e9", name);
        Assert.AreEqual("p\"ssword 1", password);
        for (int i = 0; i < body.Length; i++)
        {
            Assert.AreEqual(0, (int)body[i]);
        }
    }

    [TestMethod]
    [DataRow("{\"ssid\":\"Guest\"}")]
    [DataRow("{\"password\":\"\",\"ssid\":\"Guest\"}")]
    public void Connect_OpenNetwork_NeedsNoPassword(string body)
    {
        Assert.IsNull(Connect(body));
        string name;
        string password;
        Assert.IsTrue(_board.TakeConnect(out name, out password));
        Assert.AreEqual("", password);
    }

    [TestMethod]
    [DataRow("{}", "ssid is missing")]
    [DataRow("{\"password\":\"12345678\"}", "ssid is missing")]
    [DataRow("{\"ssid\":\"\",\"password\":\"12345678\"}", NameRule)]
    [DataRow("{\"ssid\":7}", NameRule)]
    [DataRow("{\"ssid\":null}", NameRule)]
    [DataRow("{\"ssid\":\"a\\u0000b\"}", NameRule)]
    [DataRow("{\"ssid\":\"123456789012345678901234567890123\"}", NameRule)]
    [DataRow("{\"ssid\":\"a\",\"password\":\"1234567\"}", PasswordRule)]
    [DataRow("{\"ssid\":\"a\",\"password\":12345678}", PasswordRule)]
    [DataRow("{\"ssid\":\"a\",\"password\":\"1234567\\n\"}", PasswordRule)]
    [DataRow("{\"ssid\":\"a\",\"password\":\"p\\u00e4ssword\"}", PasswordRule)]
    [DataRow("{\"ssid\":\"a\",\"password\":\"1234567890123456789012345678901234567890123456789012345678901234\"}", PasswordRule)]
    [DataRow("{\"ssid\":\"a\",\"ssid\":\"b\"}", "ssid is given twice")]
    [DataRow("{\"ssid\":\"a\",\"password\":\"12345678\",\"password\":\"12345678\"}", "password is given twice")]
    [DataRow("{\"ssid\":\"a\",\"pasword\":\"12345678\"}", "there is no field pasword")]
    [DataRow("{\"ssid\":{\"a\":1}}", NameRule)]
    [DataRow("[]", "the body must be a JSON object with ssid and password")]
    [DataRow("", "the body is not JSON: the text is empty at byte 0")]
    [DataRow("{\"ssid\":\"a\"", "the body is not JSON: the text ends too early at byte 11")]
    public void Connect_Wrong_IsRefusedByNameAndNothingIsAskedFor(string body, string error)
    {
        Assert.AreEqual(error, Connect(body));
        string name;
        string password;
        Assert.IsFalse(_board.TakeConnect(out name, out password));
    }

    [TestMethod]
    public void WriteItem_EveryItem_MakesOneObjectWithoutAPassword()
    {
        NetworkStatus status = new NetworkStatus();
        status.State = NetworkState.Online;
        status.Name = "Home";
        status.Address = "192.168.1.7";
        status.RssiDbm = -60;
        status.AccessPointName = "charger-A1B2";
        status.AccessPointAddress = "192.168.4.1";
        _board.Publish(status);
        WifiScan scan = new WifiScan();
        scan.Add("Home", -60, 1);
        scan.Add("a\"b", -70, 0);
        scan.Add("unknown", -80, -1);
        Assert.IsTrue(_board.TakeScan(new FoundRadio(scan)));

        TextBuffer text = new TextBuffer(1000);
        JsonWriter json = new JsonWriter(text);
        int step = 0;
        while (_api.WriteItem(json, step))
        {
            step++;
        }

        Assert.AreEqual(
            "{\"state\":\"online\",\"ssid\":\"Home\",\"address\":\"192.168.1.7\",\"rssiDbm\":-60,\"attempts\":0,\"lastError\":null,\"lastErrorSsid\":null,"
            + "\"accessPoint\":{\"on\":false,\"ssid\":\"charger-A1B2\",\"address\":\"192.168.4.1\",\"stations\":0},\"mdnsName\":null,\"scanning\":true,"
            + "\"networks\":[{\"ssid\":\"Home\",\"rssiDbm\":-60,\"secured\":true},{\"ssid\":\"a\\\"b\",\"rssiDbm\":-70,\"secured\":false},{\"ssid\":\"unknown\",\"rssiDbm\":-80,\"secured\":null}]}",
            text.ToString());
    }

    private string Connect(string body)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        return _api.Connect(bytes, 0, bytes.Length);
    }

    // A radio that does nothing but have found something.
    private sealed class FoundRadio : INetwork
    {
        private readonly WifiScan _found;

        public FoundRadio(WifiScan found)
        {
            _found = found;
        }

        public string ChipId => "";

        public bool CanDoBoth => true;

        public bool HasCredentials => false;

        public string StoredName => "";

        public int StationState => 0;

        public string StationAddress => "";

        public string StationMask => "";

        public int StationRssiDbm => 0;

        public bool IsAccessPointUp => false;

        public string AccessPointAddress => "";

        public bool NeedsRestart => false;

        public int AccessPointStations => 0;

        public bool HasDhcpServer => false;

        public long UnixMs => -1;

        public bool CanLookUpNames => false;

        public bool BeginConnect() => false;

        public bool BeginTry(string name, string password) => false;

        public bool KeepTried() => false;

        public bool ClearCredentials() => false;

        public void Disconnect()
        {
        }

        public void StartAccessPoint(string name, string password)
        {
        }

        public void StopAccessPoint()
        {
        }

        public bool BeginScan() => false;

        public bool TakeScan(WifiScan into)
        {
            into.CopyFrom(_found);
            return true;
        }

        public void ShowAccessPoint(string name, string password)
        {
        }

        public string LookUp(string name) => "";

        public void SetTime(long unixSeconds)
        {
        }
    }
}
