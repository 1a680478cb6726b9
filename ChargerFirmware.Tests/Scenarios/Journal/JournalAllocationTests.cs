using System;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Core;
using ChargerFirmware.Tests.Journal;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Journal;

/// <summary>Looking, sampling and the rounds that store nothing leave nothing for the collector.</summary>
[TestClass]
[DoNotParallelize]
public sealed class JournalAllocationTests
{
    [TestMethod]
    public void Journal_OneHourOfSamplesAndRounds_AllocatesNothing()
    {
        JournalRig rig = new(new FakeFlash(), 1);
        rig.Charge(20_000);
        long looks = 0;
        long rounds = 0;
        int silent = 0;
        for (int i = 0; i < 36_000; i++)
        {
            if (i % 700 == 0)
            {
                rig.SetFault(FaultCode.ChargerSilent, i % 1400 == 0);
            }

            rig.Tick();
            long before = GC.GetAllocatedBytesForCurrentThread();
            rig.Journal.Look();
            looks += GC.GetAllocatedBytesForCurrentThread() - before;
            int writes = rig.Journal.Counters.Writes;
            before = GC.GetAllocatedBytesForCurrentThread();
            rig.Journal.Pass();
            long used = GC.GetAllocatedBytesForCurrentThread() - before;
            if (rig.Journal.Counters.Writes == writes)
            {
                rounds += used;
                silent++;
            }
        }

        Assert.AreEqual(0L, looks);
        Assert.AreEqual(0L, rounds);
        Assert.IsGreaterThan(35_000, silent);
        Assert.IsGreaterThan(10, rig.Journal.History.Count);
    }
}
