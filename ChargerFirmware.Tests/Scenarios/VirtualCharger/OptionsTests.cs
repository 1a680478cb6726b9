using System.Net;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using VirtualCharger;

namespace ChargerFirmware.Tests.Scenarios.VirtualCharger;

[TestClass]
public sealed class OptionsTests
{
    [TestMethod]
    public void Parse_Nothing_GivesTheDefaultsOfTheContract()
    {
        Options options = Options.Parse([]);
        Assert.AreEqual(8080, options.HttpPort);
        Assert.AreEqual(IPAddress.Loopback, options.Listen);
        Assert.AreEqual(9998, options.LegacyPort);
        Assert.IsNull(options.SerialPath);
        Assert.AreEqual(-1, options.CanPort);
        Assert.IsTrue(options.SimulatedCharger);
        Assert.IsEmpty(options.Settings);
        Assert.IsNotEmpty(options.DataFolder);
        Assert.AreEqual(1.0, options.Speed);
        Assert.IsEmpty(options.Faults);
        Assert.IsFalse(options.WebSocketEcho);
        Assert.IsFalse(options.SimulatedWifi);
        Assert.AreEqual(0, options.DnsPort);
        Assert.IsNull(options.Mdns);
        Assert.IsFalse(options.ShowHelp);
        Assert.IsFalse(options.ListFaults);
    }

    [TestMethod]
    public void Parse_Everything_IsTakenOver()
    {
        Options options = Options.Parse(
        [
            "--http", "0", "--listen=0.0.0.0", "--legacy-port", "0", "--bms", "sim", "--can-port", "4001", "--charger", "none",
            "--set", "charge.mode=fast", "--set=web.allowedHosts=a=b", "--data", "folder", "--speed", "60", "--fault", "bmsSilent@5", "--fault", "canNoAck", "--ws-echo",
        ]);
        Assert.AreEqual(0, options.HttpPort);
        Assert.AreEqual(IPAddress.Any, options.Listen);
        Assert.AreEqual(0, options.LegacyPort);
        Assert.IsNull(options.SerialPath);
        Assert.AreEqual(4001, options.CanPort);
        Assert.IsFalse(options.SimulatedCharger);
        Assert.HasCount(2, options.Settings);
        Assert.AreEqual("charge.mode", options.Settings[0].Key);
        Assert.AreEqual("fast", options.Settings[0].Value);
        Assert.AreEqual("web.allowedHosts", options.Settings[1].Key);
        Assert.AreEqual("a=b", options.Settings[1].Value);
        Assert.AreEqual("folder", options.DataFolder);
        Assert.AreEqual(60.0, options.Speed);
        Assert.HasCount(2, options.Faults);
        Assert.AreEqual("bmsSilent@5", options.Faults[0]);
        Assert.IsTrue(options.WebSocketEcho);
    }

    [TestMethod]
    [DataRow("nmc14", "nmc", 14)]
    [DataRow("lfp16", "lfp", 16)]
    [DataRow("lto24", "lto", 24)]
    public void Parse_Pack_ShapesTheSimulatedPackAndTheProfile(string name, string chemistry, int cells)
    {
        Options options = Options.Parse(["--pack", name, "--soc", "5", "--ambient=-3"]);
        global::Simulation.Battery.BatteryOptions pack = Packs.Create(options);
        Assert.AreEqual((chemistry, cells, 50, -30), (pack.Chemistry.Name, pack.Cells, pack.SocPermille, pack.AmbientDeciC));
        ChargerFirmware.Settings.SettingValues values = StartSettings.Create(options);
        Assert.AreEqual(chemistry, values.TextOf(values.Table.BatteryProfile));
    }

    [TestMethod]
    public void Parse_NoPack_IsTheOneOfTheContract()
    {
        global::Simulation.Battery.BatteryOptions pack = Packs.Create(Options.Parse([]));
        Assert.AreEqual(("nmc", 14, 780, 248), (pack.Chemistry.Name, pack.Cells, pack.SocPermille, pack.AmbientDeciC));
    }

    [TestMethod]
    public void Parse_Wifi_IsTakenOver()
    {
        Options options = Options.Parse(["--wifi", "sim", "--dns-port", "5300", "--mdns", "127.0.0.2:5400"]);
        Assert.IsTrue(options.SimulatedWifi);
        Assert.AreEqual(5300, options.DnsPort);
        Assert.AreEqual(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 5400), options.Mdns);
        Assert.AreEqual(5353, Options.Parse(["--wifi=sim", "--mdns=127.0.0.1"]).Mdns!.Port);
    }

    [TestMethod]
    [DataRow("--wifi", "maybe")]
    [DataRow("--dns-port", "53")]
    [DataRow("--mdns", "127.0.0.1")]
    public void Parse_WifiWrong_IsRefusedByName(string option, string value)
    {
        StringAssert.Contains(Assert.ThrowsExactly<StartupException>(() => Options.Parse([option, value])).Message, option);
    }

    [TestMethod]
    public void Parse_SerialPath_IsKept()
    {
        Assert.AreEqual("/dev/ttyUSB0", Options.Parse(["--bms", "/dev/ttyUSB0"]).SerialPath);
    }

    [TestMethod]
    [DataRow("--help", true, false)]
    [DataRow("-h", true, false)]
    [DataRow("--fault=list", false, true)]
    public void Parse_Questions_AreKept(string argument, bool help, bool list)
    {
        Options options = Options.Parse([argument]);
        Assert.AreEqual(help, options.ShowHelp);
        Assert.AreEqual(list, options.ListFaults);
    }

    [TestMethod]
    [DataRow("--http", "--http")]
    [DataRow("--http abc", "--http")]
    [DataRow("--http 65536", "--http")]
    [DataRow("--http -1", "--http")]
    [DataRow("--http=", "--http")]
    [DataRow("--http --listen", "--http")]
    [DataRow("--listen nowhere", "--listen")]
    [DataRow("--listen 1", "--listen")]
    [DataRow("--listen ::1", "--listen")]
    [DataRow("--legacy-port x", "--legacy-port")]
    [DataRow("--can-port 1.5", "--can-port")]
    [DataRow("--bms=", "--bms")]
    [DataRow("--charger real", "--charger")]
    [DataRow("--set charge.mode", "--set")]
    [DataRow("--set =fast", "--set")]
    [DataRow("--data=", "--data")]
    [DataRow("--speed 0", "--speed")]
    [DataRow("--speed 0.5", "--speed")]
    [DataRow("--speed fast", "--speed")]
    [DataRow("--speed 1e3", "--speed")]
    [DataRow("--speed 5000", "--speed")]
    [DataRow("--speed 2 --bms /dev/ttyUSB0", "--speed")]
    [DataRow("--bms /dev/ttyUSB0 --speed 1", "--speed")]
    [DataRow("--pack lead6", "--pack")]
    [DataRow("--soc 101", "--soc")]
    [DataRow("--soc half", "--soc")]
    [DataRow("--ambient 71", "--ambient")]
    [DataRow("--pack lfp16 --bms /dev/ttyUSB0", "--pack")]
    [DataRow("--bms /dev/ttyUSB0 --soc 5", "--soc")]
    [DataRow("--ws-echo=yes", "--ws-echo")]
    [DataRow("--frobnicate", "--frobnicate")]
    [DataRow("stray", "stray")]
    public void Parse_BadOption_IsNamedInOneLine(string commandLine, string name)
    {
        StartupException refused = Assert.ThrowsExactly<StartupException>(() => Options.Parse(commandLine.Split(' ')));
        StringAssert.Contains(refused.Message, name);
        Assert.IsFalse(refused.Message.Contains('\n'));
        Assert.IsTrue(refused.Message.EndsWith('.'), "a whole sentence: " + refused.Message);
    }

    [TestMethod]
    public void Parse_LineBreakInAnArgument_StaysOneLine()
    {
        StartupException refused = Assert.ThrowsExactly<StartupException>(() => Options.Parse(["--http", "1\n2"]));
        StringAssert.Contains(refused.Message, "1?2");
    }

    [TestMethod]
    public void Help_EveryOption_IsInIt()
    {
        foreach (string option in new[] { "--http", "--listen", "--legacy-port", "--bms", "--pack", "--soc", "--ambient", "--can-port", "--charger", "--set", "--data", "--speed", "--fault", "--ws-echo", "--help" })
        {
            StringAssert.Contains(Help.Text, "  " + option + " ");
        }
    }
}
