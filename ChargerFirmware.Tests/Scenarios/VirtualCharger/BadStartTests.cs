using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.VirtualCharger;

/// <summary>What cannot start ends with exit code 2, nothing on standard output and exactly one line on standard error that names the cause.</summary>
[TestClass]
public sealed class BadStartTests
{
    [TestMethod]
    [DataRow("--http x", "--http")]
    [DataRow("--frobnicate", "--frobnicate")]
    [DataRow("--set no.such.key=1", "no.such.key")]
    [DataRow("--set mode.fast.milliAmps=lots", "mode.fast.milliAmps")]
    [DataRow("--set mode.fast.milliAmps=100001", "mode.fast.milliAmps")]
    [DataRow("--set charge.stopped=true", "charge.stopped")]
    [DataRow("--set profile.nmc.chargeCellMilliVolts=4200 --set profile.nmc.maxCellMilliVolts=4100", "profile.nmc.maxCellMilliVolts")]
    [DataRow("--fault noSuchFault", "noSuchFault")]
    [DataRow("--fault bmsSilent@never", "bmsSilent@never")]
    [DataRow("--fault bmsSilent --bms /dev/null", "bmsSilent")]
    [DataRow("--fault chargerHot --charger none", "chargerHot")]
    [DataRow("--speed 60 --bms /dev/null", "--speed")]
    [DataRow("--http 9123 --legacy-port 9123", "--legacy-port 9123")]
    [DataRow("--bms /dev/null", "/dev/null")]
    [DataRow("--bms /no/such/line", "/no/such/line")]
    [DataRow("--data /dev/null", "/dev/null")]
    public void Start_BadOption_OneLineAndExit2(string commandLine, string expected)
    {
        ExpectRefusal(expected, commandLine.Split(' '));
    }

    [TestMethod]
    public void Start_LineBreakInASetting_StaysOneLine()
    {
        ExpectRefusal("a?b", "--set", "a\nb=1");
    }

    [TestMethod]
    [DataRow("--http")]
    [DataRow("--can-port")]
    [DataRow("--legacy-port")]
    public void Start_BusyPort_OneLineAndExit2(string option)
    {
        using Socket other = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        string port = ((IPEndPoint)other.LocalEndPoint!).Port.ToString();
        string http = option == "--http" ? port : "0";
        string can = option == "--can-port" ? port : "0";
        string legacy = option == "--legacy-port" ? port : "0";
        ExpectRefusal(option + " " + port, "--http", http, "--can-port", can, "--legacy-port", legacy);
    }

    [TestMethod]
    public void Start_AddressOfAnotherMachine_OneLineAndExit2()
    {
        // TEST-NET-1 (RFC 5737): nobody's address.
        ExpectRefusal("192.0.2.1", "--listen", "192.0.2.1");
    }

    [TestMethod]
    public void Start_FolderOfAnotherCharger_OneLineAndExit2()
    {
        using TemporaryFolder folder = new();
        using ChargerProcess first = ChargerProcess.ServeWith(folder.Path);
        ExpectRefusal(folder.Path, "--data", folder.Path);
    }

    [TestMethod]
    public void Start_SettingsThatWereRefused_LeaveNothingBehind()
    {
        using TemporaryFolder above = new();
        string folder = above.Combine("data");
        ExpectRefusal("no.such.key", "--set", "no.such.key=1", "--data", folder);
        Assert.IsFalse(Directory.Exists(folder));
    }

    // What is not under test is harmless: free ports, a folder that goes with the test. Of an option given twice the last one counts.
    private static void ExpectRefusal(string expected, params string[] given)
    {
        using TemporaryFolder folder = new();
        string[] arguments = ["--http", "0", "--legacy-port", "0", "--data", folder.Combine("data"), .. given];
        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) = ChargerProcess.RunToEnd(arguments);
        string all = string.Join('\n', errors);
        Assert.AreEqual(2, exitCode, all);
        Assert.IsEmpty(output);
        Assert.HasCount(1, errors, all);
        StringAssert.Contains(errors[0], expected);
        StringAssert.Matches(errors[0], new Regex("[;,:.] .+"), "a cause and a cure");
    }
}
