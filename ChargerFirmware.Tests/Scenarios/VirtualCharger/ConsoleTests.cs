using System.Collections.Generic;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.VirtualCharger;

/// <summary>What the console prints and how it ends.</summary>
[TestClass]
public sealed class ConsoleTests
{
    [TestMethod]
    public void Help_IsPrintedOnStandardOutput_Exit0()
    {
        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) = ChargerProcess.RunToEnd("--help");
        Assert.AreEqual(0, exitCode);
        Assert.IsGreaterThan(10, output.Count);
        Assert.IsEmpty(errors);
    }

    [TestMethod]
    public void FaultList_EachMisbehaviourInALine_Exit0()
    {
        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) = ChargerProcess.RunToEnd("--fault", "list");
        Assert.AreEqual(0, exitCode);
        Assert.IsEmpty(errors);
        Assert.HasCount(SimulationFaults.All.Count, output);
        for (int i = 0; i < output.Count; i++)
        {
            StringAssert.StartsWith(output[i], SimulationFaults.All[i].Name + " ");
        }
    }

    [TestMethod]
    [DataRow(ChargerProcess.Terminate)]
    [DataRow(ChargerProcess.Interrupt)]
    public void Signal_WhileCharging_Exit0Within2Seconds(int signal)
    {
        using ChargerProcess charger = ChargerProcess.Serve("--set", "charger.protocol=tc");
        System.Threading.Thread.Sleep(2_000);
        (int exitCode, long tookMs) = charger.Signal(signal);
        Assert.AreEqual(0, exitCode, string.Join('\n', charger.Errors));
        Assert.IsLessThan(2_000, tookMs);
        Assert.HasCount(1, charger.Output);
    }

    [TestMethod]
    [DataRow("canBusOff")]
    [DataRow("canSpiDead")]
    [DataRow("canNoAck")]
    public void Signal_BusIsDead_StillExit0Within2Seconds(string fault)
    {
        using ChargerProcess charger = ChargerProcess.Serve("--set", "charger.protocol=tc", "--fault", fault + "@2");
        System.Threading.Thread.Sleep(3_000);
        (int exitCode, long tookMs) = charger.Signal(ChargerProcess.Terminate);
        Assert.AreEqual(0, exitCode, string.Join('\n', charger.Errors));
        Assert.IsLessThan(2_000, tookMs);
    }
}
