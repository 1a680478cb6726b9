using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ChargerFirmware.Core;
using ChargerFirmware.Network;
using ChargerFirmware.Ports;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Network;

/// <summary>Somebody on the link says again and again that the charger's name is his (RFC 6762, sections 8.1, 9 and 11): over loopback, on a clock that the test moves.</summary>
[TestClass]
public sealed class MdnsConflictTests : IDisposable
{
    private const int PassMs = 25;

    // The whole of loopback is one network but where a test says otherwise.
    private const string Wide = "255.0.0.0";

    private readonly ManualClock _clock = new(1_000_000);
    private readonly int _port;
    private readonly UdpClient _rival = new(AddressFamily.InterNetwork);
    private readonly Log _log;
    private readonly MdnsResponder _mdns;
    private string _mask = Wide;

    public MdnsConflictTests()
    {
        using (UdpClient free = new(new IPEndPoint(IPAddress.Any, 0)))
        {
            _port = ((IPEndPoint)free.Client.LocalEndPoint!).Port;
        }

        _log = new Log(_clock, 65536);
        _mdns = new MdnsResponder("charger-b2c3", new NoDelay(), new NetworkBuffers(), _log, _port);
        Pass();

        // Behind the responder, which alone gets what is sent to 127.0.0.1.
        _rival.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _rival.Client.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), _port));
    }

    public void Dispose()
    {
        _mdns.Close();
        _rival.Dispose();
    }

    [TestMethod]
    public void Undisturbed_ItHasItsName()
    {
        Run(2000);
        Assert.AreEqual("charger-b2c3.local", _mdns.Name, LogText());
        StringAssert.Contains(LogText(), "mdns: http://charger-b2c3.local/");
    }

    // Section 8.1: conflicts before the first probe are not meant for us.
    [TestMethod]
    public void ConflictsForEveryNameAtOnce_BeforeAProbe_RenameNothing()
    {
        Run(1000);
        Assert.AreEqual("charger-b2c3.local", _mdns.Name, LogText());
        Claim(1);
        for (int number = 1; number <= 7; number++)
        {
            Claim(number);
        }

        // One pass reads them all: the first is a doubt, and nobody has asked for the name again yet.
        Pass();
        Run(3000);
        Assert.AreEqual("charger-b2c3.local", _mdns.Name, LogText());
    }

    [TestMethod]
    public void Doubt_LeavesTheNameToBrowsersWhileItIsSettled()
    {
        Run(1000);
        Claim(1);
        for (int i = 0; i < 80; i++)
        {
            Pass();
            Assert.AreEqual("charger-b2c3.local", _mdns.Name);
        }

        Assert.AreEqual(1, Occurrences("http://charger-b2c3.local/"), "said once");
    }

    [TestMethod]
    public void RealRival_TakesTheName_AndTheNextIsOurs()
    {
        Run(400);
        Claim(1);
        Run(2000);
        Assert.AreEqual("charger-b2c3-2.local", _mdns.Name, LogText());
    }

    [TestMethod]
    public void AttackerWithoutPause_RenamesSlowly_AndLeavesTheLogAlone()
    {
        long startMs = _clock.NowMs;
        int renamed = Attack(60_000);

        // 15 names in the first seconds, then one in 5 s.
        Assert.IsTrue(renamed <= 15 + 12, renamed + " names in a minute");
        Assert.IsTrue(renamed >= 15, renamed + ": the attack does not arrive");
        Assert.IsTrue(Occurrences("mdns") <= 2 * ((_clock.NowMs - startMs) / 10_000 + 1), LogText());

        // It is over: 5 s and three probes later there is a name, and the patience ends with it.
        Run(7000);
        Assert.AreEqual("charger-b2c3-" + (renamed + 1) + ".local", _mdns.Name, LogText());
    }

    [TestMethod]
    public void AnotherNetwork_IsNotHeard()
    {
        _mask = "255.255.255.255";
        Run(400);
        Claim(1);
        Run(2000);
        Assert.AreEqual("charger-b2c3.local", _mdns.Name, LogText());
        Assert.IsTrue(_mdns.Foreign > 0);
    }

    [TestMethod]
    public void MaskUnknown_EverybodyIsHeard()
    {
        _mask = null!;
        Run(400);
        Claim(1);
        Run(2000);
        Assert.AreEqual("charger-b2c3-2.local", _mdns.Name, LogText());
    }

    private int Attack(int milliseconds)
    {
        int number = 1;
        for (int ms = 0; ms < milliseconds; ms += PassMs)
        {
            // The present name and the next ones.
            for (int ahead = 0; ahead < 3; ahead++)
            {
                Claim(number + ahead);
            }

            Pass();
            number = _mdns.Number;
        }

        return number - 1;
    }

    private void Claim(int number)
    {
        string label = "charger-b2c3" + (number == 1 ? "" : "-" + number);
        byte[] name = MdnsNames.Wire(label + ".local");
        byte[] packet = [0, 0, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0, .. name, 0, 1, 0x80, 1, 0, 0, 0, 120, 0, 4, 10, 1, 2, 3];
        _rival.Send(packet, packet.Length, new IPEndPoint(IPAddress.Loopback, _port));
    }

    private void Run(int milliseconds)
    {
        for (int ms = 0; ms < milliseconds; ms += PassMs)
        {
            Pass();
        }
    }

    private void Pass()
    {
        _mdns.Pass("127.0.0.1", _mask, _clock.NowMs);
        _clock.Advance(PassMs);
    }

    private string LogText()
    {
        byte[] text = new byte[65536];
        long position = 0;
        return Encoding.UTF8.GetString(text, 0, _log.Read(ref position, text, 0, text.Length));
    }

    private int Occurrences(string words)
    {
        return LogText().Split(words).Length - 1;
    }

    private sealed class NoDelay : ISystem
    {
        public string FirmwareVersion => "";

        public long FreeMemoryBytes => 0;

        public void FillRandom(byte[] target)
        {
            Array.Clear(target);
        }

        public void Restart(string reason)
        {
            throw new NotSupportedException();
        }
    }
}
