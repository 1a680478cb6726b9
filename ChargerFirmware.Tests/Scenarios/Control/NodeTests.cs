using System;
using System.Linq;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>The original's second board: a node that listens to a real sender on the simulated bus and drives its own output.</summary>
[TestClass]
public sealed class NodeTests
{
    private const int PeriodMs = 500;

    [TestMethod]
    public void Sender_Charging_IsFollowedWithinAPeriod_AndItsStopWithin100Ms()
    {
        NodeBench bench = new();
        bench.Run(9_000);
        Assert.AreEqual(97, bench.Level, "medium");
        Assert.AreEqual(0, bench.Changes[0].Level, "0 before anything was said");
        Assert.AreEqual(ChargeState.ConstantCurrent, bench.Snapshot.State);
        Assert.AreEqual(ChargeMode.Medium, bench.Snapshot.Mode);
        Assert.AreEqual("node", bench.Snapshot.ProtocolName);
        Assert.AreEqual(10_000, bench.Snapshot.RequestMilliAmps);

        bench.Charger.Post(ChargeCommand.Stop);
        bench.Run(100);

        Assert.AreEqual(0, bench.Level);
    }

    [TestMethod]
    [DataRow(50)]
    [DataRow(500)]
    [DataRow(3000)]
    public void Sender_Dies_OutputIsZeroThreePeriodsAfterItsLastMessage(int periodMs)
    {
        NodeBench bench = new(["magnes.periodMs=" + periodMs]);
        bench.SenderRuns = false;
        bench.Run(500);
        bench.Send("T0000AAAA6145001F4A564");
        bench.Run(20);
        Assert.AreEqual(97, bench.Level);
        long heardMs = bench.Changes[^1].AtMs;
        bench.Run((3 * periodMs) - 40);
        Assert.AreEqual(97, bench.Level, "two may get lost");

        bench.Run(60);

        Assert.AreEqual(0, bench.Level);
        Assert.IsLessThanOrEqualTo(heardMs + (3 * periodMs) + 10, bench.Changes[^1].AtMs);
        bench.Run(200);
        Assert.IsTrue(bench.Snapshot.Faults.IsActive(FaultCode.SenderSilent));
        Assert.AreEqual(ChargeState.Fault, bench.Snapshot.State);
        Assert.AreEqual(ChargeMode.Off, bench.Snapshot.Mode);

        // Its next message ends the silence; what has come back may go again, so the output waits.
        SendFast(bench, 9000);
        Assert.AreEqual(0, bench.Level, "at once never");
        Assert.IsFalse(bench.Snapshot.Faults.IsActive(FaultCode.SenderSilent));
        Assert.AreEqual(ChargeState.Precheck, bench.Snapshot.State);
        SendFast(bench, 1500);
        Assert.AreEqual(200, bench.Level, "10 s later");
    }

    [TestMethod]
    public void StopOfTheSender_IsZeroWhateverSlowIsSetTo()
    {
        NodeBench bench = new(["analog.slowLevel=40"]) { SenderRuns = false };
        SendFast(bench, 1500);
        Assert.AreEqual(200, bench.Level);
        bench.Send("T0000AAAA6145001F4A532");
        bench.Run(20);
        Assert.AreEqual(0, bench.Level);
    }

    [TestMethod]
    public void LatchedFaultOfItsFormerRole_IsClearedByTheUser()
    {
        NodeBench bench = new() { SenderRuns = false };
        bench.Restart(null, new ChargeStart { LatchedFaults = 1L << FaultCode.ShortCircuit });
        SendFast(bench, 1500);
        Assert.AreEqual(0, bench.Level);
        int ticket = bench.Commands.TryPost(ChargeCommand.ClearFaults, 0);
        bench.Run(200);
        Assert.AreEqual(CommandResult.Accepted, bench.Commands.Fetch(ticket));
        SendFast(bench, 11000);
        Assert.AreEqual(200, bench.Level);
    }

    [TestMethod]
    [DataRow("T0000AAAA5145001F4A5", "five bytes: the older sender")]
    [DataRow("T0000AAAA7145001F4A56400", "seven bytes")]
    [DataRow("T0000AAAB6145001F4A564", "another id")]
    [DataRow("t2AA6145001F4A564", "11 bits")]
    [DataRow("R0000AAAA6", "a remote frame")]
    public void AnythingElseOnTheBus_IsNoMessage(string frame, string what)
    {
        NodeBench bench = new() { SenderRuns = false };
        bench.Run(500);
        bench.Send(frame);
        bench.Run(2_000);

        Assert.AreEqual(0, bench.Level, what);
        Assert.AreEqual(1, bench.Changes.Count, what);
        bench.Run(1_000);
        Assert.IsTrue(bench.Snapshot.Faults.IsActive(FaultCode.SenderSilent), what);
    }

    [TestMethod]
    [DataRow("00")]
    [DataRow("33")]
    [DataRow("FF")]
    public void ModeByteThatIsNone_DrivesZeroAndIsTold(string mode)
    {
        NodeBench bench = new() { SenderRuns = false };
        bench.Run(500);
        bench.Send("T0000AAAA6145001F4A596");
        bench.Run(150);
        Assert.AreEqual(200, bench.Level);

        bench.Send("T0000AAAA6145001F4A5" + mode);
        bench.Run(150);

        Assert.AreEqual(0, bench.Level);
        Assert.IsTrue(bench.Snapshot.Faults.IsActive(FaultCode.SenderUnclear));
        Assert.IsFalse(bench.Snapshot.Faults.IsActive(FaultCode.SenderSilent));
        TextBuffer text = new(128);
        new WhyText().Write(bench.Snapshot, text);
        Assert.AreEqual("the sender says nothing that is a mode: output level 0", text.ToString());
    }

    [TestMethod]
    public void Restart_AmidACharge_IsZeroUntilTheSenderSpeaksAgain()
    {
        NodeBench bench = new();
        bench.Run(9_000);
        Assert.AreEqual(97, bench.Level);

        bench.Restart();
        Assert.AreEqual(0, bench.Level);
        bench.Run(PeriodMs + 700);

        Assert.AreEqual(97, bench.Level);
    }

    [TestMethod]
    public void User_StopsAndStarts_AndMayNotChooseAMode()
    {
        NodeBench bench = new();
        bench.Run(9_000);
        int stop = bench.Commands.TryPost(ChargeCommand.Stop, 0);
        int mode = bench.Commands.TryPost(ChargeCommand.Mode, ChargeMode.Fast);
        bench.Run(20);

        Assert.AreEqual(CommandResult.Accepted, bench.Commands.Fetch(stop));
        Assert.AreEqual(CommandResult.NotHere, bench.Commands.Fetch(mode));
        Assert.AreEqual(0, bench.Level);
        Assert.AreEqual(ChargeState.Paused, bench.Snapshot.State);
        bench.Restart(start: new ChargeStart { StoppedByUser = true });
        bench.Run(2_000);
        Assert.AreEqual(0, bench.Level, "a stop survives a restart");

        bench.Commands.Abandon(bench.Commands.TryPost(ChargeCommand.Start, 0));
        bench.Run(PeriodMs + 200);
        Assert.AreEqual(97, bench.Level);
    }

    [TestMethod]
    public void OtherLevels_AreInForceAfterTheNextMessage()
    {
        NodeBench bench = new();
        bench.Run(9_000);
        bench.Commands.Abandon(bench.Commands.TryPost(ChargeCommand.Configure, 0, NodeBench.Settings(["analog.mediumLevel=60", "analog.maxLevel=50"])));
        bench.Run(PeriodMs + 200);

        Assert.AreEqual(50, bench.Level, "and never above the limit");
    }

    [TestMethod]
    public void BoardWithoutAConverter_IsAFault()
    {
        NodeBench bench = new(hasDac: false);
        bench.Run(9_000);

        Assert.IsTrue(bench.Snapshot.Faults.IsActive(FaultCode.DacFailed));
        Assert.AreEqual(Unknown.Number, bench.Snapshot.OutputLevel);
        Assert.AreEqual(0, bench.Snapshot.RequestMilliAmps);
    }

    [TestMethod]
    public void Shutdown_AndLastWord_AreZero()
    {
        NodeBench bench = new();
        bench.Run(9_000);
        bench.Node.Shutdown();
        bench.Run(120);
        Assert.AreEqual(0, bench.Level);
        Assert.IsTrue(bench.Node.IsShutDown);

        bench = new NodeBench();
        bench.Run(9_000);
        bench.Node.StopCharger();
        Assert.AreEqual(0, bench.Level);
    }

    [TestMethod]
    public void ModeOfTheSender_IsNotStoredAsTheUsers()
    {
        NodeBench bench = new();
        bench.Run(9_000);
        ChargeStart decided = new() { Mode = ChargeMode.Fast };

        Assert.IsTrue(bench.Snapshots.ReadRemembered(decided));
        Assert.AreEqual(ChargeMode.Fast, decided.Mode);
    }

    [TestMethod]
    public void PassesInSteadyState_AllocateNothing()
    {
        NodeBench bench = new() { SenderRuns = false };
        bench.Run(500);
        long allocated = 0;
        for (int i = 0; i < 20; i++)
        {
            bench.Send("T0000AAAA6145001F4A564");
            bench.Run(100);
            long before = GC.GetAllocatedBytesForCurrentThread();
            bench.Node.Pass();
            allocated += i < 5 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.AreEqual(97, bench.Level);
        Assert.AreEqual(0, allocated);
        Assert.AreEqual(2, bench.Changes.Count(c => c.Level is 0 or 97));
    }

    private static void SendFast(NodeBench bench, int milliseconds)
    {
        for (int i = 0; i < milliseconds; i += 100)
        {
            bench.Send("T0000AAAA6145001F4A596");
            bench.Run(100);
        }
    }
}
