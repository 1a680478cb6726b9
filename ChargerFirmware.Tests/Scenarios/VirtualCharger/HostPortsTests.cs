using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Reflection;
using ChargerFirmware.Ports;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using VirtualCharger;

namespace ChargerFirmware.Tests.Scenarios.VirtualCharger;

[TestClass]
public sealed class HostPortsTests
{
    private static readonly Assembly Firmware = typeof(Board).Assembly;

    [TestMethod]
    public void HostAssets_AssemblyWithoutThePage_SaysWhatIsMissing()
    {
        StartupException refused = Assert.ThrowsExactly<StartupException>(() => new HostAssets(typeof(HostPortsTests).Assembly));
        StringAssert.Contains(refused.Message, "index.html");
    }

    [TestMethod]
    public void HostAssets_Page_IsTheSourceCompressedTheSameEachTime()
    {
        HostAssets assets = new(Firmware);
        byte[] packed = ReadWhole(assets, 100);
        CollectionAssert.AreEqual(packed, ReadWhole(new HostAssets(Firmware), 4096));
        Assert.AreEqual(assets.VersionOf(Asset.Page), new HostAssets(Firmware).VersionOf(Asset.Page));
        Assert.AreEqual(16, assets.VersionOf(Asset.Page).Length);
        Assert.AreNotEqual(assets.VersionOf(Asset.Page), assets.VersionOf(Asset.Api));

        using Stream source = Firmware.GetManifestResourceStream("index.html")!;
        using GZipStream unpacked = new(new MemoryStream(packed), CompressionMode.Decompress);
        using MemoryStream expected = new();
        using MemoryStream actual = new();
        source.CopyTo(expected);
        unpacked.CopyTo(actual);
        CollectionAssert.AreEqual(expected.ToArray(), actual.ToArray());
        Assert.IsNotNull(System.Text.Json.Nodes.JsonNode.Parse(ReadWhole(assets, 100, Asset.Api)), "the other file is as it is");
    }

    [TestMethod]
    public void HostSystem_Facts_AreThoseOfTheFirmwareAndTheMachine()
    {
        string reason = "";
        HostSystem system = new(Firmware, text => reason = text);
        Assert.AreEqual(Firmware.GetName().Version!.ToString(3), system.FirmwareVersion);
        Assert.IsTrue(system.FreeMemoryBytes > 1_000_000);
        system.Restart("because");
        Assert.AreEqual("because", reason);
    }

    [TestMethod]
    public void HostClock_Sleep_PassesAtLeastThatTime()
    {
        HostClock clock = new();
        long before = clock.NowMs;
        clock.Sleep(20);
        Assert.IsTrue(clock.NowMs - before >= 19);
        Assert.IsTrue(Math.Abs(clock.NowFineMs - clock.NowMs) < 1_000);
    }

    private static byte[] ReadWhole(HostAssets assets, int piece, int asset = Asset.Page)
    {
        List<byte> whole = [];
        byte[] buffer = new byte[piece + 3];
        int count;
        while ((count = assets.Read(asset, whole.Count, buffer, 3, piece)) > 0)
        {
            whole.AddRange(buffer[3..(3 + count)]);
        }

        Assert.AreEqual(assets.LengthOf(asset), whole.Count);
        return [.. whole];
    }
}
