using System.Linq;
using ChargerFirmware.Network;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Doubles;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Network;

/// <summary>Station, own network and what a user asks for. That the status is true is checked with every pass (<see cref="NetworkBench"/>).</summary>
[TestClass]
public sealed class ProvisioningTests
{
    private const int MinuteMs = 60_000;

    private readonly NetworkBench _bench = new();

    [TestMethod]
    public void Start_NothingStored_OpensOwnNetworkAtOnceAndShowsItsPassword()
    {
        _bench.Run(1000);

        Assert.IsTrue(_bench.Status.IsAccessPointUp);
        Assert.AreEqual("charger-B2C3", _bench.Radio.ApName);
        Assert.AreEqual(1, _bench.Shown.Count);
        Assert.AreEqual(_bench.Radio.ApPassword, _bench.Shown[0].Password);
        Assert.AreEqual(ApPassword.Length, _bench.Radio.ApPassword!.Length);
        Assert.DoesNotContain(_bench.Radio.ApPassword, _bench.LogText());
    }

    [TestMethod]
    public void Start_SecondTime_HasTheSamePassword()
    {
        _bench.Run(1000);
        NetworkBench again = new(null, _bench.Flash);
        again.Run(1000);

        Assert.AreEqual(_bench.Radio.ApPassword, again.Radio.ApPassword);
    }

    [TestMethod]
    public void Start_Stored_IsOnlineWithoutOpeningItsOwn()
    {
        _bench.Online();
        _bench.Run(10 * MinuteMs);

        Assert.AreEqual("192.168.1.77", _bench.Status.Address);
        Assert.AreEqual(1, _bench.Radio.Attempts);
        Assert.AreEqual(0, _bench.Radio.AccessPointStarts);
    }

    [TestMethod]
    public void Router_Silent_OwnNetworkOpensAfterTheSettingAndWaitsGrowToAMinute()
    {
        _bench.Online();
        _bench.Home.IsUp = false;
        long openedMs = _bench.RunUntil(() => _bench.Radio.AccessPointStarts > 0, 61_000, "own network");
        Assert.IsTrue(openedMs is >= 60_000 and < 60_100, "opened after " + openedMs);
        _bench.Run(10 * MinuteMs);
        int before = _bench.Radio.Attempts;
        _bench.Run(10 * MinuteMs);

        // 2 s of looking and a minute of waiting.
        int attempts = _bench.Radio.Attempts - before;
        Assert.IsTrue(attempts is 9 or 10, attempts + " attempts in ten minutes");
        Assert.AreEqual(NetworkError.NotFound, _bench.Status.LastError);
        Assert.AreEqual(1, _bench.LogText().Split('\n').Count(line => line.EndsWith("Home: notFound")), "one line, not one an attempt");
    }

    [TestMethod]
    public void Router_Back_OwnNetworkClosesTwoMinutesLaterUnlessSomebodyIsOnIt()
    {
        _bench.Radio.Store("Home", "charge-me");
        _bench.Home.IsUp = false;
        _bench.RunUntil(() => _bench.Status.IsAccessPointUp, 62_000, "own network");
        _bench.Radio.AccessPointStations = 1;
        _bench.Home.IsUp = true;
        _bench.RunUntil(() => _bench.Status.State == NetworkState.Online, MinuteMs + 5000, "online");
        _bench.Run(10 * MinuteMs);
        Assert.IsTrue(_bench.Status.IsAccessPointUp, "somebody is on it");
        _bench.Radio.AccessPointStations = 0;
        _bench.Run(100);
        Assert.IsFalse(_bench.Status.IsAccessPointUp);
        Assert.AreEqual(NetworkState.Online, _bench.Status.State);
    }

    [TestMethod]
    public void Connect_WrongPassword_IsToldAndWhatWasStoredStays()
    {
        _bench.Online();
        _bench.Radio.Routers.Add(new("Cafe", "right-one"));
        _bench.Board.AskConnect("Cafe", "wrong-one");
        Assert.AreEqual(NetworkState.Connecting, _bench.Status.State, "from the moment of asking");
        Assert.AreEqual("Cafe", _bench.Status.Name);
        _bench.RunUntil(() => _bench.Status.LastError == NetworkError.WrongPassword, 5000, "wrong password");
        Assert.AreEqual("Cafe", _bench.Status.FailedName);
        Assert.AreEqual("Home", _bench.Status.Name);
        _bench.RunUntil(() => _bench.Status.State == NetworkState.Online, 10_000, "back on Home");
        Assert.AreEqual("charge-me", _bench.Radio.StoredPassword);
        Assert.AreEqual(NetworkError.WrongPassword, _bench.Status.LastError, "still to be read on the page");
        Assert.DoesNotContain("wrong-one", _bench.LogText());
    }

    [TestMethod]
    public void Connect_RightPassword_IsStoredOnceItHasWorked()
    {
        _bench.Run(1000);
        _bench.Board.AskConnect("Home", "charge-me");
        _bench.RunUntil(() => _bench.Status.State == NetworkState.Online, 5000, "online");

        Assert.AreEqual("charge-me", _bench.Radio.StoredPassword);
        Assert.AreEqual(NetworkError.None, _bench.Status.LastError);
        Assert.IsTrue(_bench.Status.IsAccessPointUp, "the phone still reads there how it went");
        Assert.DoesNotContain("charge-me", _bench.LogText());
    }

    [TestMethod]
    public void Connect_StoreRefuses_IsOnlineAndSaysSo()
    {
        _bench.Radio.StoreRefuses = true;
        _bench.Board.AskConnect("Home", "charge-me");
        _bench.RunUntil(() => _bench.Status.State == NetworkState.Online, 5000, "online");
        Assert.AreEqual(NetworkError.NotStored, _bench.Status.LastError);
        Assert.AreEqual("Home", _bench.Status.Name);
        _bench.Home.IsUp = false;
        _bench.Run(1000);
        Assert.AreEqual(NetworkState.Unconfigured, _bench.Status.State);
    }

    [TestMethod]
    public void Stored_WrongPassword_IsTriedForEverWithWaits()
    {
        _bench.Radio.Store("Home", "old");
        _bench.Run(30 * MinuteMs);
        Assert.AreEqual(NetworkError.WrongPassword, _bench.Status.LastError);
        Assert.IsTrue(_bench.Status.IsAccessPointUp);
        Assert.IsTrue(_bench.Radio.Attempts is > 25 and < 40, _bench.Radio.Attempts + " attempts");
    }

    [TestMethod]
    public void Dhcp_NeverAnswers_EndsEachAttemptAndOpensOwnNetwork()
    {
        _bench.Home.GivesAddresses = false;
        _bench.Radio.Store("Home", "charge-me");
        long tookMs = _bench.RunUntil(() => _bench.Status.LastError == NetworkError.NoAddress, 30_000, "no address");
        Assert.IsTrue(tookMs >= Station.AddressLimitMs, "after " + tookMs);
        _bench.RunUntil(() => _bench.Status.IsAccessPointUp, 62_000, "own network");
        _bench.Home.GivesAddresses = true;
        _bench.RunUntil(() => _bench.Status.State == NetworkState.Online, 2 * MinuteMs, "online");
        Assert.AreEqual(NetworkError.None, _bench.Status.LastError);
    }

    [TestMethod]
    public void ConnectFlag_Hangs_EachAttemptEndsByItsTimeAndTheNextOneWorks()
    {
        _bench.Radio.ConnectHangs = true;
        _bench.Radio.Store("Home", "charge-me");
        long tookMs = _bench.RunUntil(() => _bench.Status.LastError == NetworkError.Timeout, 30_000, "time-out");
        Assert.IsTrue(tookMs is >= Station.JoinLimitMs and < Station.JoinLimitMs + 200, "after " + tookMs);
        _bench.Run(10 * MinuteMs);
        Assert.IsTrue(_bench.Status.IsAccessPointUp);
        _bench.Radio.ConnectHangs = false;
        _bench.RunUntil(() => _bench.Status.State == NetworkState.Online, 2 * MinuteMs, "online");
    }

    [TestMethod]
    public void Radio_CannotBegin_IsABusyRadioAndIsAskedAgain()
    {
        _bench.Radio.RefusesToBegin = true;
        _bench.Radio.Store("Home", "charge-me");
        _bench.RunUntil(() => _bench.Status.LastError == NetworkError.Busy, Station.BeginLimitMs + 1000, "busy");
        _bench.Radio.RefusesToBegin = false;
        _bench.RunUntil(() => _bench.Status.State == NetworkState.Online, 10_000, "online");
    }

    [TestMethod]
    public void Forget_Online_LeavesAndOpensOwnNetwork()
    {
        _bench.Online();
        _bench.Board.AskForget();
        Assert.AreEqual(NetworkState.Unconfigured, _bench.Status.State, "from the moment of asking");
        _bench.Run(1000);
        Assert.IsFalse(_bench.Radio.HasCredentials);
        Assert.AreEqual(StationState.Off, _bench.Radio.StationState);
        Assert.IsTrue(_bench.Status.IsAccessPointUp);
    }

    [TestMethod]
    public void Button_HeldFiveSeconds_OpensOwnNetworkWithANewPasswordOnce()
    {
        _bench.Run(1000);
        string first = _bench.Radio.ApPassword!;
        _bench.Online();
        _bench.Run(5 * MinuteMs);
        Assert.IsFalse(_bench.Status.IsAccessPointUp);
        _bench.Button.High = false;
        _bench.Run(4900);
        Assert.IsFalse(_bench.Status.IsAccessPointUp, "not before five seconds");
        _bench.Run(1000);
        Assert.IsTrue(_bench.Status.IsAccessPointUp);
        string second = _bench.Radio.ApPassword!;
        Assert.AreNotEqual(first, second);
        Assert.AreEqual(second, _bench.Shown.Last().Password);
        _bench.Run(20_000);
        Assert.AreEqual(second, _bench.Radio.ApPassword, "one press, one password");
        _bench.Button.High = true;
        Assert.AreEqual(NetworkState.Online, _bench.Status.State, "the station stays");
        _bench.Run(5 * MinuteMs);
        Assert.IsFalse(_bench.Status.IsAccessPointUp, "nobody came");
    }

    // Who has lost the PIN, or was locked out by another's, gets in by standing at the device.
    [TestMethod]
    public void Button_HeldFiveSeconds_ClearsThePinForGoodAndEndsItsSessions()
    {
        SettingChanges changes = new(_bench.Values.Table);
        changes.Set(_bench.Values.Table.WebPin, "4711");
        Assert.IsTrue(_bench.Store.Commit(changes));
        Access access = new(_bench.Values, new CountingRandom());
        Assert.IsTrue(access.IsPinSet);
        int ticket = access.Begin(_bench.Clock.NowMs);
        Assert.IsTrue(access.MayCommand(ticket, _bench.Clock.NowMs));
        Assert.IsFalse(access.MayCommand(Access.NoTicket, _bench.Clock.NowMs));

        _bench.Button.High = false;
        _bench.Run(4900);
        Assert.IsTrue(access.IsPinSet, "not by a sleeve");
        _bench.Run(300);
        _bench.Button.High = true;

        Assert.IsFalse(access.IsPinSet);
        Assert.IsTrue(access.MayCommand(Access.NoTicket, _bench.Clock.NowMs), "everybody, as on a new charger");
        StringAssert.Contains(_bench.LogText(), "the PIN is cleared by the set-up button");
        SettingValues next = new(new SettingTable());
        new SettingStore(_bench.Flash, next).Load();
        Assert.IsFalse(next.IsSet(next.Table.WebPin), "after a restart too");
        changes.Clear();
        changes.Set(_bench.Values.Table.WebPin, "4712");
        Assert.IsTrue(_bench.Store.Commit(changes));
        Assert.IsFalse(access.MayCommand(ticket, _bench.Clock.NowMs), "a session of the old PIN is over");
    }

    [TestMethod]
    public void OwnNetworkOpensByItself_ThePinStays()
    {
        Assert.IsNull(_bench.Values.Overlay("web.pin", "4711"));
        _bench.Run(5000);
        Assert.IsTrue(_bench.Values.IsSet(_bench.Values.Table.WebPin));
    }

    [TestMethod]
    public void Button_Bounces_DoesNothing()
    {
        _bench.Online();
        for (int i = 0; i < 10; i++)
        {
            _bench.Button.High = false;
            _bench.Run(4000);
            _bench.Button.High = true;
            _bench.Run(150);
        }

        Assert.AreEqual(0, _bench.Radio.AccessPointStarts);
    }

    [TestMethod]
    public void OwnNetwork_DoesNotOpen_IsToldAgainEveryTenSeconds()
    {
        _bench.Radio.AccessPointFails = true;
        _bench.Run(MinuteMs);
        Assert.IsTrue(_bench.Radio.AccessPointStarts is 6 or 7, _bench.Radio.AccessPointStarts + " starts");
        _bench.Radio.AccessPointFails = false;
        _bench.Run(11_000);
        Assert.IsTrue(_bench.Status.IsAccessPointUp);
    }

    [TestMethod]
    public void Radio_OneAtATime_OwnNetworkGivesWayToAttemptsOnlyWhileNobodyIsOnIt()
    {
        _bench.Radio.CanDoBoth = false;
        _bench.Radio.Store("Home", "charge-me");
        _bench.Home.IsUp = false;
        _bench.RunUntil(() => _bench.Status.IsAccessPointUp, 80_000, "own network");
        _bench.Radio.AccessPointStations = 1;
        int before = _bench.Radio.Attempts;
        _bench.Run(5 * MinuteMs);
        Assert.AreEqual(before, _bench.Radio.Attempts);
        _bench.Radio.AccessPointStations = 0;
        _bench.Home.IsUp = true;
        _bench.RunUntil(() => _bench.Status.State == NetworkState.Online, 2 * MinuteMs, "online");
    }

    [TestMethod]
    public void Scan_Asked_FindsNetworksStrongestFirstAndNotMoreOftenThanEveryTenSeconds()
    {
        _bench.Radio.Routers.Add(new("Cafe", "") { RssiDbm = -40 });
        _bench.Radio.Routers.Add(new("Cafe", "") { RssiDbm = -80 });
        _bench.Run(1000);
        _bench.Board.AskScan();
        Assert.IsTrue(_bench.Status.IsScanning);
        _bench.RunUntil(() => !_bench.Status.IsScanning, 3000, "the search's end");
        Assert.IsTrue(_bench.Board.ReadFound(0, out string name, out int rssiDbm, out int secured));
        Assert.AreEqual("Cafe", name);
        Assert.AreEqual(-40, rssiDbm);
        Assert.AreEqual(0, secured);
        Assert.IsTrue(_bench.Board.ReadFound(1, out _, out _, out secured));
        Assert.AreEqual(1, secured);
        Assert.IsFalse(_bench.Board.ReadFound(2, out _, out _, out _));
        _bench.Board.AskScan();
        _bench.Pass();
        Assert.IsFalse(_bench.Status.IsScanning, "just searched");
    }

    [TestMethod]
    public void Scan_Hangs_IsGivenUpAndAttemptsGoOn()
    {
        _bench.Online();
        _bench.Home.IsUp = false;
        _bench.RunUntil(() => _bench.Status.State == NetworkState.Waiting, 1000, "lost");
        _bench.Home.IsUp = true;
        _bench.Radio.ScanHangs = true;
        _bench.Board.AskScan();
        _bench.RunUntil(() => _bench.Status.State == NetworkState.Online, 30_000, "online");
        Assert.IsFalse(_bench.Status.IsScanning);
    }
}
