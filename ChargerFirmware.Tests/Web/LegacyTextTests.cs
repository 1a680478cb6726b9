using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class LegacyTextTests
{
    private readonly LegacyText _text = new LegacyText();
    private readonly TextBuffer _frames = new TextBuffer(LegacyText.MaxBytes);

    [TestMethod]
    public void Write_Example_IsThreeFrames()
    {
        Assert.AreEqual("Voltage 52.84;Current 9.98;Temp 25.1;", Write(Snapshots.Example()));
    }

    [TestMethod]
    [DataRow(0, 0, 0, "Voltage 0.00;Current 0.00;Temp 0.0;")]
    [DataRow(60, -10, -4, "Voltage 0.06;Current -0.01;Temp -0.4;")]
    [DataRow(100000, -123450, -153, "Voltage 100.00;Current -123.45;Temp -15.3;")]
    public void Write_SignsAndZeros_StandAsOneWritesThem(int milliVolts, int milliAmps, int deciC, string expected)
    {
        ChargerSnapshot snapshot = Snapshots.Example();
        snapshot.Battery.PackMilliVolts = milliVolts;
        snapshot.Battery.PackMilliAmps = milliAmps;
        snapshot.Battery.TempDeciC[0] = deciC;
        snapshot.Battery.SensorCount = 1;
        Assert.AreEqual(expected, Write(snapshot));
    }

    [TestMethod]
    public void Write_LongestNumbers_Fit()
    {
        ChargerSnapshot snapshot = Snapshots.Example();
        snapshot.Battery.PackMilliVolts = -2147483647;
        snapshot.Battery.PackMilliAmps = -2147483647;
        snapshot.Battery.TempDeciC[0] = 2147483647;
        Assert.AreEqual("Voltage -2147483.64;Current -2147483.64;Temp 214748364.7;", Write(snapshot));
        Assert.IsFalse(_frames.Overflowed);
    }

    [TestMethod]
    public void Write_PackOffline_IsNothing()
    {
        ChargerSnapshot snapshot = Snapshots.Example();
        snapshot.PackOnline = false;
        Assert.AreEqual("", Write(snapshot));
    }

    [TestMethod]
    public void Write_OneValueUnknown_LeavesItOut()
    {
        ChargerSnapshot snapshot = Snapshots.Example();
        snapshot.Battery.PackMilliAmps = Unknown.Number;
        Assert.AreEqual("Voltage 52.84;Temp 25.1;", Write(snapshot));
    }

    [TestMethod]
    public void Write_Sensors_TellsTheWarmestThatIsFitted()
    {
        ChargerSnapshot snapshot = Snapshots.Example();
        snapshot.Battery.TempDeciC[0] = Unknown.Number;
        Assert.AreEqual("Voltage 52.84;Current 9.98;Temp 24.8;", Write(snapshot));
        snapshot.Battery.TempDeciC[1] = Unknown.Number;
        Assert.AreEqual("Voltage 52.84;Current 9.98;", Write(snapshot));
    }

    [TestMethod]
    [DataRow("slow", ChargeMode.Slow)]
    [DataRow("medium", ChargeMode.Medium)]
    [DataRow("fast", ChargeMode.Fast)]
    [DataRow("off", -1)]
    [DataRow("Fast", -1)]
    [DataRow("fast ", -1)]
    [DataRow("fas", -1)]
    [DataRow("", -1)]
    [DataRow("Voltage ", -1)]
    public void ModeOf_Word_IsExact(string word, int mode)
    {
        byte[] bytes = Ascii.Of(" " + word);
        Assert.AreEqual(mode, _text.ModeOf(bytes, 1, bytes.Length - 1));
    }

    // The frames' texts, each with a semicolon behind it.
    private string Write(ChargerSnapshot snapshot)
    {
        _text.Write(snapshot, _frames);
        FrameHeader header = new FrameHeader();
        string texts = "";
        int at = _frames.Start;
        while (at < _frames.End)
        {
            int head = header.Read(_frames.Data, at, _frames.End - at);
            Assert.IsTrue(header.IsFinal && header.Opcode == Opcode.Text && !header.IsMasked);
            texts += System.Text.Encoding.UTF8.GetString(_frames.Data, at + head, header.PayloadLength) + ";";
            at += head + header.PayloadLength;
        }

        return texts;
    }
}
