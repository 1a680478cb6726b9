using ChargerFirmware.Can;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Can;

/// <summary>The health record and the names of the states.</summary>
[TestClass]
public class CanHealthTests
{
    [TestMethod]
    public void CopyFrom_EveryField_IsCopied()
    {
        CanHealth source = new CanHealth();
        source.State = CanState.BusOff;
        source.TransmitErrors = 1;
        source.ReceiveErrors = 2;
        source.Sent = 3;
        source.Received = 4;
        source.Replaced = 5;
        source.Overruns = 6;
        source.BusOffs = 7;
        source.Restarts = 8;
        source.Settled = true;
        CanHealth copy = new CanHealth();

        copy.CopyFrom(source);

        Assert.AreEqual(CanState.BusOff, copy.State);
        Assert.AreEqual(1, copy.TransmitErrors);
        Assert.AreEqual(2, copy.ReceiveErrors);
        Assert.AreEqual(3, copy.Sent);
        Assert.AreEqual(4, copy.Received);
        Assert.AreEqual(5, copy.Replaced);
        Assert.AreEqual(6, copy.Overruns);
        Assert.AreEqual(7, copy.BusOffs);
        Assert.AreEqual(8, copy.Restarts);
        Assert.IsTrue(copy.Settled);
    }

    [TestMethod]
    [DataRow(CanState.Absent, "absent")]
    [DataRow(CanState.Starting, "starting")]
    [DataRow(CanState.ErrorActive, "errorActive")]
    [DataRow(CanState.ErrorWarning, "errorWarning")]
    [DataRow(CanState.ErrorPassive, "errorPassive")]
    [DataRow(CanState.BusOff, "busOff")]
    public void NameOf_State_IsTheContractsWord(int state, string name)
    {
        Assert.AreEqual(name, CanState.NameOf(state));
    }
}
