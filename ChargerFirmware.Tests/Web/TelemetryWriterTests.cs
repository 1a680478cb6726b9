using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class TelemetryWriterTests
{
    private readonly TelemetryWriter _writer = new TelemetryWriter(new TelemetryNames());
    private readonly JsonWriter _json = new JsonWriter(new TextBuffer(TelemetryWriter.MaxBytes));

    [TestMethod]
    public void Write_ExampleOfTheContract_IsWrittenByteForByte()
    {
        Assert.AreEqual(
            "{\"type\":\"telemetry\",\"seq\":17,\"uptimeMs\":84210,\"mode\":\"medium\",\"state\":\"constantCurrent\",\"limitedBy\":\"mode\",\"why\":\"medium: 10.0 A\","
            + "\"pack\":{\"online\":true,\"ageMs\":140,\"milliVolts\":52840,\"milliAmps\":9980,\"socPermille\":780,\"remainingMilliAmpHours\":31240,\"fullMilliAmpHours\":40000,"
            + "\"cycles\":12,\"chargeFet\":true,\"dischargeFet\":true,\"hardwareName\":\"JBD-SP14S004\"},"
            + "\"cells\":{\"milliVolts\":[3772,3771,3778],\"minMilliVolts\":3771,\"maxMilliVolts\":3778,\"deltaMilliVolts\":7,\"balancing\":[]},"
            + "\"temperaturesDeciC\":[251,248],\"protection\":[],"
            + "\"charger\":{\"protocol\":\"tc\",\"online\":true,\"ageMs\":310,\"requestMilliVolts\":58800,\"requestMilliAmps\":10000,\"milliVolts\":52900,\"milliAmps\":9900,\"flags\":[]},"
            + "\"session\":{\"active\":true,\"sinceMs\":72000,\"milliWattHours\":10540,\"milliAmpHours\":199,\"totalMilliWattHours\":4823110},"
            + "\"can\":{\"state\":\"errorActive\",\"tec\":0,\"rec\":0,\"sent\":412,\"received\":101},"
            + "\"faults\":[{\"code\":\"BmsSilent\",\"severity\":\"stop\",\"sinceMs\":1200,\"count\":1}]}",
            Write(Snapshots.Example(), 17));
    }

    [TestMethod]
    public void Write_PackAndChargerOffline_TellsAgesAndNulls()
    {
        ChargerSnapshot snapshot = Snapshots.Example();
        snapshot.PackOnline = false;
        snapshot.PackAgeMs = 4000;
        snapshot.ChargerOnline = false;
        snapshot.ChargerAgeMs = 5000;
        string text = Write(snapshot, 18);
        AssertContains(text, "\"pack\":{\"online\":false,\"ageMs\":4000,\"milliVolts\":null,\"milliAmps\":null,\"socPermille\":null,\"remainingMilliAmpHours\":null,\"fullMilliAmpHours\":null,"
            + "\"cycles\":null,\"chargeFet\":null,\"dischargeFet\":null,\"hardwareName\":null},"
            + "\"cells\":{\"milliVolts\":null,\"minMilliVolts\":null,\"maxMilliVolts\":null,\"deltaMilliVolts\":null,\"balancing\":null},"
            + "\"temperaturesDeciC\":null,\"protection\":null,");
        AssertContains(text, "\"charger\":{\"protocol\":\"tc\",\"online\":false,\"ageMs\":5000,\"requestMilliVolts\":58800,\"requestMilliAmps\":10000,\"milliVolts\":null,\"milliAmps\":null,\"flags\":null}");
    }

    [TestMethod]
    public void Write_BeforeTheFirstReply_HasNoAges()
    {
        ChargerSnapshot snapshot = new ChargerSnapshot();
        snapshot.ProtocolName = "tc";
        snapshot.ChargerReports = true;
        string text = Write(snapshot, 1);
        AssertContains(text, "\"pack\":{\"online\":false,\"ageMs\":null,");
        AssertContains(text, "\"charger\":{\"protocol\":\"tc\",\"online\":false,\"ageMs\":null,\"requestMilliVolts\":null,\"requestMilliAmps\":0,");
        AssertContains(text, "\"can\":{\"state\":\"starting\",");
        AssertContains(text, "\"session\":{\"active\":null,\"sinceMs\":null,\"milliWattHours\":null,\"milliAmpHours\":null,\"totalMilliWattHours\":0},");
    }

    [TestMethod]
    public void Write_ProtocolWithoutAnswers_KnowsNothingOfTheCharger()
    {
        ChargerSnapshot snapshot = Snapshots.Example();
        snapshot.ProtocolName = "magnes";
        snapshot.ChargerReports = false;
        snapshot.RequestMilliVolts = Unknown.Number;
        AssertContains(
            Write(snapshot, 1),
            "\"charger\":{\"protocol\":\"magnes\",\"online\":null,\"ageMs\":null,\"requestMilliVolts\":null,\"requestMilliAmps\":10000,\"milliVolts\":null,\"milliAmps\":null,\"flags\":null}");
    }

    [TestMethod]
    public void Write_SensorNotFitted_IsNullInItsPlace()
    {
        ChargerSnapshot snapshot = Snapshots.Example();
        snapshot.Battery.SensorCount = 3;
        snapshot.Battery.TempDeciC[0] = -300 + 1;
        snapshot.Battery.TempDeciC[1] = Unknown.Number;
        snapshot.Battery.TempDeciC[2] = 0;
        AssertContains(Write(snapshot, 1), "\"temperaturesDeciC\":[-299,null,0],");
    }

    [TestMethod]
    public void Write_NoSensorsAndNoCells_AreEmptyLists()
    {
        ChargerSnapshot snapshot = Snapshots.Example();
        snapshot.Battery.SensorCount = 0;
        snapshot.Battery.CellCount = 0;
        snapshot.Battery.BalanceMask = 0;
        string text = Write(snapshot, 1);
        AssertContains(text, "\"cells\":{\"milliVolts\":[],\"minMilliVolts\":null,\"maxMilliVolts\":null,\"deltaMilliVolts\":null,\"balancing\":[]},\"temperaturesDeciC\":[],");
    }

    [TestMethod]
    public void Write_BitsOfMasks_AreNumbersAndNames()
    {
        ChargerSnapshot snapshot = Snapshots.Example();
        snapshot.Battery.BalanceMask = 0x80000005;
        snapshot.Battery.ProtectionFlags = Protection.CellOverVoltage | Protection.DischargeFetBroken | 1 << 15;
        snapshot.Charger.Flags = ChargerFlag.HardwareFault | ChargerFlag.CommTimeout;
        string text = Write(snapshot, 1);
        AssertContains(text, "\"balancing\":[1,3,32]}");
        AssertContains(text, "\"protection\":[\"cellOverVoltage\",\"dischargeFetBroken\"]");
        AssertContains(text, "\"flags\":[\"hardwareFault\",\"commTimeout\"]}");
        snapshot.Battery.CellCount = BatterySnapshot.MaxCells;
        AssertContains(Write(snapshot, 1), "\"balancing\":[1,3,32]}");
    }

    [TestMethod]
    public void Write_NegativeCurrent_KeepsItsSign()
    {
        ChargerSnapshot snapshot = Snapshots.Example();
        snapshot.Battery.PackMilliAmps = -12340;
        AssertContains(Write(snapshot, 1), "\"milliAmps\":-12340,");
    }

    [TestMethod]
    public void Write_HardwareName_IsEscapedAndFollowsAChange()
    {
        ChargerSnapshot snapshot = Snapshots.Example();
        snapshot.Battery.HardwareName = "a\"\u0001\\";
        AssertContains(Write(snapshot, 1), "\"hardwareName\":\"a\\\"\\u0001\\\\\"}");
        snapshot.Battery.HardwareName = "b";
        AssertContains(Write(snapshot, 1), "\"hardwareName\":\"b\"}");
        snapshot.Battery.HardwareName = null;
        AssertContains(Write(snapshot, 1), "\"hardwareName\":null}");
    }

    [TestMethod]
    public void Write_EveryModeStateCauseAndBusState_HasItsWord()
    {
        ChargerSnapshot snapshot = Snapshots.Example();
        for (int state = 0; state <= ChargeState.Fault; state++)
        {
            snapshot.State = state;
            AssertContains(Write(snapshot, 1), "\"state\":\"" + ChargeState.NameOf(state) + "\"");
        }

        for (int mode = 0; mode <= ChargeMode.Fast; mode++)
        {
            snapshot.Mode = mode;
            AssertContains(Write(snapshot, 1), "\"mode\":\"" + ChargeMode.NameOf(mode) + "\"");
        }

        for (int state = 0; state <= CanState.BusOff; state++)
        {
            snapshot.Can.State = state;
            AssertContains(Write(snapshot, 1), "\"can\":{\"state\":\"" + CanState.NameOf(state) + "\"");
        }

        for (int cause = 0; cause <= LimitCause.Disabled; cause++)
        {
            snapshot.LimitedBy = cause;
            snapshot.WhySubject = FaultCode.BmsSilent;
            AssertContains(Write(snapshot, 1), "\"limitedBy\":\"" + LimitCause.NameOf(cause) + "\"");
        }
    }

    [TestMethod]
    public void Write_LargestSnapshot_FitsAndIsWhole()
    {
        string text = Write(Snapshots.Largest(), int.MaxValue);
        Assert.IsFalse(_json.Buffer.Overflowed, "MaxBytes is too small");
        JsonReader reader = new JsonReader();
        reader.Start(_json.Buffer.Data, _json.Buffer.Start, _json.Buffer.Length);
        int token = reader.Read();
        while (token != JsonToken.End)
        {
            Assert.AreNotEqual(JsonToken.Error, token, reader.ErrorReason);
            token = reader.Read();
        }

        Assert.IsTrue(text.Length > TelemetryWriter.MaxBytes - 512, "MaxBytes is larger than it need be: " + text.Length.ToString());
    }

    [TestMethod]
    public void Names_Groups_AddUp()
    {
        TelemetryNames names = new TelemetryNames();
        Assert.AreEqual(TelemetryNames.Severities + FaultSeverity.Latched + 1, names.Words.Count, "a list of words is longer than its place");
        Assert.AreEqual(TelemetryNames.TotalMilliWattHours + 1, names.Members.Count);
    }

    [TestMethod]
    public void Write_EveryStateOfEverything_HasItsWord()
    {
        ChargerSnapshot snapshot = Snapshots.Example();
        for (int state = CanState.Absent; state <= CanState.Disabled; state++)
        {
            snapshot.Can.State = state;
            AssertContains(Write(snapshot, 1), "\"can\":{\"state\":\"" + CanState.NameOf(state) + "\"");
        }

        for (int state = ChargeState.Idle; state <= ChargeState.Fault; state++)
        {
            snapshot.State = state;
            AssertContains(Write(snapshot, 1), "\"state\":\"" + ChargeState.NameOf(state) + "\",\"limitedBy\"");
        }

        for (int cause = LimitCause.Mode; cause <= LimitCause.OverVoltage; cause++)
        {
            snapshot.LimitedBy = cause;
            snapshot.WhySubject = 0;
            AssertContains(Write(snapshot, 1), "\"limitedBy\":\"" + LimitCause.NameOf(cause) + "\"");
        }

        for (int mode = ChargeMode.Off; mode <= ChargeMode.Fast; mode++)
        {
            snapshot.Mode = mode;
            AssertContains(Write(snapshot, 1), "\"mode\":\"" + ChargeMode.NameOf(mode) + "\"");
        }
    }

    private string Write(ChargerSnapshot snapshot, int sequence)
    {
        _json.Clear();
        _writer.Write(snapshot, sequence, _json);
        return _json.Buffer.ToString();
    }

    private static void AssertContains(string text, string part)
    {
        Assert.IsTrue(text.IndexOf(part) >= 0, part + " is not in " + text);
    }
}
