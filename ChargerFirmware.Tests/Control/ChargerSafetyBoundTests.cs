using ChargerFirmware.Bms;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

/// <summary>The charger's judge alone, to the millisecond and the milliampere.</summary>
[TestClass]
public class ChargerSafetyBoundTests
{
    private readonly FaultRegister _faults = new FaultRegister();
    private readonly FakeCanBus _bus = new FakeCanBus();
    private readonly BatterySnapshot _battery = new BatterySnapshot();
    private readonly ChargeSettings _settings = ChargeRig.NmcSettings();
    private readonly ChargerRequest _charge = new ChargerRequest { Charge = true, MilliVolts = 58100, MilliAmps = 10000, PackMilliVolts = 52000, PackMilliAmps = 0 };
    private readonly ChargerSafety _safety;
    private ChargerLink _link;

    public ChargerSafetyBoundTests()
    {
        _safety = new ChargerSafety(_faults);
        Use(ChargerOptions.Tc);
    }

    [TestMethod]
    [DataRow(1000L, 3699L, true, false)]
    [DataRow(1000L, 3700L, false, true)]
    [DataRow(0L, 0L, true, false)] // the very first millisecond
    [DataRow(-1L, 2699L, false, false)] // none yet, and its time is not over
    [DataRow(-1L, 2700L, false, true)]
    public void Status_IsMissedAfterItsTime(long statusMs, long nowMs, bool online, bool silent)
    {
        _link.Status.AtMs = statusMs;
        Check(nowMs);

        Assert.AreEqual(online, _safety.ChargerOnline);
        Assert.AreEqual(silent, _faults.IsActive(FaultCode.ChargerSilent));
    }

    [TestMethod]
    public void Status_BusSwitchedOff_IsNotExpected()
    {
        _settings.CanEnabled = false;
        _link.Status.AtMs = 1000;
        Check(1000);
        Assert.IsFalse(_safety.ChargerOnline);
        Check(60000);

        Assert.IsFalse(_faults.IsActive(FaultCode.ChargerSilent));
    }

    [TestMethod]
    [DataRow(ChargerFlag.OutputLow)]
    [DataRow(ChargerFlag.OutputHigh)]
    [DataRow(ChargerFlag.OutputCurrent)]
    public void Flags_OfTheOutput_AreOneFault(int flag)
    {
        _link.Status.Flags = flag;
        _link.Status.AtMs = 1000;
        Check(1000);
        Assert.IsTrue(_faults.IsActive(FaultCode.ChargerOutputFault));
        Assert.AreEqual(1, _faults.Changes, "and no other");

        Check(4000);
        Assert.IsFalse(_faults.IsActive(FaultCode.ChargerOutputFault), "its last words prove nothing");
    }

    [TestMethod]
    public void Notices_OnlyWhereThereIsAnOutput()
    {
        _settings.Charger.MagnesSlowMilliAmps = 3000;
        Use(ChargerOptions.Magnes);
        Check(0);
        Assert.IsTrue(_faults.IsActive(FaultCode.ReceiverHasNoTimeout));
        Assert.IsTrue(_faults.IsActive(FaultCode.ProtocolHasNoStop));

        _settings.CanEnabled = false;
        Check(100);
        Assert.IsFalse(_faults.IsActive(FaultCode.ReceiverHasNoTimeout));
        Assert.IsFalse(_faults.IsActive(FaultCode.ProtocolHasNoStop));
    }

    [TestMethod]
    public void AfterAStop_TwoReadingsFromThreeSecondsOnLatch()
    {
        long heardMs = Stop();
        Tell(501, heardMs + 2998);
        Tell(501, heardMs + 2999);
        Tell(501, heardMs + 3000);
        Assert.IsFalse(_faults.IsActive(FaultCode.ChargerDeliversAfterStop), "one alone");
        Assert.AreEqual(2L, _safety.DefiesForMs);

        Tell(500, heardMs + 3001);
        Assert.AreEqual(-1L, _safety.DefiesForMs);
        Tell(501, heardMs + 3002);
        Assert.IsFalse(_faults.IsActive(FaultCode.ChargerDeliversAfterStop), "a new row");
        Tell(501, heardMs + 4002);
        Assert.IsTrue(_faults.IsActive(FaultCode.ChargerDeliversAfterStop));
        Assert.AreEqual(501, _faults.ValueOf(FaultCode.ChargerDeliversAfterStop));
        Assert.AreEqual(1000L, _safety.DefiesForMs);

        Tell(0, heardMs + 5000);
        Assert.AreEqual(-1L, _safety.DefiesForMs);
        Assert.IsTrue(_faults.ClearLatched());
    }

    [TestMethod]
    public void AfterAStop_ProtocolWithALowestStep_MayGiveThatMuch()
    {
        _settings.Charger.MagnesSlowMilliAmps = 3000;
        _settings.OnlySource = true;
        Use(ChargerOptions.Magnes);
        long heardMs = Stop();
        TellPack(3500, heardMs + 3000);
        TellPack(3500, heardMs + 3100);
        Assert.IsFalse(_faults.IsActive(FaultCode.ChargerDeliversAfterStop));
        TellPack(3501, heardMs + 3200);
        TellPack(3501, heardMs + 3300);
        Assert.IsTrue(_faults.IsActive(FaultCode.ChargerDeliversAfterStop));
    }

    [TestMethod]
    [DataRow(ChargerOptions.Magnes, true, true, false)] // the pack may come back and tell
    [DataRow(ChargerOptions.Magnes, false, true, true)] // nobody will ever tell
    [DataRow(ChargerOptions.Magnes, true, false, true)] // and nothing is asked of it
    [DataRow(ChargerOptions.Tc, false, true, false)]
    [DataRow(ChargerOptions.Tc, false, false, true)]
    public void AfterAStop_NobodyTells_IsClearedOnlyWhereNobodyEverWill(string protocol, bool onlySource, bool canEnabled, bool cleared)
    {
        Use(protocol);
        _settings.OnlySource = onlySource;
        _settings.CanEnabled = canEnabled;
        _faults.Set(FaultCode.ChargerDeliversAfterStop, true, 0);
        _safety.Check(_link, _battery, false, 9999);

        Assert.AreEqual(cleared, _faults.ClearLatched());
        Assert.AreEqual(-1L, _safety.DefiesForMs);
    }

    [TestMethod]
    public void AfterAStop_PackFallsSilent_WhatItShowedDoesNotCountAnyMore()
    {
        _settings.OnlySource = true;
        Use(ChargerOptions.Magnes);
        long heardMs = Stop();
        TellPack(5000, heardMs + 1000);
        TellPack(5000, heardMs + 2000);
        Assert.AreEqual(1000L, _safety.DefiesForMs);

        _safety.Check(_link, _battery, false, heardMs + 5000);
        Assert.AreEqual(-1L, _safety.DefiesForMs);
    }

    [TestMethod]
    public void AfterAStop_ChargerThatTellsNothing_IsClearedOnceThePackRests()
    {
        _settings.OnlySource = true;
        Use(ChargerOptions.Magnes);
        Stop();
        _faults.Set(FaultCode.ChargerDeliversAfterStop, true, 0);
        TellPack(0, _link.StopAskedAtMs + 2999);
        Assert.IsFalse(_faults.ClearLatched());

        TellPack(0, _link.StopAskedAtMs + 3000);
        Assert.IsTrue(_faults.ClearLatched());
    }

    [TestMethod]
    [DataRow(5000, false)] // one reading of the pack is enough to doubt what the charger says
    [DataRow(0, true)]
    public void AfterAStop_ChargerSaysThatItRests_IsClearedUnlessThePackContradicts(int packMilliAmps, bool cleared)
    {
        _settings.OnlySource = true;
        long heardMs = Stop();
        _faults.Set(FaultCode.ChargerDeliversAfterStop, true, 0);
        _battery.PackMilliAmps = packMilliAmps;
        _battery.BasicAtMs = heardMs + 4000;
        Tell(0, heardMs + 4000);

        Assert.AreEqual(cleared, _faults.ClearLatched());
    }

    [TestMethod]
    [DataRow(10999L, false)]
    [DataRow(11000L, true)]
    public void AfterAStop_SilentCharger_IsTakenForUnpluggedAfterTenSeconds(long nowMs, bool cleared)
    {
        _link.Status.AtMs = 1000;
        _faults.Set(FaultCode.ChargerDeliversAfterStop, true, 0);
        _safety.Check(_link, _battery, false, nowMs);

        Assert.AreEqual(cleared, _faults.ClearLatched());
    }

    [TestMethod]
    [DataRow(11000, 3000L, false)]
    [DataRow(11001, 2999L, false)]
    [DataRow(11001, 3000L, true)]
    public void Over_LastsTwoSecondsAboveTheTolerance(int milliAmps, long untilMs, bool over)
    {
        Ask(10000, 0);
        Tell(milliAmps, 1000);
        Tell(milliAmps, 2000);
        Tell(milliAmps, untilMs);

        Assert.AreEqual(over, _faults.IsActive(FaultCode.ChargerOverDelivers));
        if (over)
        {
            Assert.AreEqual(11001, _faults.ValueOf(FaultCode.ChargerOverDelivers));
            Tell(10000, 62999);
            Assert.IsTrue(_faults.IsActive(FaultCode.ChargerOverDelivers));
            Tell(10000, 63000);
            Assert.IsFalse(_faults.IsActive(FaultCode.ChargerOverDelivers));
        }
    }

    [TestMethod]
    [DataRow(42000, false)]
    [DataRow(42001, true)]
    public void Over_LargeCurrent_ByItsOwnStatusFivePercent(int milliAmps, bool over)
    {
        Ask(40000, 0);
        Tell(milliAmps, 1000);
        Tell(milliAmps, 3000);

        Assert.AreEqual(over, _faults.IsActive(FaultCode.ChargerOverDelivers));
    }

    [TestMethod]
    [DataRow(16500, false)]
    [DataRow(16501, true)]
    public void Over_LargeCurrent_ByThePackTenPercent(int milliAmps, bool over)
    {
        _settings.OnlySource = true;
        Use(ChargerOptions.Magnes);
        Ask(15000, 0);
        TellPack(milliAmps, 1000);
        TellPack(milliAmps, 3000);

        Assert.AreEqual(over, _faults.IsActive(FaultCode.ChargerOverDelivers));
    }

    [TestMethod]
    public void Over_ByThePackWhereSomethingElseMayCharge_IsNotJudged()
    {
        Use(ChargerOptions.Magnes);
        Ask(15000, 0);
        TellPack(20000, 1000);
        TellPack(20000, 3000);

        Assert.IsFalse(_faults.IsActive(FaultCode.ChargerOverDelivers), "it may be the sun's");
    }

    [TestMethod]
    public void Over_PackIsSilentOrTellsNothing_IsNotJudged()
    {
        _settings.OnlySource = true;
        Use(ChargerOptions.Magnes);
        Ask(15000, 0);
        TellPack(20000, 1000);
        _safety.Check(_link, _battery, false, 2000);
        TellPack(20000, 3500);
        Assert.IsFalse(_faults.IsActive(FaultCode.ChargerOverDelivers), "it begins anew");

        TellPack(Unknown.Number, 5400);
        TellPack(20000, 5500);
        Assert.IsFalse(_faults.IsActive(FaultCode.ChargerOverDelivers));
        TellPack(20000, 7500);
        Assert.IsTrue(_faults.IsActive(FaultCode.ChargerOverDelivers));
    }

    // Two buckets of 4 s: what was asked at 1 s is allowed until the second one is over.
    [TestMethod]
    public void Over_AfterAReduction_TheHigherRequestCountsForTwoBuckets()
    {
        Ask(10000, 0);
        Tell(10000, 0);
        Ask(5000, 1000);
        Tell(10000, 1000);
        Tell(10000, 3999);
        Tell(10000, 4000);
        Tell(10000, 7999);
        Tell(10000, 8000);
        Tell(10000, 9999);
        Assert.IsFalse(_faults.IsActive(FaultCode.ChargerOverDelivers));
        Tell(10000, 10000);
        Assert.IsTrue(_faults.IsActive(FaultCode.ChargerOverDelivers));
    }

    [TestMethod]
    public void Over_RequestRisesWithinABucket_IsAllowedAtOnce()
    {
        Ask(5000, 0);
        Tell(5000, 0);
        Ask(10000, 1000);
        Tell(10000, 1000);
        Tell(10000, 3500);

        Assert.IsFalse(_faults.IsActive(FaultCode.ChargerOverDelivers));
    }

    [TestMethod]
    public void Configure_OtherSettings_JudgeFromNow()
    {
        Ask(10000, 0);
        Tell(12000, 1000);
        _safety.Configure(_settings);
        Tell(12000, 3000);
        Assert.IsFalse(_faults.IsActive(FaultCode.ChargerOverDelivers));

        Tell(12000, 5000);
        Assert.IsTrue(_faults.IsActive(FaultCode.ChargerOverDelivers));
        _safety.AcceptByUser();
        Tell(10000, 5100);
        Assert.IsFalse(_faults.IsActive(FaultCode.ChargerOverDelivers));
    }

    private void Use(string protocol)
    {
        _settings.Charger.ProtocolName = protocol;
        _link = new ChargerLink(_bus, ChargerProtocols.Create(_settings.Charger), 0);
        _safety.Configure(_settings);
    }

    private void Ask(int milliAmps, long nowMs)
    {
        _charge.MilliAmps = milliAmps;
        _link.Ask(_charge, nowMs);
        _link.Pass(nowMs);
        Assert.IsTrue(_link.Charges);
    }

    // When the bus has acknowledged the stop.
    private long Stop()
    {
        Ask(10000, 0);
        long nowMs = 100;
        _link.Ask(new ChargerRequest { MilliVolts = 58100, PackMilliVolts = 52000, PackMilliAmps = 0 }, nowMs);
        while (_link.StopHeardAtMs < 0 && nowMs < 10000)
        {
            _link.Pass(nowMs);
            nowMs += 5;
        }

        Assert.IsTrue(_link.StopHeardAtMs >= 0);
        return _link.StopHeardAtMs;
    }

    private void Tell(int milliAmps, long nowMs)
    {
        _link.Status.MilliAmps = milliAmps;
        _link.Status.AtMs = nowMs;
        Check(nowMs);
    }

    private void TellPack(int milliAmps, long nowMs)
    {
        _battery.PackMilliAmps = milliAmps;
        _battery.BasicAtMs = nowMs;
        Check(nowMs);
    }

    private void Check(long nowMs)
    {
        _safety.Check(_link, _battery, true, nowMs);
    }
}
