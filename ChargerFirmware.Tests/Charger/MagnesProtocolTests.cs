using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Charger.Magnes;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Charger;

[TestClass]
public class MagnesProtocolTests
{
    private static readonly CanFrame Frame = new CanFrame();

    // The bug-free vectors of the original's frame; byte 4 is ours (whole degrees + 40), the original sent the low byte of a sensor word.
    [TestMethod]
    [DataRow(52000, 5000, 1250, 5000, "145001F4A532")] // 52.00 V 5.00 A slow
    [DataRow(58800, 10250, 1400, 10000, "16F80401B464")] // 58.80 V 10.25 A medium
    [DataRow(48050, -3200, 1100, 15000, "12C5FEC09696")] // 48.05 V -3.20 A fast
    public void Encode_KnownPack_GivesTheBugFreeFrame(int milliVolts, int milliAmps, int deciC, int limitMilliAmps, string expected)
    {
        ChargerRequest request = Known(milliVolts, milliAmps, deciC, limitMilliAmps);

        NewProtocol(0).Encode(request, 0, Frame);

        Assert.AreEqual(expected, Hex.Of(Frame.Data, Frame.Length));
        Assert.AreEqual(0xAAAAu, Frame.Id);
        Assert.IsTrue(Frame.Extended);
        Assert.AreEqual(6, Frame.Length);
    }

    [TestMethod]
    [DataRow(250, 65)] // 25.0
    [DataRow(251, 65)] // 25.1 rounds down
    [DataRow(259, 65)] // 25.9 rounds down
    [DataRow(-1, 39)] // -0.1 rounds down to -1
    [DataRow(-100, 30)] // -10.0
    [DataRow(-105, 29)] // -10.5 rounds down to -11
    [DataRow(-500, 0)] // below the range
    [DataRow(3000, 255)] // above the range
    public void Encode_Temperature_IsWholeDegreesPlusForty(int deciC, int expected)
    {
        NewProtocol(0).Encode(Known(52000, 0, deciC, 0), 0, Frame);

        Assert.AreEqual(expected, (int)Frame.Data[4]);
    }

    [TestMethod]
    public void Encode_UnknownVoltageOrCurrent_SendsZeroAndSlow()
    {
        ChargerRequest request = Known(52000, 5000, 250, 15000);
        request.PackMilliAmps = Unknown.Number;
        NewProtocol(0).Encode(request, 0, Frame);
        Assert.AreEqual("145000004132", Hex.Of(Frame.Data, Frame.Length));

        request = Known(Unknown.Number, 5000, Unknown.Number, 15000);
        NewProtocol(0).Encode(request, 0, Frame);
        Assert.AreEqual("000001F40032", Hex.Of(Frame.Data, Frame.Length));
    }

    [TestMethod]
    public void Encode_Stop_SendsSlowWhateverTheLimit()
    {
        ChargerRequest request = Known(52000, 5000, 250, 15000);
        request.Charge = false;

        NewProtocol(0).Encode(request, 0, Frame);

        Assert.AreEqual(0x32, (int)Frame.Data[5]);
    }

    [TestMethod]
    [DataRow(15000, 15000)]
    [DataRow(99999, 15000)]
    [DataRow(14999, 10000)]
    [DataRow(10000, 10000)]
    [DataRow(9999, 0)]
    [DataRow(0, 0)]
    public void RoundDown_SlowIsNoCharge_GivesTheHighestStepWithinTheLimit(int limit, int expected)
    {
        Assert.AreEqual(expected, NewProtocol(0).RoundDown(limit));
    }

    [TestMethod]
    public void RoundDown_SlowHasACurrent_NeverGivesMoreThanTheLimit()
    {
        MagnesProtocol protocol = NewProtocol(3000);

        Assert.AreEqual(3000, protocol.RoundDown(9999));
        Assert.AreEqual(3000, protocol.RoundDown(3000));
        Assert.AreEqual(0, protocol.RoundDown(2999));
        Assert.IsFalse(protocol.CanStop);
        Assert.IsTrue(NewProtocol(0).CanStop);
    }

    [TestMethod]
    public void RoundDown_StepsOfZero_AreNeverUsed()
    {
        MagnesProtocol protocol = new MagnesProtocol(0, 0, 0, 500);

        Assert.AreEqual(0, protocol.RoundDown(0));
        Assert.AreEqual(0, protocol.RoundDown(50000));
    }

    [TestMethod]
    public void Encode_NumbersBeyondTheFrame_AreClamped()
    {
        NewProtocol(0).Encode(Known(700000, 400000, 250, 0), 0, Frame);
        Assert.AreEqual("FFFF7FFF4132", Hex.Of(Frame.Data, Frame.Length));

        NewProtocol(0).Encode(Known(0, -400000, 250, 0), 0, Frame);
        Assert.AreEqual("000080004132", Hex.Of(Frame.Data, Frame.Length));
    }

    [TestMethod]
    public void Modes_OneHasNoCurrent_TheOneBelowIsUsed()
    {
        MagnesProtocol noFast = new MagnesProtocol(0, 10000, 0, 500);
        Assert.AreEqual(10000, noFast.RoundDown(15000));
        noFast.Encode(Known(52000, 5000, 250, 15000), 0, Frame);
        Assert.AreEqual(0x64, (int)Frame.Data[5]);

        MagnesProtocol noMedium = new MagnesProtocol(3000, 0, 15000, 500);
        Assert.AreEqual(3000, noMedium.RoundDown(14999));
        noMedium.Encode(Known(52000, 5000, 250, 14999), 0, Frame);
        Assert.AreEqual(0x32, (int)Frame.Data[5]);
        Assert.AreEqual(3000, noMedium.StopMilliAmps);
    }

    private static MagnesProtocol NewProtocol(int slowMilliAmps)
    {
        return new MagnesProtocol(slowMilliAmps, 10000, 15000, 500);
    }

    private static ChargerRequest Known(int milliVolts, int milliAmps, int deciC, int limitMilliAmps)
    {
        return new ChargerRequest { Charge = true, PackMilliVolts = milliVolts, PackMilliAmps = milliAmps, WarmestDeciC = deciC, MilliAmps = limitMilliAmps };
    }
}
