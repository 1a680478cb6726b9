using ChargerFirmware.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class SnapshotBoardTests
{
    private readonly SnapshotBoard _board = new SnapshotBoard();

    [TestMethod]
    [DataRow(0, 0, true)]
    [DataRow(1, 0, false)]
    [DataRow(1, 100, true)]
    public void IsCharging_IsTrueUnlessZeroIsKnownToBeAskedFor(int eventCount, int requestMilliAmps, bool expected)
    {
        _board.Publish(new ChargerSnapshot { EventCount = eventCount, RequestMilliAmps = requestMilliAmps });

        Assert.AreEqual(expected, _board.IsCharging);
    }
}
