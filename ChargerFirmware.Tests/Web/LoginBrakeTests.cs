using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class LoginBrakeTests
{
    private const int Attacker = 0x0A000001;
    private const int Owner = 0x0A000002;

    private readonly LoginBrake _brake = new LoginBrake();
    private long _nowMs = 5000;

    [TestMethod]
    public void NoteWrong_TenTimes_IsFree()
    {
        for (int i = 0; i < LoginBrake.FreeTries - 1; i++)
        {
            _brake.NoteWrong(Attacker, _nowMs);
            Assert.AreEqual(0, _brake.WaitMs(Attacker, _nowMs));
        }

        _brake.NoteWrong(Attacker, _nowMs);
        Assert.AreEqual(1000, _brake.WaitMs(Attacker, _nowMs));
        Assert.AreEqual(0, _brake.WaitMs(Owner, _nowMs), "nobody else has to wait");
    }

    [TestMethod]
    public void WaitMs_AfterEachFurtherTry_IsTwiceAsLongUpToHalfAMinute()
    {
        string waits = "";
        for (int i = 0; i < 18; i++)
        {
            _brake.NoteWrong(Attacker, _nowMs);
            int waitMs = _brake.WaitMs(Attacker, _nowMs);
            waits += (waitMs / 1000).ToString() + " ";
            _nowMs += waitMs;
            Assert.AreEqual(0, _brake.WaitMs(Attacker, _nowMs), "when it is over the next one is looked at");
        }

        Assert.AreEqual("0 0 0 0 0 0 0 0 0 1 2 4 8 16 32 32 32 32 ", waits);
    }

    [TestMethod]
    public void NoteRight_Forgives()
    {
        Try(Attacker, 12);
        _brake.NoteRight(Attacker, _nowMs);
        Try(Attacker, 9);
        Assert.AreEqual(0, _brake.WaitMs(Attacker, _nowMs));
    }

    [TestMethod]
    public void WaitMs_AQuarterOfAnHourWithoutATry_Forgives()
    {
        Try(Attacker, 20);
        _nowMs += 15 * 60 * 1000 - 1;
        Try(Attacker, 1);
        Assert.AreEqual(32000, _brake.WaitMs(Attacker, _nowMs));
        _nowMs += 15 * 60 * 1000;
        Try(Attacker, 9);
        Assert.AreEqual(0, _brake.WaitMs(Attacker, _nowMs));
    }

    [TestMethod]
    public void ManyAddresses_WaitForOneAnotherAndNotForThoseBefore()
    {
        Try(Owner, 1);
        int address = 0;
        for (int i = 0; i < 100; i++)
        {
            address = 0x0B000000 + i;
            Try(address, 1);
        }

        Assert.AreEqual(32000, _brake.WaitMs(address, _nowMs), "an address more is no further ten tries");
        Assert.AreEqual(0, _brake.WaitMs(Owner, _nowMs));
        _brake.NoteRight(address, _nowMs);
        Assert.AreEqual(32000, _brake.WaitMs(address, _nowMs), "who shares a place cannot forgive for all");
        _nowMs += 15 * 60 * 1000;
        Assert.AreEqual(0, _brake.WaitMs(address, _nowMs));
    }

    private void Try(int address, int times)
    {
        for (int i = 0; i < times; i++)
        {
            _brake.NoteWrong(address, _nowMs);
        }
    }
}
