using System;
using System.Threading;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Settings;

/// <summary>Several threads change settings at once, and none of them holds up a reader.</summary>
[TestClass]
public sealed class SettingStoreThreadsTests
{
    private const int Commits = 2000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly SettingTable _table = new();

    [TestMethod]
    public void Commit_FromTwoThreads_LosesNeitherOnesLastValue()
    {
        FakeFlash flash = new();
        SettingValues values = new(_table);
        SettingStore store = new(flash, values);
        store.Load();
        Thread first = new(() => Count(store, _table.ModeFastMilliAmps));
        Thread second = new(() => Count(store, _table.ModeSlowMilliAmps));
        first.Start();
        second.Start();
        Assert.IsTrue(first.Join(Longest) && second.Join(Longest));

        SettingValues after = new(_table);
        Assert.AreEqual(LoadResult.Loaded, new SettingStore(flash, after).Load());
        Assert.AreEqual(Commits, after.NumberOf(_table.ModeFastMilliAmps));
        Assert.AreEqual(Commits, after.NumberOf(_table.ModeSlowMilliAmps));
        Assert.AreEqual(2 * Commits, flash.Writes);
    }

    [TestMethod]
    public void NumberOf_WhileTheMediumTakesItsTime_AnswersAtOnceWithTheOldValue()
    {
        SettingValues values = new(_table);
        using SlowStorage storage = new();
        SettingStore store = new(storage, values);
        store.Load();
        SettingChanges changes = new(_table);
        changes.Set(_table.ModeFastMilliAmps, 1);
        Thread commit = new(() => store.Commit(changes));
        commit.Start();
        Assert.IsTrue(storage.IsWriting.Wait(Longest));

        // A lock held over the write would keep this thread here for ever.
        Assert.AreEqual(15000, values.NumberOf(_table.ModeFastMilliAmps));

        storage.MayEnd.Set();
        Assert.IsTrue(commit.Join(Longest));
        Assert.AreEqual(1, values.NumberOf(_table.ModeFastMilliAmps));
    }

    private void Count(SettingStore store, Setting setting)
    {
        SettingChanges changes = new(_table);
        for (int value = 1; value <= Commits; value++)
        {
            changes.Clear();
            changes.Set(setting, value);
            store.Commit(changes);
        }
    }

    private sealed class SlowStorage : IStorage, IDisposable
    {
        private readonly FakeFlash _flash = new();

        public ManualResetEventSlim IsWriting { get; } = new();

        public ManualResetEventSlim MayEnd { get; } = new();

        public int Read(string name, byte[] buffer)
        {
            return _flash.Read(name, buffer);
        }

        public bool Write(string name, byte[] buffer, int count)
        {
            IsWriting.Set();
            MayEnd.Wait();
            return _flash.Write(name, buffer, count);
        }

        public void Dispose()
        {
            MayEnd.Set();
            IsWriting.Dispose();
            MayEnd.Dispose();
        }
    }
}
