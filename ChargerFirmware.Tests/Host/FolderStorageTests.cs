using System.IO;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using VirtualCharger;

namespace ChargerFirmware.Tests.Host;

[TestClass]
public sealed class FolderStorageTests
{
    private readonly byte[] _buffer = new byte[16];

    [TestMethod]
    public void Write_ThenRead_GivesTheRecordBack_ShorterOnesToo()
    {
        using TemporaryFolder folder = new();
        using FolderStorage storage = FolderStorage.Open(folder.Path);

        Assert.AreEqual(-1, storage.Read("a", _buffer));
        AssertRoundTrip(storage, "a long record");
        AssertRoundTrip(storage, "short");
        AssertRoundTrip(storage, "");
    }

    [TestMethod]
    public void Read_RecordLongerThanTheBuffer_IsNoRecord()
    {
        using TemporaryFolder folder = new();
        using FolderStorage storage = FolderStorage.Open(folder.Path);
        byte[] record = new byte[17];

        Assert.IsTrue(storage.Write("a", record, 16));
        Assert.AreEqual(16, storage.Read("a", _buffer));
        Assert.IsTrue(storage.Write("a", record, 17));
        Assert.AreEqual(-1, storage.Read("a", _buffer));
    }

    [TestMethod]
    public void Write_MediumRefuses_IsFalse()
    {
        using TemporaryFolder folder = new();
        using FolderStorage storage = FolderStorage.Open(folder.Path);
        Directory.CreateDirectory(folder.Combine("a"));

        Assert.IsFalse(storage.Write("a", _buffer, 4));
        Assert.AreEqual(-1, storage.Read("a", _buffer));
    }

    [TestMethod]
    public void Open_MissingFolder_IsMadeWithItsParents()
    {
        using TemporaryFolder folder = new();

        using FolderStorage storage = FolderStorage.Open(folder.Combine("new/er"));

        AssertRoundTrip(storage, "x");
    }

    [TestMethod]
    public void Open_FolderInUse_IsRefusedUntilItIsFree()
    {
        using TemporaryFolder folder = new();
        using (FolderStorage.Open(folder.Path))
        {
            AssertRefused(folder.Path, "is in use by another charger");
        }

        using FolderStorage again = FolderStorage.Open(folder.Path);
    }

    [TestMethod]
    public void Open_AFile_IsRefused()
    {
        using TemporaryFolder folder = new();
        string path = folder.Combine("file");
        File.WriteAllText(path, "");

        AssertRefused(path, "is a file");
        AssertRefused(Path.Combine(path, "below"), "cannot be made");
    }

    // Linux's /proc is a folder that not even root can write.
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void Open_PlaceThatCannotBeWritten_IsRefused()
    {
        AssertRefused("/proc/self", "be written");
        AssertRefused("/proc/charger", "cannot be made");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("a\0b")]
    public void Open_NoPath_IsRefused(string path)
    {
        AssertRefused(path, "is no path");
    }

    private void AssertRoundTrip(FolderStorage storage, string text)
    {
        byte[] record = Ascii.Of(text);
        Assert.IsTrue(storage.Write("a", record, record.Length));
        Assert.AreEqual(text, System.Text.Encoding.UTF8.GetString(_buffer, 0, storage.Read("a", _buffer)));
    }

    private static void AssertRefused(string path, string why)
    {
        IOException refusal = Assert.ThrowsExactly<IOException>(() => FolderStorage.Open(path).Dispose());
        Assert.Contains(why, refusal.Message);
        Assert.Contains("name", refusal.Message);
        Assert.IsFalse(refusal.Message.Contains('\n') || refusal.Message.Contains('\0'));
    }
}
