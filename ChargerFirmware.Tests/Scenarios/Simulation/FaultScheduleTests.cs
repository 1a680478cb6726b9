using System;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

[TestClass]
public sealed class FaultScheduleTests
{
    private readonly ManualClock _clock = new(5_000);
    private readonly SimulatedSite _site;

    public FaultScheduleTests()
    {
        _site = new SimulatedSite(_clock, new SiteOptions());
    }

    [TestMethod]
    public void Plan_WithoutTime_StartsNow()
    {
        _site.Schedule.Plan("bmsSilent");
        Assert.IsTrue(_site.Bms.Faults.Silent);
        Pass(100_000);
        Assert.IsTrue(_site.Bms.Faults.Silent, "and lasts");
    }

    [TestMethod]
    public void Plan_FromOneSecondToAnother_StartsAndEndsThen()
    {
        _site.Schedule.Plan("chargerHot@2.5-4");
        Pass(2_499);
        Assert.IsFalse(_site.ChargerFaults.Hot);
        Pass(1);
        Assert.IsTrue(_site.ChargerFaults.Hot, "seconds count from the start of the simulation");
        Pass(1_499);
        Assert.IsTrue(_site.ChargerFaults.Hot);
        Pass(1);
        Assert.IsFalse(_site.ChargerFaults.Hot);
    }

    [TestMethod]
    public void Plan_SeveralAtOnce_DoNotDisturbEachOther()
    {
        _site.Schedule.Plan("cellOverVoltage@1");
        _site.Schedule.Plan("shortCircuit@1-2");
        _site.Schedule.Plan("bmsEcho@1");
        Pass(1_000);
        Assert.AreEqual(0x401, _site.Board.Faults.ProtectionBits);
        Assert.IsTrue(_site.Bms.Faults.Echo);
        Pass(1_000);
        Assert.AreEqual(0x001, _site.Board.Faults.ProtectionBits);
    }

    [TestMethod]
    [DataRow("nothingLikeIt", "nothingLikeIt")]
    [DataRow("bmsSilent@soon", "soon")]
    [DataRow("bmsSilent@", "time")]
    [DataRow("bmsSilent@-5", "time")]
    [DataRow("bmsSilent@5-4", "5-4")]
    [DataRow("bmsSilent@5-5", "5-5")]
    [DataRow("bmsSilent@1e3", "1e3")]
    [DataRow("bmssilent", "bmssilent")]
    [DataRow("", "''")]
    public void Check_BadText_SaysWhatIsWrong(string text, string expected)
    {
        string? error = FaultSchedule.Check(text, out _, out _, out _);
        Assert.IsNotNull(error);
        StringAssert.Contains(error, expected);
        Assert.ThrowsExactly<ArgumentException>(() => _site.Schedule.Plan(text));
    }

    [TestMethod]
    public void All_Names_AreUniqueCamelCaseWithOneLineEach()
    {
        Assert.HasCount(SimulationFaults.All.Count, SimulationFaults.All.Select(fault => fault.Name).Distinct());
        foreach (SimulationFault fault in SimulationFaults.All)
        {
            StringAssert.Matches(fault.Name, new System.Text.RegularExpressions.Regex("^[a-z][A-Za-z0-9]+$"));
            Assert.IsTrue(fault.Description.Length is > 10 and < 100 && !fault.Description.Contains('\n'), fault.Name);
            Assert.AreSame(fault, SimulationFaults.Find(fault.Name));
        }
    }

    private void Pass(int milliseconds)
    {
        _clock.Advance(milliseconds);
        _site.World.Advance();
    }
}
