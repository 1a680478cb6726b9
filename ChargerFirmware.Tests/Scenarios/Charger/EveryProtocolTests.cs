using System;
using System.Linq;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Charger;

/// <summary>What every charger protocol has to hold, whoever writes the next one: he adds its name to the setting, and to <see cref="WireReader"/>.</summary>
[TestClass]
public sealed class EveryProtocolTests
{
    private const int Requests = 20_000;

    public static string[] All => SettingRow("charger.protocol");

    public static string[] Names => All.Except(["magnes", "analog"]).ToArray();

    [TestMethod]
    public void Setting_AndList_NameTheSameProtocols()
    {
        Assert.HasCount(7, All);
        foreach (string name in All)
        {
            Assert.AreEqual(name, Create(name).Name);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void RandomRequests_OnTheWire_AreNeverMoreThanAskedForAndNeverAtAnUnknownVoltage(string name)
    {
        Random random = new(20260101);
        IChargerProtocol protocol = Create(name);
        WireReader reader = new();
        FakeCanBus bus = new();
        CanFrame frame = new();
        int charges = 0;
        for (int i = 0; i < Requests; i++)
        {
            ChargerRequest request = RandomRequest(random);
            Scribble(random, frame);
            for (int part = 0; part < protocol.PartCount; part++)
            {
                int before = bus.SendCalls;
                Assert.IsTrue(protocol.TrySay(request, part, bus, frame));
                if (bus.SendCalls > before)
                {
                    Assert.IsFalse(bus.LastSent.Remote);
                    reader.Take(name, bus.LastSent);
                }
            }

            double limit = request.Charge && request.MilliVolts != Unknown.Number ? Math.Max(0, request.MilliAmps) / 1000.0 : 0;
            Assert.IsLessThanOrEqualTo(limit + 1e-9, reader.Amps);
            Assert.AreEqual(reader.Amps > 0 ? protocol.RoundDown(request.MilliAmps) / 1000.0 : 0, reader.Amps, 1e-9, "what is shown is what is sent");

            // The limits of pylontech are taken back with the voltage that was told: 0 V would be an order to drain.
            if (request.MilliVolts != Unknown.Number || name != ChargerOptions.Pylontech)
            {
                Assert.IsLessThanOrEqualTo(request.MilliVolts == Unknown.Number ? 0 : request.MilliVolts / 1000.0, reader.Volts);
            }

            charges += reader.Amps > 0 ? 1 : 0;
        }

        Assert.IsGreaterThan(Requests / 10, charges, "the requests must be about something");
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void RoundDown_IsNeverAboveTheLimitAndKeepsWhatItGives(string name)
    {
        Random random = new(7);
        IChargerProtocol protocol = Create(name);
        for (int i = 0; i < Requests; i++)
        {
            int limit = random.Next(4) == 0 ? random.Next(-1000, 300) : random.Next(0, 700_000);
            int given = protocol.RoundDown(limit);
            Assert.IsTrue(given >= 0 && (given == 0 || given <= limit), name + " " + limit + " " + given);
            Assert.AreEqual(given, protocol.RoundDown(given), "a current that can be said can be said again");
        }
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Facts_MakeSense(string name)
    {
        IChargerProtocol protocol = Create(name);
        Assert.AreEqual(protocol.ReportsStatus, protocol.StatusId != 0);
        Assert.AreEqual(protocol.StatusId, protocol.StatusId & protocol.StatusMask);
        Assert.IsLessThanOrEqualTo(protocol.StatusIsExtended ? CanFrame.MaxExtendedId : CanFrame.MaxStandardId, protocol.StatusMask);
        Assert.IsTrue(protocol.PeriodMs is >= 50 and <= 1000 && protocol.PartCount >= 1);

        // A stop is to be repeated on the beat, and its parts must fit between two beats.
        Assert.IsLessThan(protocol.PeriodMs, protocol.PartCount * 5);
        Assert.AreEqual(name is "magnes" or "analog", !protocol.HasTimeout);
        Assert.IsTrue(protocol.CanStop);
        Assert.AreEqual(name != "analog", protocol.UsesBus);
        Assert.IsTrue(!protocol.ReportsStatus || protocol.SilentAfterMs is >= 1000 and <= 5000);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void RandomFrames_AreNeverTakenUnlessTheFilterWouldLetThemPass(string name)
    {
        Random random = new(11);
        IChargerProtocol protocol = Create(name);
        ChargerStatus status = new();
        CanFrame frame = new();
        int taken = 0;
        for (int i = 0; i < Requests; i++)
        {
            Scribble(random, frame);
            frame.Id = (protocol.StatusId ^ (uint)(1 << random.Next(30))) & (frame.Extended ? CanFrame.MaxExtendedId : CanFrame.MaxStandardId);
            frame.Id = random.Next(2) == 0 ? protocol.StatusId + (uint)random.Next(8) : frame.Id;
            if (protocol.TryDecode(frame, status))
            {
                taken++;
                Assert.AreEqual(protocol.StatusId, frame.Id & protocol.StatusMask);
                Assert.AreEqual(protocol.StatusIsExtended, frame.Extended);
                Assert.IsFalse(frame.Remote);
            }
        }

        Assert.IsGreaterThan(0, taken);
        Assert.AreEqual(-1, status.AtMs, "time is the link's");
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void SayingAndDecoding_AllocateNothing(string name)
    {
        IChargerProtocol protocol = Create(name);
        FakeCanBus bus = new();
        CanFrame frame = new();
        ChargerStatus status = new();
        ChargerRequest request = RandomRequest(new Random(3));
        CanFrame answer = new() { Id = protocol.StatusId, Extended = protocol.StatusIsExtended, Length = 8 };
        long before = 0;
        for (int i = 0; i < 200; i++)
        {
            before = i == 100 ? GC.GetAllocatedBytesForCurrentThread() : before;
            protocol.TrySay(request, i % protocol.PartCount, bus, frame);
            protocol.TryDecode(answer, status);
            protocol.RoundDown(i * 100);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static IChargerProtocol Create(string name)
    {
        ChargerOptions options = new() { ProtocolName = name, SlowMilliAmps = 5000, MediumMilliAmps = 10_000, FastMilliAmps = 15_000, PylontechDischargeMilliAmps = 20_000 };
        return ChargerProtocols.Create(options, new FakeDac());
    }

    private static string[] SettingRow(string key)
    {
        return new SettingTable().Find(key).Row().Options;
    }

    private static ChargerRequest RandomRequest(Random random)
    {
        return new ChargerRequest
        {
            Charge = random.Next(4) != 0,
            MilliVolts = Sometimes(random, random.Next(0, 120_000)),
            MilliAmps = random.Next(8) == 0 ? random.Next(-500, 500) : random.Next(0, 400_000),
            PackMilliVolts = Sometimes(random, random.Next(0, 120_000)),
            PackMilliAmps = Sometimes(random, random.Next(-300_000, 300_000)),
            WarmestDeciC = Sometimes(random, random.Next(-300, 900)),
            SocPermille = Sometimes(random, random.Next(0, 1001)),
            HealthPermille = Sometimes(random, random.Next(0, 1001)),
            EmptyMilliVolts = Sometimes(random, random.Next(0, 60_000)),
            MayDischarge = random.Next(2) == 0,
            Alarms = random.Next(0, 0x1000),
        };
    }

    private static int Sometimes(Random random, int value)
    {
        return random.Next(6) == 0 ? Unknown.Number : value;
    }

    // What a frame held before must not show in what is sent.
    private static void Scribble(Random random, CanFrame frame)
    {
        random.NextBytes(frame.Data);
        frame.Extended = random.Next(2) == 0;
        frame.Remote = random.Next(4) == 0;
        frame.Length = random.Next(9);
    }
}
