using ChargerFirmware.Bms;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public sealed class SessionMeterTests
{
    private const int HourMs = 3600000;

    private readonly int _silent = SessionEnd.Of(ChargeState.Fault, LimitCause.Fault, FaultCode.BmsSilent);
    private readonly int _user = SessionEnd.Of(ChargeState.Paused, LimitCause.User, Unknown.Number);

    private readonly BatterySnapshot _battery = new BatterySnapshot();
    private readonly EnergyMeter _energy = new EnergyMeter(1000, 100);
    private readonly SessionMeter _meter;
    private long _nowMs = 5000000;

    public SessionMeterTests()
    {
        _meter = new SessionMeter(_energy);
        _battery.PackMilliVolts = 52000;
        _battery.PackMilliAmps = 10000;
        _battery.SocPermille = 500;
        _battery.CellCount = 3;
        _battery.SensorCount = 2;
        SetCell(1, 3700);
        SetSensor(1, 250);
    }

    [TestMethod]
    public void Tick_NothingIsAskedFor_IsNoSession()
    {
        Run(HourMs, false, _user);

        Assert.AreEqual(0, _meter.Session.Count);
        Assert.IsFalse(_meter.Session.IsOpen);
    }

    [TestMethod]
    public void Tick_ChargeToTheEnd_IsOneSessionWithItsNumbers()
    {
        Run(10000, false, _user);
        long startedMs = _nowMs + 100;
        Run(HourMs, true, SessionEnd.None);
        SetSoc(1000);
        SetCell(2, 4151);
        SetSensor(0, 287);
        Run(1000, true, SessionEnd.None);
        _battery.PackMilliAmps = 0;
        Run(60000, false, SessionEnd.Complete);

        ChargeSession session = _meter.Session;
        Assert.AreEqual(1, session.Count);
        Assert.IsFalse(session.IsOpen);
        Assert.AreEqual(SessionEnd.Complete, session.End);
        Assert.AreEqual("complete", SessionEnd.NameOf(session.End));
        Assert.AreEqual(startedMs, session.StartedMs);
        Assert.AreEqual(startedMs + HourMs + 1000, session.EndedMs);
        Assert.AreEqual(10003, session.MilliAmpHours);
        Assert.AreEqual(520130, session.MilliWattHours, "within the last tick: 14 mWh");
        Assert.AreEqual(500, session.StartSocPermille);
        Assert.AreEqual(1000, session.EndSocPermille);
        Assert.AreEqual(4151, session.HighestCellMilliVolts);
        Assert.AreEqual(287, session.WarmestDeciC);
    }

    [TestMethod]
    public void Tick_FaultThatGoesWithinTenMinutes_DoesNotSplitTheSession()
    {
        Run(HourMs, true, SessionEnd.None);
        int before = _meter.Session.MilliAmpHours;
        Run(SessionMeter.PauseMs - 200, false, _silent);
        Assert.IsTrue(_meter.Session.IsOpen);
        Assert.AreEqual("BmsSilent", SessionEnd.NameOf(_meter.Session.End));

        Run(HourMs, true, SessionEnd.None);

        Assert.AreEqual(1, _meter.Session.Count);
        Assert.AreEqual(SessionEnd.None, _meter.Session.End);
        Assert.AreEqual(-1L, _meter.Session.EndedMs);
        Assert.IsTrue(_meter.Session.MilliAmpHours - before - 10000 <= 2, "what others charge in the pause is not the session's: " + _meter.Session.MilliAmpHours.ToString());
    }

    [TestMethod]
    public void Tick_PauseOfTenMinutes_EndsTheSessionWhereTheChargeStopped()
    {
        Run(HourMs, true, SessionEnd.None);
        long stoppedMs = _nowMs + 100;
        Run(5000, false, _silent);

        // The first reason stays: what follows is the pause's.
        Run(SessionMeter.PauseMs, false, _user);

        Assert.IsFalse(_meter.Session.IsOpen);
        Assert.AreEqual("BmsSilent", SessionEnd.NameOf(_meter.Session.End));
        Assert.AreEqual(stoppedMs, _meter.Session.EndedMs);

        Run(1000, true, SessionEnd.None);
        Assert.AreEqual(2, _meter.Session.Count);
        Assert.IsTrue(_meter.Session.MilliAmpHours < 5);
    }

    [TestMethod]
    public void Tick_StopThatIsTakenBack_DoesNotSplitTheSession()
    {
        Run(60000, true, SessionEnd.None);
        Run(60000, false, _user);
        Assert.AreEqual("user", SessionEnd.NameOf(_meter.Session.End));
        Run(60000, true, SessionEnd.None);

        Assert.AreEqual(1, _meter.Session.Count);
    }

    [TestMethod]
    public void Tick_Shutdown_EndsAPauseAtOnceWithItsOwnReason()
    {
        Run(60000, true, SessionEnd.None);
        Run(1000, false, _silent);
        Run(100, false, SessionEnd.Shutdown);

        Assert.IsFalse(_meter.Session.IsOpen);
        Assert.AreEqual("BmsSilent", SessionEnd.NameOf(_meter.Session.End));
    }

    [TestMethod]
    public void Tick_ValueThatHasEndedTheCharge_BelongsToTheSession()
    {
        Run(60000, true, SessionEnd.None);
        SetCell(0, 4260);
        Run(100, false, SessionEnd.Of(ChargeState.Fault, LimitCause.Fault, FaultCode.HardOverVoltage));

        Assert.AreEqual(4260, _meter.Session.HighestCellMilliVolts);
        Assert.AreEqual("HardOverVoltage", SessionEnd.NameOf(_meter.Session.End));
    }

    [TestMethod]
    public void Tick_NewSession_KnowsNothingOfTheOneBefore()
    {
        SetCell(0, 4200);
        SetSensor(0, 400);
        Run(60000, true, SessionEnd.None);
        Run(100, false, SessionEnd.Complete);
        SetCell(0, 3600);
        SetSensor(0, 200);
        SetSoc(700);
        Run(100, true, SessionEnd.None);

        Assert.AreEqual(3700, _meter.Session.HighestCellMilliVolts);
        Assert.AreEqual(250, _meter.Session.WarmestDeciC);
        Assert.AreEqual(700, _meter.Session.StartSocPermille);
        Assert.AreEqual(0, _meter.Session.MilliAmpHours);
    }

    [TestMethod]
    public void NameOf_NumbersThatAreStored_AreNeverGivenAnotherMeaning()
    {
        // Sessions on flash hold these numbers: a word may be added behind, never moved.
        Assert.AreEqual("none complete powerCut restart shutdown unseen", Names(0, 6));
        Assert.AreEqual("BmsSilent CellOverVoltage PackOverVoltage ChargeOverTemperature ChargeUnderTemperature", Names(256, 5));
        Assert.AreEqual("JournalFailed", Names(256 + 46, 1));
        Assert.AreEqual("mode pack temperature user profile fault precheck full protocol disabled overVoltage", Names(512, 11));
        Assert.AreEqual("unseen", SessionEnd.NameOf(6));
        Assert.AreEqual("unseen", SessionEnd.NameOf(256 + FaultCode.Count));
        Assert.AreEqual("unseen", SessionEnd.NameOf(65535));
    }

    private static string Names(int first, int count)
    {
        string names = "";
        for (int i = 0; i < count; i++)
        {
            names += (i == 0 ? "" : " ") + SessionEnd.NameOf(first + i);
        }

        return names;
    }

    private void Run(int milliseconds, bool charges, int reason)
    {
        for (int i = 0; i < milliseconds; i += 100)
        {
            _nowMs += 100;
            _energy.Tick(_battery.PackMilliVolts, _battery.PackMilliAmps, _nowMs);
            _meter.Tick(charges, reason, _battery, true, _nowMs);
        }
    }

    private void SetCell(int index, int milliVolts)
    {
        _battery.CellMilliVolts[index] = milliVolts;
        _battery.CellsCount++;
    }

    private void SetSensor(int index, int deciC)
    {
        _battery.TempDeciC[index] = deciC;
        _battery.BasicCount++;
    }

    private void SetSoc(int permille)
    {
        _battery.SocPermille = permille;
        _battery.BasicCount++;
    }
}
