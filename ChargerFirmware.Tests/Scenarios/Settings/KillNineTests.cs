using System;
using System.Diagnostics;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Settings;

/// <summary>A process that is killed without warning loses no setting that it has acknowledged.</summary>
/// <remarks>What power does inside one write is shown byte by byte in TwoSlotRecordTests; here it is a real process over a real file system.</remarks>
[TestClass]
public sealed class KillNineTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [TestCategory("Long")]
    public void Store_KilledAtRandomMoments_LosesNothingAcknowledged()
    {
        Run(inPieces: false, kills: 200);
    }

    [TestMethod]
    [TestCategory("Long")]
    public void Store_KilledInsideItsWrites_LosesNothingAcknowledged()
    {
        KillNine killNine = Run(inPieces: true, kills: 100);

        Assert.AreNotEqual(0, killNine.FellBack, "no kill met a write");
    }

    private KillNine Run(bool inPieces, int kills)
    {
        int seed = Environment.TickCount;
        TestContext.WriteLine($"seed {seed}");
        Stopwatch time = Stopwatch.StartNew();
        using StoreWriterProcess writer = new(inPieces);
        KillNine killNine = new(writer, new Random(seed));
        killNine.Run(kills);
        TestContext.WriteLine($"{kills} kills in {time.Elapsed.TotalSeconds:F0} s, {writer.LastAcknowledged} commits; fell back to the other copy {killNine.FellBack} times, complete without an acknowledge {killNine.NewerThanAcknowledged} times");
        return killNine;
    }
}
