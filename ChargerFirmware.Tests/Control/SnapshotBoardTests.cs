using ChargerFirmware.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class SnapshotBoardTests
{
    private readonly SnapshotBoard _board = new SnapshotBoard();

    [TestMethod]
    [DataRow(0, ChargeState.Fault, true)]
    [DataRow(1, ChargeState.Fault, false)]
    [DataRow(1, ChargeState.Complete, false)]
    [DataRow(1, ChargeState.Paused, false)]
    [DataRow(1, ChargeState.Precheck, false)]
    [DataRow(1, ChargeState.Precharge, true)]
    [DataRow(1, ChargeState.ConstantCurrent, true)]
    [DataRow(1, ChargeState.Taper, true)]
    public void IsCharging_IsTrueUnlessNoChargeIsKnownToRun(int eventCount, int state, bool expected)
    {
        // Above 0 also at a stop where the protocol has none: it says nothing about the charge.
        _board.Publish(new ChargerSnapshot { EventCount = eventCount, State = state, RequestMilliAmps = 3000 });

        Assert.AreEqual(expected, _board.IsCharging);
    }
}
