using ChargerFirmware.Control;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class WhyTextTests
{
    private readonly WhyText _why = new WhyText();
    private readonly TextBuffer _text = new TextBuffer(200);

    [TestMethod]
    public void Write_Mode_NamesTheModeAndTheCurrent()
    {
        ChargerSnapshot snapshot = Snapshot(ChargeState.ConstantCurrent, LimitCause.Mode, Unknown.Number, 10000);
        snapshot.RequestMilliAmps = 10000;

        Assert.AreEqual("medium: 10.0 A", TextOf(snapshot));
    }

    [TestMethod]
    [DataRow(ChargeState.Idle, LimitCause.Profile, Unknown.Number, Unknown.Number, "choose the chemistry of the battery first (battery.profile)")]
    [DataRow(ChargeState.Paused, LimitCause.User, Unknown.Number, Unknown.Number, "stopped by the user until start")]
    [DataRow(ChargeState.Paused, LimitCause.User, WhyReason.AutoStart, Unknown.Number, "waiting for start (charge.autoStart is off)")]
    [DataRow(ChargeState.Paused, LimitCause.Mode, WhyReason.SlowIsZero, 0, "no charge: slow is 0 V here (magnes.slowMilliAmps or analog.slowLevel is 0)")]
    [DataRow(ChargeState.Paused, LimitCause.Pack, Unknown.Number, Unknown.Number, "no charge: the BMS tells no capacity: set battery.maxMilliAmps")]
    [DataRow(ChargeState.ConstantCurrent, LimitCause.Pack, Unknown.Number, 20000, "battery limit: 20.0 A")]
    [DataRow(ChargeState.Paused, LimitCause.Temperature, 2, 410, "sensor 2 at 41.0 degC: no charge")]
    [DataRow(ChargeState.Paused, LimitCause.Protocol, Unknown.Number, 8000, "no charge: the charger cannot give as little as 8.0 A")]
    [DataRow(ChargeState.Precheck, LimitCause.Precheck, WhyReason.Resume, 9001, "all is well again, charging resumes in 10 s")]
    [DataRow(ChargeState.Precheck, LimitCause.Precheck, WhyReason.Bms, Unknown.Number, "waiting for two good replies of the BMS")]
    [DataRow(ChargeState.Complete, LimitCause.Full, Unknown.Number, 4050, "full, charging resumes when the highest cell is below 4.050 V")]
    [DataRow(ChargeState.Paused, LimitCause.OverVoltage, Unknown.Number, 4050, "held after over-voltage until the highest cell is below 4.050 V")]
    [DataRow(ChargeState.Idle, LimitCause.Profile, WhyReason.CustomUnset, Unknown.Number, "set the voltages of the profile custom first (profile.custom.*)")]
    [DataRow(ChargeState.ConstantCurrent, LimitCause.User, Unknown.Number, 7000, "limit of the owner (charge.limitMilliAmps): 7.0 A")]
    [DataRow(ChargeState.ConstantCurrent, LimitCause.Charger, Unknown.Number, 12000, "the charger gives at most 12.0 A")]
    [DataRow(ChargeState.ConstantCurrent, LimitCause.Charger, WhyReason.ChargerWarm, 5000, "the charger is warm: 5.0 A")]
    [DataRow(ChargeState.ConstantCurrent, LimitCause.Bms, Unknown.Number, 10000, "the BMS warns of a protection: 10.0 A")]
    [DataRow(ChargeState.ConstantCurrent, LimitCause.Remote, Unknown.Number, 6000, "remote limit: 6.0 A")]
    [DataRow(ChargeState.Paused, LimitCause.Protocol, WhyReason.StepHold, 41001, "the charger's next step up is held back for 42 s")]
    [DataRow(ChargeState.Paused, LimitCause.Sensor, 2, Unknown.Number, "sensor 2 is missing: no charge")]
    [DataRow(ChargeState.Paused, LimitCause.Temperature, 0, Unknown.Number, "no temperature sensor: no charge")]
    [DataRow(ChargeState.Taper, LimitCause.Cell, 7, 4200, "cell 7 nears its limit at 4.200 V: no charge")]
    [DataRow(ChargeState.Paused, LimitCause.Spread, 3, 601, "cell 3 is above the lowest by 0.601 V: no charge")]
    [DataRow(ChargeState.Paused, LimitCause.Precharge, 4, 2750, "cell 4 is charged gently at 2.750 V: no charge")]
    [DataRow(ChargeState.Complete, LimitCause.Soc, WhyReason.Target, 800, "charged to the target of 80 %, charging resumes below 75 %")]
    [DataRow(ChargeState.Complete, LimitCause.Soc, WhyReason.Storage, 500, "at the storage level of 50 %, charging resumes below 45 %")]
    [DataRow(ChargeState.Paused, LimitCause.Soc, WhyReason.SocUnknown, Unknown.Number, "no charge: the BMS tells no state of charge, which charge.goal needs")]
    [DataRow(ChargeState.Paused, LimitCause.Schedule, WhyReason.Hours, 1325, "outside of the allowed hours until 22:05 (schedule.from)")]
    [DataRow(ChargeState.Paused, LimitCause.Schedule, WhyReason.ReadyBy, 241, "charging begins at about 04:01 (schedule.readyBy)")]
    [DataRow(ChargeState.Paused, LimitCause.Schedule, WhyReason.ClockUnset, Unknown.Number, "the clock is not set, and a scheduled charge waits for it (schedule.withoutClock)")]
    [DataRow(ChargeState.Paused, LimitCause.Schedule, WhyReason.SocUnknown, Unknown.Number, "the BMS tells no state of charge or capacity, which schedule.readyBy needs")]
    [DataRow(ChargeState.Fault, LimitCause.Fault, FaultCode.BmsSilent, Unknown.Number, "the BMS does not answer (BmsSilent)")]
    [DataRow(ChargeState.Fault, LimitCause.Fault, FaultCode.TemperatureTooLow, -15, "the battery is too cold to charge (TemperatureTooLow): -1.5 degC")]
    [DataRow(ChargeState.Fault, LimitCause.Fault, FaultCode.HardOverVoltage, 4251, "a cell is above the limit of the chemistry (HardOverVoltage): 4.251 V")]
    [DataRow(ChargeState.Fault, LimitCause.Fault, FaultCode.ChargeFetOpened, ChargeFetGuard.AskedToOpen, "the charger did not stop, the BMS was told to cut it off (ChargeFetOpened): it has not yet, unplug the charger")]
    [DataRow(ChargeState.Fault, LimitCause.Fault, FaultCode.ChargeFetOpened, ChargeFetGuard.Opened, "the charger did not stop, the BMS was told to cut it off (ChargeFetOpened): it did, give it free")]
    [DataRow(ChargeState.Fault, LimitCause.Fault, FaultCode.ChargeFetOpened, Unknown.Number, "the charger did not stop, the BMS was told to cut it off (ChargeFetOpened)")]
    [DataRow(ChargeState.Fault, LimitCause.Fault, FaultCode.BmsAsleep, BatterySafety.AsleepFromTheStart, "the BMS sleeps or is unplugged: wake it with a charger, a load or its button (BmsAsleep): never heard")]
    [DataRow(ChargeState.Fault, LimitCause.Fault, FaultCode.BmsAsleep, BatterySafety.AsleepAfterWork, "the BMS sleeps or is unplugged: wake it with a charger, a load or its button (BmsAsleep): it did answer")]
    [DataRow(ChargeState.Fault, LimitCause.Fault, FaultCode.ValueImplausible, 3, "the BMS tells what cannot be (ValueImplausible): cell 3")]
    [DataRow(ChargeState.Fault, LimitCause.Fault, FaultCode.ValueImplausible, 102, "the BMS tells what cannot be (ValueImplausible): sensor 2")]
    [DataRow(ChargeState.Fault, LimitCause.Fault, FaultCode.ValueImplausible, 203, "the BMS tells what cannot be (ValueImplausible): state of charge")]
    [DataRow(ChargeState.Fault, LimitCause.Fault, FaultCode.SensorLost, 2, "a temperature sensor is lost (SensorLost): sensor 2")]
    [DataRow(ChargeState.Fault, LimitCause.Fault, FaultCode.ChargerDeliversAfterStop, 7400, "the charger goes on after a stop: unplug it, then clear the fault (ChargerDeliversAfterStop): 7.4 A")]
    public void Write_Reason_SaysItInOneSentence(int state, int cause, int subject, int value, string expected)
    {
        Assert.AreEqual(expected, TextOf(Snapshot(state, cause, subject, value)));
    }

    [TestMethod]
    [DataRow(LimitCause.Temperature, 2, 430, "sensor 2 at 43.0 degC: 7.0 A at most")]
    [DataRow(LimitCause.Cell, 7, 4180, "cell 7 nears its limit at 4.180 V: 7.0 A at most")]
    public void Write_LimitThatMoves_NamesWhatIsLeftOfTheCurrent(int cause, int subject, int value, string expected)
    {
        ChargerSnapshot snapshot = Snapshot(ChargeState.ConstantCurrent, cause, subject, value);
        snapshot.RequestMilliAmps = 7000;

        Assert.AreEqual(expected, TextOf(snapshot));
    }

    [TestMethod]
    public void Write_EveryFault_NamesItsCode()
    {
        for (int code = 0; code < FaultCode.Count; code++)
        {
            string text = TextOf(Snapshot(ChargeState.Fault, LimitCause.Fault, code, Unknown.Number));

            Assert.IsTrue(text.IndexOf(FaultCode.NameOf(code)) >= 0, text);
        }
    }

    [TestMethod]
    public void Write_EveryReasonWithItsLargestValues_IsWhole()
    {
        for (int cause = LimitCause.Mode; cause < LimitCause.Count; cause++)
        {
            for (int subject = 0; subject < FaultCode.Count; subject++)
            {
                string text = TextOf(Snapshot(ChargeState.Fault, cause, subject, -2000000000));
                Assert.IsTrue(text.Length > 5 && text.Length < 128, text);
            }
        }
    }

    // It is composed when something of it has changed: nothing may be missed.
    [TestMethod]
    public void Write_AfterEachChange_SaysTheNewReason()
    {
        ChargerSnapshot snapshot = Snapshot(ChargeState.Precheck, LimitCause.Precheck, WhyReason.Resume, 9001);
        Assert.AreEqual("all is well again, charging resumes in 10 s", TextOf(snapshot));
        snapshot.WhyValue = 9000;
        Assert.AreEqual("all is well again, charging resumes in 9 s", TextOf(snapshot));
        snapshot.WhySubject = WhyReason.Charger;
        Assert.AreEqual("waiting for the charger", TextOf(snapshot));
        snapshot.LimitedBy = LimitCause.Mode;
        snapshot.RequestMilliAmps = 10000;
        Assert.AreEqual("medium: 10.0 A", TextOf(snapshot));
        snapshot.RequestMilliAmps = 9900;
        Assert.AreEqual("medium: 9.9 A", TextOf(snapshot));
        snapshot.Mode = ChargeMode.Fast;
        Assert.AreEqual("fast: 9.9 A", TextOf(snapshot));
    }

    private static ChargerSnapshot Snapshot(int state, int cause, int subject, int value)
    {
        return new ChargerSnapshot { Mode = ChargeMode.Medium, State = state, LimitedBy = cause, WhySubject = subject, WhyValue = value };
    }

    private string TextOf(ChargerSnapshot snapshot)
    {
        _text.Clear();
        _why.Write(snapshot, _text);
        return _text.ToString();
    }
}
