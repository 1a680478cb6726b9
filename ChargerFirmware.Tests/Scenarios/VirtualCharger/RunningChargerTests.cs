using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.VirtualCharger;

/// <summary>The console as others use it: its page's WebSocket, its CAN port, its data folder, its options.</summary>
[TestClass]
public sealed class RunningChargerTests
{
    private const int PatienceMs = 20_000;

    [TestMethod]
    public void Defaults_TheSimulatedPackIsChargedByTheOriginalProtocol()
    {
        using ChargerProcess charger = ChargerProcess.Serve("--can-port", "0");
        using ChargerClient client = new(charger.Address);
        using SlcanListener bus = new(SlcanListener.PortOf(charger));

        JsonElement telemetry = client.WaitFor(now => ChargerClient.PackMilliAmps(now) > 5_000, PatienceMs, "the charge");
        Assert.AreEqual("medium", telemetry.GetProperty("mode").GetString());
        Assert.AreEqual("magnes", telemetry.GetProperty("charger").GetProperty("protocol").GetString());
        Assert.AreEqual(14, telemetry.GetProperty("cells").GetProperty("milliVolts").GetArrayLength());
        bus.WaitFor(line => line.StartsWith("T0000AAAA6", StringComparison.Ordinal) && line.EndsWith("64", StringComparison.Ordinal), 3_000, "mode byte medium");
    }

    [TestMethod]
    public void WebSocket_TellsEveryHalfSecondAndTakesCommands()
    {
        using ChargerProcess charger = ChargerProcess.Serve("--set", "charger.protocol=tc");
        using ChargerClient client = new(charger.Address);
        client.WaitFor(now => ChargerClient.PackMilliAmps(now) > 9_000, PatienceMs, "the charge");
        using ClientWebSocket socket = client.OpenWebSocket();
        int sequence = ChargerClient.Receive(socket).GetProperty("seq").GetInt32();
        Assert.IsGreaterThan(sequence, ChargerClient.Receive(socket).GetProperty("seq").GetInt32());

        ChargerClient.Send(socket, """{"id":7,"command":"stop"}""");
        JsonElement answer;
        do
        {
            answer = ChargerClient.Receive(socket);
        }
        while (answer.GetProperty("type").GetString() != "ack");

        Assert.AreEqual(7, answer.GetProperty("id").GetInt32());
        Assert.IsTrue(answer.GetProperty("ok").GetBoolean());
        client.WaitFor(now => ChargerClient.IsState(now, "paused") && ChargerClient.PackMilliAmps(now) == 0, 5_000, "the pause");
    }

    [TestMethod]
    public void ListenEverywhere_TheAddressThatIsPrinted_IsServed()
    {
        using ChargerProcess charger = ChargerProcess.Serve("--listen", "0.0.0.0");
        Assert.AreEqual("0.0.0.0", charger.Address.Host);
        Assert.StartsWith("HTTP/1.1 200 ", Get(charger.Address, ""));
        Assert.StartsWith("HTTP/1.1 200 ", Get(charger.Address, "Origin: " + charger.Address.GetLeftPart(UriPartial.Authority) + "\r\n"));
        Assert.StartsWith("HTTP/1.1 403 ", Get(charger.Address, "Origin: http://evil.example\r\n"));
    }

    [TestMethod]
    public void Node_IsDrivenByAMessageOnTheBus_AndFallsToZeroInSilence()
    {
        using ChargerProcess charger = ChargerProcess.Serve("--set", "device.role=node", "--set", "magnes.periodMs=1000", "--can-port", "0");
        using ChargerClient client = new(charger.Address);
        using SlcanListener bus = new(SlcanListener.PortOf(charger));
        JsonElement first = client.WaitFor(now => now.GetProperty("charger").GetProperty("protocol").GetString() == "node", 5_000, "the node");
        Assert.AreEqual(0, first.GetProperty("charger").GetProperty("outputLevel").GetInt32());

        client.WaitFor(now => now.GetProperty("can").GetProperty("state").GetString() == "errorActive", 5_000, "the bus");
        bus.Send("T0000AAAA6145001F4A564");
        client.WaitFor(now => now.GetProperty("charger").GetProperty("outputLevel").GetInt32() == 97, 2_000, "the level of medium");
        JsonElement silent = client.WaitFor(now => now.GetProperty("charger").GetProperty("outputLevel").GetInt32() == 0, 5_000, "0 V in silence");

        Assert.AreEqual("fault", silent.GetProperty("state").GetString());
    }

    [TestMethod]
    [DataRow("tc", "T1806E5F48", "006400000000", "000001000000", DisplayName = "tc: current 0, control 1")]
    [DataRow("magnes", "T0000AAAA6", "64", "32", DisplayName = "magnes: mode byte 32")]
    public void Signal_WhileCharging_TheStopIsTheLastCommandOnTheBus(string protocol, string command, string charge, string stop)
    {
        using ChargerProcess charger = ChargerProcess.Serve("--set", "charger.protocol=" + protocol, "--can-port", "0");
        using SlcanListener bus = new(SlcanListener.PortOf(charger));
        bus.WaitFor(line => line.StartsWith(command, StringComparison.Ordinal) && line.EndsWith(charge, StringComparison.Ordinal), PatienceMs, "the charge");

        (int exitCode, long tookMs) = charger.Signal(ChargerProcess.Terminate);
        bus.WaitForEnd();

        Assert.AreEqual(0, exitCode);
        Assert.IsLessThan(2_000, tookMs);
        string last = bus.Lines.Last(line => line.StartsWith(command, StringComparison.Ordinal));
        StringAssert.EndsWith(last, stop);
    }

    [TestMethod]
    public void Speed60_AnHourOfChargingPassesInAMinute()
    {
        using ChargerProcess charger = ChargerProcess.Serve("--set", "charger.protocol=tc", "--speed", "60");
        using ChargerClient client = new(charger.Address);
        long from = client.Telemetry().GetProperty("uptimeMs").GetInt64();
        Stopwatch watch = Stopwatch.StartNew();
        Thread.Sleep(3_000);
        JsonElement telemetry = client.Telemetry();
        double speed = (telemetry.GetProperty("uptimeMs").GetInt64() - from) / (double)watch.ElapsedMilliseconds;

        // A loaded machine makes it slower, nothing makes it faster than asked by more than what one look misses.
        Assert.IsTrue(speed is > 15 and < 75, "ran at " + speed);
        Assert.IsTrue(ChargerClient.PackMilliAmps(telemetry) > 9_000, telemetry.GetRawText());
        Assert.AreEqual(0, telemetry.GetProperty("faults").GetArrayLength(), telemetry.GetRawText());
    }

    [TestMethod]
    public void Fault_AtItsSecond_StopsTheChargeAndEndsAgain()
    {
        using ChargerProcess charger = ChargerProcess.Serve("--set", "charger.protocol=tc", "--speed", "60", "--fault", "hotSensor@120-240");
        using ChargerClient client = new(charger.Address);
        client.WaitFor(now => ChargerClient.PackMilliAmps(now) > 9_000, PatienceMs, "the charge");
        JsonElement telemetry = client.WaitFor(now => ChargerClient.HasFault(now, "TemperatureTooHigh"), PatienceMs, "the fault");
        Assert.IsTrue(telemetry.GetProperty("uptimeMs").GetInt64() is > 119_000 and < 200_000, telemetry.GetRawText());
        client.WaitFor(now => ChargerClient.PackMilliAmps(now) == 0, PatienceMs, "the stop");
        client.WaitFor(now => ChargerClient.PackMilliAmps(now) > 9_000, PatienceMs, "the charge after it");
    }

    [TestMethod]
    public void ChargerNone_ANodeOnTheCanPortIsTheCharger()
    {
        using ChargerProcess charger = ChargerProcess.Serve("--charger", "none", "--set", "charger.protocol=tc", "--can-port", "0");
        using ChargerClient client = new(charger.Address);
        using SlcanListener node = new(SlcanListener.PortOf(charger));
        client.WaitFor(now => ChargerClient.HasFault(now, "ChargerSilent"), PatienceMs, "the silence");

        // 56.0 V, 0 A, no flags.
        node.Send("T18FF50E580230000000000000");
        client.WaitFor(now => !ChargerClient.HasFault(now, "ChargerSilent"), 3_000, "the end of the silence");
        node.WaitFor(line => line.StartsWith("T1806E5F48", StringComparison.Ordinal), 3_000, "a command");
        Assert.IsFalse(node.Lines.Any(line => line.StartsWith("T18FF50E5", StringComparison.Ordinal)), "nobody else speaks as a charger");
    }

    [TestMethod]
    public void Settings_AnotherProtocolAndBitRate_TheSimulatedChargerFollows()
    {
        using ChargerProcess charger = ChargerProcess.Serve("--can-port", "0", "--speed", "10");
        using ChargerClient client = new(charger.Address);
        using SlcanListener bus = new(SlcanListener.PortOf(charger));
        client.WaitFor(now => ChargerClient.PackMilliAmps(now) > 5_000, PatienceMs, "the charge in the original protocol");

        client.PutSettings("""{"charger.protocol":"tc","tc.pair":"e8","can.bitRate":"500000"}""");

        JsonElement telemetry = client.WaitFor(now => ChargerClient.PackMilliAmps(now) > 9_000, PatienceMs, "the charge in the other one");
        Assert.AreEqual("tc", telemetry.GetProperty("charger").GetProperty("protocol").GetString());
        bus.WaitFor(line => line.StartsWith("T1806E8F48", StringComparison.Ordinal), 3_000, "a command to the third charger");
        Assert.IsTrue(bus.Lines.Any(line => line.StartsWith("T0000AAAA6", StringComparison.Ordinal) && line.EndsWith("32", StringComparison.Ordinal)), "stopped in the old protocol first");
    }

    [TestMethod]
    public void Data_StoredSettingsSurvive_OverlaysDoNot()
    {
        using TemporaryFolder folder = new();
        using (ChargerProcess first = ChargerProcess.ServeWith(folder.Path, "--set", "mode.slow.milliAmps=4000"))
        {
            using ChargerClient client = new(first.Address);
            client.PutSettings("""{"mode.fast.milliAmps":12000}""");
            Assert.AreEqual("4000", client.SettingValue("mode.slow.milliAmps"));
            Assert.AreEqual(0, first.Signal(ChargerProcess.Interrupt).ExitCode);
        }

        using ChargerProcess second = ChargerProcess.ServeWith(folder.Path);
        using ChargerClient again = new(second.Address);
        Assert.AreEqual("12000", again.SettingValue("mode.fast.milliAmps"));
        Assert.AreEqual("5000", again.SettingValue("mode.slow.milliAmps"));
    }

    [TestMethod]
    public void BmsPath_RealLine_ChargesNothingUntilTheOwnerHasChosen()
    {
        using Pty line = new();
        using PacedBms bms = new(line, 9600, 20);
        using ChargerProcess charger = ChargerProcess.Serve("--bms", line.Path, "--set", "charger.protocol=tc");
        using ChargerClient client = new(charger.Address);
        JsonElement telemetry = client.WaitFor(now => now.GetProperty("pack").GetProperty("online").GetBoolean(), PatienceMs, "the pack");
        Thread.Sleep(1_000);
        telemetry = client.Telemetry();
        Assert.IsTrue(ChargerClient.IsState(telemetry, "idle"), telemetry.GetRawText());
        Assert.AreEqual("none", client.SettingValue("battery.profile"));
        Assert.AreEqual("slow", client.SettingValue("charge.mode"));
        Assert.AreEqual(0, telemetry.GetProperty("charger").GetProperty("requestMilliAmps").GetInt32());
        int charger01Volts = telemetry.GetProperty("charger").GetProperty("milliVolts").GetInt32() / 100;
        int pack01Volts = telemetry.GetProperty("pack").GetProperty("milliVolts").GetInt32() / 100;
        Assert.AreEqual(pack01Volts, charger01Volts, 1, "the simulated charger stands at the real pack's voltage");
    }

    [TestMethod]
    public void Restart_AfterAKill_TheFolderIsFree()
    {
        using TemporaryFolder folder = new();
        using (ChargerProcess first = ChargerProcess.ServeWith(folder.Path))
        {
            first.Signal(9);
        }

        using ChargerProcess second = ChargerProcess.ServeWith(folder.Path);
        Assert.IsTrue(Directory.Exists(folder.Path));
    }

    // Plain bytes: Host is what was printed, character for character.
    private static string Get(Uri address, string field)
    {
        using TcpClient tcp = new(address.Host == "0.0.0.0" ? "127.0.0.1" : address.Host, address.Port);
        byte[] request = Encoding.ASCII.GetBytes("GET /api/telemetry HTTP/1.1\r\nHost: " + address.Authority + "\r\n" + field + "Connection: close\r\n\r\n");
        tcp.GetStream().Write(request);
        using StreamReader reader = new(tcp.GetStream());
        return reader.ReadToEnd();
    }
}
