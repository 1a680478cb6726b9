using System;
using System.Text;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>Errors that nobody has foreseen: one connection pays for them, not the charger.</summary>
[TestClass]
public class MishapTests
{
    private const string Get = "GET /api/telemetry HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private const string Trap = "DELETE /api/wifi HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private readonly ManualClock _clock = new(1000);

    [TestMethod]
    public void Pass_ErrorInOneConnection_EndsOnlyThatOne()
    {
        using WebRig rig = new(null, _clock);
        rig.Parts.Wifi = new BrokenWifi();
        using RawPeer other = rig.Connect();
        using RawPeer bad = rig.Connect();
        Fall(rig, bad);
        Assert.AreEqual("", bad.Received);
        Assert.AreEqual(1, rig.Server.Counters.Broken);
        Assert.Contains("web: a request ended by InvalidOperationException: the radio", LogOf(rig));
        foreach (string line in LogOf(rig).Split('\n'))
        {
            Assert.IsLessThanOrEqualTo(140, line.Length, "time and level, and 100 characters");
        }

        other.Send(Get);
        rig.PassUntil(() => { other.Poll(); return other.Received.Contains(" 200 "); }, "the other one is served");
    }

    [TestMethod]
    public void Pass_ElevenErrorsInAMinute_AreTooMany()
    {
        using WebRig rig = new(null, _clock);
        rig.Parts.Wifi = new BrokenWifi();
        for (int minute = 0; minute < 3; minute++)
        {
            for (int i = 0; i < Mishaps.MostInAMinute; i++)
            {
                using RawPeer bad = rig.Connect();
                Fall(rig, bad);
            }

            _clock.Advance(60_000);
        }

        for (int i = 0; i < Mishaps.MostInAMinute; i++)
        {
            using RawPeer bad = rig.Connect();
            Fall(rig, bad);
        }

        using RawPeer last = rig.Connect();
        Assert.ThrowsExactly<InvalidOperationException>(() => Fall(rig, last));
    }

    [TestMethod]
    [DataRow("{\"web.allowedHosts\":\"#\"}", "web.allowedHosts must be a text of at most ")]
    [DataRow("{\"charge.mode\":\"#\"}", "charge.mode must be one of ")]
    [DataRow("{\"can.bitRate\":\"#\"}", "can.bitRate must be ")]
    [DataRow("{\"#\":1}", "there is no setting ")]
    public void Update_TextLongerThanAnySetting_IsRefusedBeforeAStringIsMade(string body, string error)
    {
        SettingValues values = new(new SettingTable());
        SettingsUpdate update = new(new SettingStore(new ChargerFirmware.Tests.Core.FakeFlash(), values), null!);
        SettingChanges changes = new(values.Table);
        byte[] bytes = Encoding.ASCII.GetBytes(body.Replace("#", new string('x', 60_000)));
        update.Apply(bytes, 0, bytes.Length, changes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.AreEqual(HttpStatus.BadRequest, update.Apply(bytes, 0, bytes.Length, changes));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.StartsWith(error, update.Error);
        Assert.IsLessThan(8_000, allocated);
    }

    [TestMethod]
    public void Update_EverySettingsKeyAndText_FitsItsLimits()
    {
        SettingTable table = new();
        for (int i = 0; i < table.Count; i++)
        {
            Setting setting = table.At(i);
            Assert.IsLessThanOrEqualTo(SettingsUpdate.MaxKeyBytes, setting.Key.Length, setting.Key);
            Assert.IsLessThanOrEqualTo(SettingsUpdate.MaxTextBytes, setting.Row().MaxLength, setting.Key);
        }
    }

    private static void Fall(WebRig rig, RawPeer bad)
    {
        bad.Send(Trap);
        rig.PassUntil(() => { bad.Poll(); return bad.IsClosed; }, "closed");
    }

    private static string LogOf(WebRig rig)
    {
        byte[] bytes = new byte[4096];
        long position = 0;
        return Encoding.UTF8.GetString(bytes, 0, rig.Log.Read(ref position, bytes, 0, bytes.Length));
    }

    private sealed class BrokenWifi : IWifi
    {
        public bool WriteItem(JsonWriter json, int step)
        {
            throw new NotSupportedException();
        }

        public string Connect(byte[] body, int offset, int count)
        {
            throw new NotSupportedException();
        }

        public void Forget()
        {
            throw new InvalidOperationException("the radio has given an answer that nobody has ever thought of, and a very long one at that");
        }
    }
}
