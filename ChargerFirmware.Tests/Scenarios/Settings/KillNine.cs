using System;
using System.Threading;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using VirtualCharger;

namespace ChargerFirmware.Tests.Scenarios.Settings;

/// <summary>Kills a writer again and again at random moments and looks each time at what is left.</summary>
/// <param name="writer">Who is killed.</param>
/// <param name="random">When.</param>
/// <param name="maxMsOfStart">How late in its start a kill may come that does not wait for the first acknowledge.</param>
internal sealed class KillNine(IKillableWriter writer, Random random, int maxMsOfStart = KillNine.MaxMsOfStart)
{
    // A start takes some tenths of a second on a busy machine; a writer that says nothing for this long is broken.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    // Spans that reach over several commits, and over the whole start with its load.
    private const int MaxMsOfCommits = 40;
    private const int MaxMsOfStart = 150;

    public int FellBack { get; private set; }

    /// <summary>How often a value was on the medium whose acknowledge the kill had cut off.</summary>
    public int NewerThanAcknowledged { get; private set; }

    public void Run(int kills)
    {
        using TemporaryFolder folder = new();
        long found = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            writer.Start(folder.Path, found + 1);

            // Now and then the kill meets the start; not the first one, before anything is stored.
            bool isInStart = kill > 0 && random.Next(5) == 0;
            Assert.IsTrue(isInStart || writer.WaitForAcknowledge(LongestStart), "the writer says nothing");
            Thread.Sleep(random.Next(isInStart ? maxMsOfStart : MaxMsOfCommits));
            writer.Kill();
            found = Look(folder.Path, found, $"kill {kill}");
        }
    }

    private long Look(string folder, long foundBefore, string when)
    {
        using FolderStorage storage = FolderStorage.Open(folder);
        SettingValues values = new(new SettingTable());
        int result = new SettingStore(storage, values).Load();
        long found = writer.ValueOf(values);
        Assert.AreNotEqual(CountedSettings.Torn, found, $"{when}: torn");
        Assert.IsTrue(result is LoadResult.Loaded or LoadResult.FellBack, $"{when}: load result {result}");
        Assert.IsTrue(found >= writer.LastAcknowledged, $"{when}: {writer.LastAcknowledged} was acknowledged, {found} is there");

        // One commit may be complete without its acknowledge, no more: the next one begins after that.
        long known = Math.Max(foundBefore, writer.LastAcknowledged);
        Assert.IsTrue(found >= foundBefore && found <= known + 1, $"{when}: {known} was the last, {found} is there");
        FellBack += result == LoadResult.FellBack ? 1 : 0;
        NewerThanAcknowledged += found > writer.LastAcknowledged ? 1 : 0;
        return found;
    }
}
