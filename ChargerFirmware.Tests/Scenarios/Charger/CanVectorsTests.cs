using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Charger.Brusa;
using ChargerFirmware.Charger.Eltek;
using ChargerFirmware.Charger.Magnes;
using ChargerFirmware.Charger.Pylontech;
using ChargerFirmware.Charger.Tc;
using ChargerFirmware.Charger.Tsm;
using ChargerFirmware.Tests.Doubles;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Charger;

/// <summary>Every frame of the reference collection that our protocols speak, where the collection lies beside the project; the unit tests hold the same frames as code.</summary>
[TestClass]
public class CanVectorsTests
{
    private const string Relative = "../shared/reference/can-vectors-public.json";

    private static readonly string Collection = Repository.PathOf(Relative);

    [TestMethod]
    [NeedsFiles(Relative)]
    public void TcCommand_EveryFrame_IsWhatWeSendForItsMeaning()
    {
        int count = 0;
        foreach (JsonElement entry in Entries("tc-command"))
        {
            JsonElement expect = entry.GetProperty("expect");
            if (expect.GetProperty("battery_heating_mode").GetBoolean())
            {
                // Heating is a mode of newer chargers that this firmware never asks for.
                continue;
            }

            uint id = Id(entry);
            int pair = Array.FindIndex(new[] { TcPair.E5, TcPair.E7, TcPair.E8, TcPair.E9 }, p => TcPair.CommandId(p) == id);
            ChargerRequest request = new()
            {
                Charge = expect.GetProperty("charging_requested").GetBoolean(),
                MilliVolts = Milli(expect, "max_voltage_v"),
                MilliAmps = Milli(expect, "max_current_a"),
            };
            CanFrame frame = new();
            new TcProtocol(pair).Encode(request, 0, frame);

            Assert.AreEqual(entry.GetProperty("data").GetString(), Hex.Of(frame.Data, frame.Length), entry.GetProperty("source").GetString());
            Assert.AreEqual(id, frame.Id);
            count++;
        }

        Assert.IsTrue(count >= 4, "frames compared: " + count);
    }

    [TestMethod]
    [NeedsFiles(Relative)]
    public void TcStatus_EveryFrame_IsReadAsItsMeaning()
    {
        Dictionary<string, int> flags = new()
        {
            ["hardware_failure"] = ChargerFlag.HardwareFault,
            ["over_temperature"] = ChargerFlag.OverTemperature,
            ["input_voltage_wrong"] = ChargerFlag.InputVoltage,
            ["battery_not_detected"] = ChargerFlag.NoBattery,
            ["no_battery"] = ChargerFlag.NoBattery,
            ["communication_timeout"] = ChargerFlag.CommTimeout,
        };
        int count = 0;
        foreach (JsonElement entry in Entries("tc-status"))
        {
            JsonElement expect = entry.GetProperty("expect");
            ChargerStatus status = new();

            Assert.IsTrue(new TcProtocol(TcPair.E5).TryDecode(Frame(entry), status));
            Assert.AreEqual(Milli(expect, "output_voltage_v"), status.MilliVolts);
            Assert.AreEqual(Milli(expect, "output_current_a"), status.MilliAmps);
            Assert.AreEqual(expect.GetProperty("faults").EnumerateArray().Sum(f => flags[f.GetString()!]), status.Flags);
            count++;
        }

        Assert.IsTrue(count >= 3, "frames compared: " + count);
    }

    [TestMethod]
    [NeedsFiles(Relative)]
    public void Magnes_EveryRightFrame_IsWhatWeSendForItsMeaning()
    {
        int count = 0;
        foreach (JsonElement entry in Entries("magnes"))
        {
            JsonElement expect = entry.GetProperty("expect");
            bool isRight = entry.GetProperty("source").GetString()!.Contains("as intended", StringComparison.Ordinal) && expect.GetProperty("mode").GetString() != null;
            if (!isRight)
            {
                // The buggy sender's frames, a frame before the first choice and a short one are what we never send.
                continue;
            }

            int mode = expect.GetProperty("mode_raw").GetInt32();
            ChargerRequest request = new()
            {
                Charge = true,
                MilliAmps = mode == MagnesProtocol.ModeFast ? 15000 : mode == MagnesProtocol.ModeMedium ? 10000 : 0,
                PackMilliVolts = Milli(expect, "total_voltage_v"),
                PackMilliAmps = Milli(expect, "current_a"),

                // Byte 4 is raw in the collection; ours is whole degrees + 40.
                WarmestDeciC = (expect.GetProperty("temperature_raw").GetInt32() - 40) * 10,
            };
            CanFrame frame = new();
            new MagnesProtocol(0, 10000, 15000, 500).Encode(request, 0, frame);

            Assert.AreEqual(entry.GetProperty("data").GetString(), Hex.Of(frame.Data, frame.Length));
            Assert.AreEqual(Id(entry), frame.Id);
            count++;
        }

        Assert.IsTrue(count >= 3, "frames compared: " + count);
    }

    [TestMethod]
    [NeedsFiles(Relative)]
    [DataRow("tsm-command", "voltage_v", "current_a", "charging_requested", 2)]
    [DataRow("eltek-command", "max_voltage_v", "max_current_a", "enable", 2)]
    [DataRow("brusa-command", "output_voltage_v", "output_current_a", "enable", 1)]
    public void Command_EveryFrame_IsWhatWeSendForItsMeaning(string kind, string volts, string amps, string charges, int least)
    {
        int count = 0;
        foreach (JsonElement entry in Entries(kind))
        {
            JsonElement expect = entry.GetProperty("expect");
            bool charge = expect.GetProperty(charges).GetBoolean();
            if (!charge && Milli(expect, amps) != 0)
            {
                // A test script's frame: off, with a current. Ours says off in both.
                continue;
            }

            ChargerRequest request = new() { Charge = charge, MilliVolts = Milli(expect, volts), MilliAmps = Milli(expect, amps) };
            ChargerProtocol protocol = kind switch
            {
                "tsm-command" => new TsmProtocol(),
                "eltek-command" => new EltekProtocol(),
                _ => new BrusaProtocol(0x610, Milli(expect, "max_mains_current_a")),
            };
            CanFrame frame = new();
            protocol.Encode(request, 0, frame);

            Assert.AreEqual(entry.GetProperty("data").GetString(), Hex.Of(frame.Data, frame.Length), entry.GetProperty("source").GetString());
            Assert.AreEqual(Id(entry), frame.Id);
            Assert.AreEqual(entry.GetProperty("extended").GetBoolean(), frame.Extended);
            count++;
        }

        Assert.IsTrue(count >= least, "frames compared: " + count);
    }

    [TestMethod]
    [NeedsFiles(Relative)]
    public void TsmAndBrusaStatus_EveryFrame_IsReadAsItsMeaning()
    {
        int count = 0;
        foreach (JsonElement entry in Entries("tsm-status"))
        {
            JsonElement expect = entry.GetProperty("expect");
            ChargerStatus status = new();
            Assert.IsTrue(new TsmProtocol().TryDecode(Frame(entry), status));
            Assert.AreEqual(Milli(expect, "output_voltage_v"), status.MilliVolts);
            Assert.AreEqual(Milli(expect, "output_current_a"), status.MilliAmps);
            Assert.AreEqual(expect.GetProperty("temperature_c").GetInt32() * 10, status.TempDeciC);
            Assert.AreEqual(expect.GetProperty("high_temperature").GetBoolean(), (status.Flags & ChargerFlag.OverTemperature) != 0);
            Assert.AreEqual(expect.GetProperty("input_voltage_error").GetBoolean(), (status.Flags & ChargerFlag.InputVoltage) != 0);
            Assert.AreEqual(expect.GetProperty("hardware_error").GetBoolean(), (status.Flags & ChargerFlag.HardwareFault) != 0);
            Assert.AreEqual(expect.GetProperty("communication_error").GetBoolean(), (status.Flags & ChargerFlag.CommTimeout) != 0);
            Assert.AreEqual(!expect.GetProperty("battery_connected").GetBoolean(), (status.Flags & ChargerFlag.NoBattery) != 0);
            count++;
        }

        foreach (JsonElement entry in Entries("brusa-act1"))
        {
            JsonElement expect = entry.GetProperty("expect");
            ChargerStatus status = new();
            BrusaProtocol protocol = new(0x610, 16_000);
            Assert.IsFalse(protocol.TryDecode(new CanFrame { Id = 0x610, Length = 4 }, status));
            Assert.IsTrue(protocol.TryDecode(Frame(entry), status));
            Assert.AreEqual(Milli(expect, "battery_voltage_v"), status.MilliVolts);
            Assert.AreEqual(Milli(expect, "battery_current_a"), status.MilliAmps);
            count++;
        }

        Assert.IsTrue(count >= 3, "frames compared: " + count);
    }

    [TestMethod]
    [NeedsFiles(Relative)]
    [DataRow("bms-351", 5)]
    [DataRow("bms-355", 2)]
    [DataRow("bms-356", 3)]
    [DataRow("pylon-359", 1)]
    [DataRow("pylon-35C", 0)]
    [DataRow("bms-35E", 4)]
    public void Limits_EveryCapturedFrame_IsWhatWeSendForItsMeaning(string kind, int part)
    {
        JsonElement entry = Entries(kind).Single();
        JsonElement expect = entry.GetProperty("expect");
        bool has351 = kind == "bms-351";
        ChargerRequest request = new()
        {
            Charge = true,
            MilliVolts = has351 ? Milli(expect, "charge_voltage_limit_v") : 53_200,
            MilliAmps = has351 ? Milli(expect, "charge_current_limit_a") : 10_000,
            EmptyMilliVolts = has351 ? Milli(expect, "discharge_voltage_limit_v") : 45_000,
            MayDischarge = true,
        };
        if (kind == "bms-355")
        {
            request.SocPermille = expect.GetProperty("soc_percent").GetInt32() * 10;
            request.HealthPermille = expect.GetProperty("soh_percent").GetInt32() * 10;
        }
        else if (kind == "bms-356")
        {
            request.PackMilliVolts = Milli(expect, "voltage_v");
            request.PackMilliAmps = Milli(expect, "current_a");
            request.WarmestDeciC = Milli(expect, "temperature_c") / 100;
        }

        CanFrame frame = new();
        Assert.IsTrue(new PylontechProtocol(true, has351 ? Milli(expect, "discharge_current_limit_a") : 10_000).Encode(request, part, frame));
        byte[] expected = Hex.Parse(entry.GetProperty("data").GetString()!);
        if (kind == "pylon-359")
        {
            // Six modules there, one pack here.
            expected[4] = 1;
        }

        Assert.AreEqual(Convert.ToHexString(expected), Hex.Of(frame.Data, frame.Length));
        Assert.AreEqual(Id(entry), frame.Id);
    }

    private static List<JsonElement> Entries(string kind)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Collection));
        return [.. document.RootElement.EnumerateArray().Where(e => e.GetProperty("kind").GetString() == kind).Select(e => e.Clone())];
    }

    private static uint Id(JsonElement entry)
    {
        return uint.Parse(entry.GetProperty("id").GetString()![2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private static CanFrame Frame(JsonElement entry)
    {
        byte[] data = Hex.Parse(entry.GetProperty("data").GetString()!);
        CanFrame frame = new() { Id = Id(entry), Extended = entry.GetProperty("extended").GetBoolean(), Length = data.Length };
        Array.Copy(data, frame.Data, data.Length);
        return frame;
    }

    private static int Milli(JsonElement expect, string name)
    {
        return (int)Math.Round(expect.GetProperty(name).GetDouble() * 1000);
    }
}
