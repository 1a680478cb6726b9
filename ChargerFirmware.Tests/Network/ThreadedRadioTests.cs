using ChargerFirmware.Network;
using ChargerFirmware.Ports;
using ChargerFirmware.Tests.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Network;

[TestClass]
public class ThreadedRadioTests
{
    private readonly ManualClock _clock = new ManualClock();
    private readonly FakeWifiDriver _driver;
    private readonly RadioWorker _worker;
    private readonly FakeFlash _flash = new FakeFlash();
    private ThreadedRadio _radio;

    public ThreadedRadioTests()
    {
        _driver = new FakeWifiDriver(_clock);
        _worker = new RadioWorker(_driver, _clock);
        _radio = NewRadio();
    }

    [TestMethod]
    public void BeginConnect_DoesNotWait_WorkDoes()
    {
        Assert.IsTrue(_radio.BeginConnect());

        Assert.AreEqual(0L, _clock.NowMs);
        Assert.AreEqual(StationState.Joining, _radio.StationState);
        Assert.AreEqual(0, _driver.Joins);
        _worker.Work();
        Assert.AreEqual(StationState.Online, _radio.StationState);
        Assert.AreEqual("192.168.1.50", _radio.StationAddress);
        Assert.AreEqual("255.255.255.0", _radio.StationMask);
        Assert.AreEqual("charge-me", _driver.JoinedPassword);
    }

    [TestMethod]
    public void BeginConnect_NothingStored_IsRefused()
    {
        _driver.StoredName = "";
        _radio = NewRadio();

        Assert.IsFalse(_radio.HasCredentials);
        Assert.IsFalse(_radio.BeginConnect());
    }

    // Else the end of the old connection is taken for the end of the new attempt (Target_Network.cpp posts the reason of any disconnect).
    [TestMethod]
    public void Join_LeavesFirst_AndLetsThatSettle()
    {
        _radio.BeginConnect();
        _worker.Work();

        Assert.AreEqual(1, _driver.Disconnects);
        Assert.AreEqual((long)(RadioWorker.SettleMs + FakeWifiDriver.JoinMs), _clock.NowMs);
    }

    [TestMethod]
    [DataRow(StationState.WrongPassword)]
    [DataRow(StationState.NotFound)]
    [DataRow(StationState.Refused)]
    public void Join_Fails_SaysSo_AndKeepsTheLibraryQuiet(int outcome)
    {
        _driver.Outcome = outcome;
        _radio.BeginTry("Other", "secret-word");
        _worker.Work();

        Assert.AreEqual(outcome, _radio.StationState);
        Assert.IsNull(_radio.StationAddress);
        Assert.IsFalse(_driver.TriesByItself, "it would hop over all channels for ever");
    }

    [TestMethod]
    public void Joined_WithoutAddress_IsJoinedOnly()
    {
        _driver.GivesAddress = false;
        _radio.BeginConnect();
        _worker.Work();
        Assert.AreEqual(StationState.Joined, _radio.StationState);

        _driver.GivesAddress = true;
        _worker.Work();
        Assert.AreEqual(StationState.Online, _radio.StationState);
    }

    [TestMethod]
    public void Online_RouterGone_IsOff_AndTheLibraryIsQuiet()
    {
        _radio.BeginConnect();
        _worker.Work();
        _driver.IsRouterUp = false;
        _worker.Work();

        Assert.AreEqual(StationState.Off, _radio.StationState);
        Assert.IsNull(_radio.StationAddress);
        Assert.IsFalse(_driver.TriesByItself);
    }

    [TestMethod]
    public void Begin_WhileSomethingIsUnderWay_IsRefused()
    {
        Assert.IsTrue(_radio.BeginScan());
        Assert.IsFalse(_radio.BeginScan());
        Assert.IsFalse(_radio.BeginConnect());
        Assert.IsFalse(_radio.BeginTry("Other", ""));
        _worker.Work();

        Assert.IsTrue(_radio.BeginConnect());
    }

    [TestMethod]
    public void Disconnect_InsideAJoin_EndsIt_AndItsOutcomeCountsNoMore()
    {
        _radio.BeginConnect();
        _driver.GivesUpInside = _worker;
        _worker.Work();

        Assert.AreEqual(StationState.Off, _radio.StationState);
        Assert.IsFalse(_driver.TriesByItself);
        Assert.IsTrue(_radio.BeginConnect());
        _worker.Work();
        Assert.AreEqual(StationState.Online, _radio.StationState);
    }

    [TestMethod]
    public void Disconnect_BeforeTheWorkerBegins_NothingBegins()
    {
        _radio.BeginConnect();
        _radio.Disconnect();
        _worker.Work();

        Assert.AreEqual(0, _driver.Joins);
        Assert.AreEqual(StationState.Off, _radio.StationState);
    }

    [TestMethod]
    public void Disconnect_InsideTheSearchBeforeAJoin_NothingIsJoined()
    {
        FailFreely();
        _radio.BeginConnect();
        _driver.GivesUpInside = _worker;
        _driver.IsRouterUp = true;
        _worker.Work();

        Assert.AreEqual(JoinPace.FreeFailures, _driver.Joins);
        Assert.AreEqual(StationState.Off, _radio.StationState);
    }

    [TestMethod]
    public void RouterGoneForAWeek_IsSearchedFor_RarelyAsked_AndJoinedWhenItIsBack()
    {
        _driver.IsRouterUp = false;
        long weekMs = 7L * 24 * 3600 * 1000;
        while (_clock.NowMs < weekMs)
        {
            Assert.IsTrue(_radio.BeginConnect());
            _worker.Work();
            Assert.AreEqual(StationState.NotFound, _radio.StationState);
            _radio.Disconnect();
            _clock.Advance(60000);
        }

        // Every half hour, and before that 60 times within six hours: it may hide its name.
        Assert.IsTrue(_driver.Joins < 400, _driver.Joins.ToString());
        Assert.IsTrue(_driver.Scans > 5000, _driver.Scans.ToString());
        _driver.IsRouterUp = true;
        _radio.BeginConnect();
        _worker.Work();
        Assert.AreEqual(StationState.Online, _radio.StationState);
    }

    [TestMethod]
    public void PasswordChangedAtTheRouter_KeepsSayingWrongPassword()
    {
        _driver.Outcome = StationState.WrongPassword;
        for (int i = 0; i < JoinPace.TiredRefusals + 5; i++)
        {
            _radio.BeginConnect();
            _worker.Work();
            Assert.AreEqual(StationState.WrongPassword, _radio.StationState);
        }

        Assert.AreEqual(JoinPace.TiredRefusals, _driver.Joins);
        _clock.Advance(JoinPace.TiredGapMs);
        _radio.BeginConnect();
        _worker.Work();
        Assert.AreEqual(JoinPace.TiredRefusals + 1, _driver.Joins);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void HiddenName_IsJoinedAllTheSame(bool listsNameless)
    {
        FailFreely();
        _driver.IsRouterUp = true;
        _driver.ShowsName = false;
        _driver.ListsNameless = listsNameless;
        _clock.Advance(JoinPace.PerhapsGapMs);
        _radio.BeginConnect();
        _worker.Work();

        Assert.AreEqual(StationState.Online, _radio.StationState);
    }

    [TestMethod]
    [DataRow(WifiScan.MaxNetworks)]
    [DataRow(WifiScan.MaxNetworks + 20)]
    public void RouterIsBack_AmongMoreNetworksThanAreKept_IsSeenAtOnce(int neighbours)
    {
        _driver.Neighbours = neighbours;
        FailFreely();
        _driver.IsRouterUp = true;
        _radio.BeginConnect();
        _worker.Work();

        Assert.AreEqual(StationState.Online, _radio.StationState);
        Assert.AreEqual(-90, _radio.StationRssiDbm);
    }

    // Perhaps the platform itself has cut the list.
    [TestMethod]
    public void FullListWithoutIt_IsAskedAfterTwoMinutes()
    {
        ShowThenFailFreely();
        int joins = _driver.Joins;
        _driver.Neighbours = WifiScan.MaxNetworks;
        _clock.Advance(JoinPace.PerhapsGapMs);
        _radio.BeginConnect();
        _worker.Work();

        Assert.AreEqual(joins + 1, _driver.Joins);
    }

    [TestMethod]
    public void NetworkThatShowsItsName_AndIsGone_IsNotAskedAfterTwoMinutes()
    {
        ShowThenFailFreely();
        int joins = _driver.Joins;
        _clock.Advance(JoinPace.PerhapsGapMs);
        _radio.BeginConnect();
        _worker.Work();

        Assert.AreEqual(joins, _driver.Joins);
    }

    [TestMethod]
    public void ATry_IsNeverHeldBack()
    {
        FailFreely();
        _radio.BeginTry("Other", "secret-word");
        _worker.Work();

        Assert.AreEqual("Other", _driver.JoinedName);
        Assert.AreEqual(0, _driver.Scans);
    }

    [TestMethod]
    public void KeepTried_StoresWhatWasTried_Once()
    {
        _radio.BeginTry("Other", "secret-word");
        _worker.Work();
        Assert.AreEqual("Home", _radio.StoredName);

        Assert.IsTrue(_radio.KeepTried());
        Assert.AreEqual("Other", _radio.StoredName);
        Assert.AreEqual("secret-word", _driver.StoredPassword);
        Assert.IsFalse(_radio.KeepTried(), "the password is not held any longer than it is needed");
    }

    [TestMethod]
    public void StoreRefuses_NothingChanges()
    {
        _driver.StoreRefuses = true;
        _radio.BeginTry("Other", "secret-word");
        _worker.Work();

        Assert.IsFalse(_radio.KeepTried());
        Assert.IsFalse(_radio.ClearCredentials());
        Assert.AreEqual("Home", _radio.StoredName);
    }

    [TestMethod]
    public void ClearCredentials_LeavesNone()
    {
        Assert.IsTrue(_radio.ClearCredentials());

        Assert.IsFalse(_radio.HasCredentials);
        Assert.IsNull(_radio.StoredName);
        Assert.AreEqual("", _driver.StoredPassword);
    }

    [TestMethod]
    public void Scan_IsTakenOnce_AndGivesTheSignalForAMinute()
    {
        WifiScan found = new WifiScan();
        _radio.BeginConnect();
        _worker.Work();
        Assert.AreEqual(int.MinValue, _radio.StationRssiDbm);
        _radio.BeginScan();
        Assert.IsFalse(_radio.TakeScan(found), "not yet");
        _worker.Work();

        Assert.IsTrue(_radio.TakeScan(found));
        Assert.AreEqual(2, found.Count);
        Assert.IsFalse(_radio.TakeScan(found));
        Assert.AreEqual(-90, _radio.StationRssiDbm);
        _clock.Advance(RadioWorker.RssiAgeMs);
        Assert.AreEqual(int.MinValue, _radio.StationRssiDbm);
    }

    // A lookup is done by the interpreter's own task (lwIP_Sockets.cpp, getaddrinfo): the control thread would stand still with it.
    [TestMethod]
    public void Time_IsThePlatforms_AndNoNameIsLookedUp()
    {
        Assert.AreEqual(-1L, _radio.UnixMs);
        _driver.UnixMs = 1767225600000L;
        Assert.AreEqual(1767225600000L, _radio.UnixMs);
        Assert.IsFalse(_radio.CanLookUpNames);
        Assert.IsNull(_radio.LookUp("localhost"));
    }

    [TestMethod]
    public void OwnNetwork_OpenedAtTheStart_IsUpAtOnce_AndClosesForItsGuestsOnly()
    {
        _driver.StoreAccessPoint("charger-B2C3", "abcdefgh23");
        _driver.StartAnew();
        Assert.IsFalse(_radio.IsAccessPointUp, "nobody has asked");
        _radio.StartAccessPoint("charger-B2C3", "abcdefgh23");

        Assert.IsTrue(_radio.IsAccessPointUp);
        Assert.IsFalse(_radio.NeedsRestart);
        _driver.Stations = 2;
        _worker.Work();
        Assert.AreEqual(2, _radio.AccessPointStations);
        _radio.StopAccessPoint();
        Assert.IsFalse(_radio.IsAccessPointUp);
    }

    [TestMethod]
    public void OwnNetwork_NewPassword_IsStored_NeedsAStart_AndTheOldOneWorksUntilThen()
    {
        _driver.StoreAccessPoint("charger-B2C3", "abcdefgh23");
        _driver.StartAnew();
        _radio.StartAccessPoint("charger-B2C3", "zyxwvuts98");
        _radio.ShowAccessPoint("charger-B2C3", "zyxwvuts98");

        Assert.IsTrue(_radio.NeedsRestart);
        Assert.IsTrue(_radio.IsAccessPointUp);
        Assert.IsTrue(_driver.ShownLater);
        _driver.StartAnew();
        ThreadedRadio next = NewRadio();
        next.StartAccessPoint("charger-B2C3", "zyxwvuts98");
        Assert.IsTrue(next.IsAccessPointUp);
        Assert.IsFalse(next.NeedsRestart);
        Assert.AreEqual(2, _driver.OwnWrites);
    }

    [TestMethod]
    public void OwnNetwork_PlatformForgetsIt_IsWorthOneStartOnly()
    {
        _driver.ForgetsOwnNetwork = true;
        _radio.StartAccessPoint("charger-B2C3", "abcdefgh23");
        Assert.IsTrue(_radio.NeedsRestart);
        _driver.StartAnew();
        ThreadedRadio next = NewRadio();
        next.StartAccessPoint("charger-B2C3", "abcdefgh23");

        Assert.IsFalse(next.NeedsRestart);
        Assert.IsFalse(next.IsAccessPointUp);
    }

    private ThreadedRadio NewRadio()
    {
        return new ThreadedRadio(_driver, _worker, new OwnNetworkStart(_driver, _flash));
    }

    private void ShowThenFailFreely()
    {
        _radio.BeginConnect();
        _worker.Work();
        _radio.BeginScan();
        _worker.Work();
        _radio.Disconnect();
        FailFreely();
    }

    private void FailFreely()
    {
        _driver.IsRouterUp = false;
        for (int i = 0; i < JoinPace.FreeFailures; i++)
        {
            _radio.BeginConnect();
            _worker.Work();
        }
    }
}
