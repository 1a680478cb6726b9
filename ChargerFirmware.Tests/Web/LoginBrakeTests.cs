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
        Assert.AreEqual(0, _brake.WaitMs(Owner, _nowMs), "nobody else has to wait yet");
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
    public void ManyAddresses_GuessNoFasterThanOneEveryHalfMinute()
    {
        int looked = 0;
        int address = 0x0B000000;
        long endMs = _nowMs + 60 * 60 * 1000;
        while (_nowMs < endMs)
        {
            // A thousand addresses take turns, each as soon as it may.
            address = 0x0B000000 + (address + 1) % 1000;
            if (_brake.WaitMs(address, _nowMs) == 0)
            {
                _brake.NoteWrong(address, _nowMs);
                looked++;
            }

            _nowMs += 500;
        }

        int most = LoginBrake.FreeStrangerTries + 60 * 60 / 32 + 1;
        Assert.IsTrue(looked <= most, looked.ToString() + " tries in an hour");
        Assert.IsTrue(looked >= most / 2, "and they do go on: " + looked.ToString());
    }

    [TestMethod]
    public void WhoHasLoggedIn_WaitsForNobodyElse()
    {
        _brake.NoteRight(Owner, _nowMs);
        for (int i = 0; i < 100; i++)
        {
            Try(0x0B000000 + i, 1);
        }

        Assert.IsTrue(_brake.WaitMs(Attacker, _nowMs) > 0, "a stranger waits");
        Assert.AreEqual(0, _brake.WaitMs(Owner, _nowMs));
        Try(Owner, LoginBrake.FreeTries - 1);
        Assert.AreEqual(0, _brake.WaitMs(Owner, _nowMs), "fingers slip");
        Try(Owner, 1);
        Assert.AreEqual(1000, _brake.WaitMs(Owner, _nowMs), "own wrong tries do count");
        _nowMs += 1000;
        _brake.NoteRight(Owner, _nowMs);
        Assert.AreEqual(0, _brake.WaitMs(Owner, _nowMs));
    }

    [TestMethod]
    public void Poller_WithAnOldPin_DoesNotLockOutWhoHasLoggedIn()
    {
        _brake.NoteRight(Owner, _nowMs);
        for (int i = 0; i < 7; i++)
        {
            Try(0x0C000000 + i, 1);
        }

        // All places of strangers are taken: the poller has the shared one, and keeps it busy.
        Try(Attacker, 12);
        Assert.IsTrue(_brake.WaitMs(Attacker, _nowMs) > 0);
        Try(Owner, 1);
        Assert.AreEqual(0, _brake.WaitMs(Owner, _nowMs));
    }

    [TestMethod]
    public void NoteRight_FiveAddresses_TheFirstIsAStrangerAgain()
    {
        for (int i = 0; i < 5; i++)
        {
            _brake.NoteRight(Owner + i, _nowMs);
        }

        Try(Attacker, LoginBrake.FreeStrangerTries);
        Assert.IsTrue(_brake.WaitMs(Owner, _nowMs) > 0);
        for (int i = 1; i < 5; i++)
        {
            Assert.AreEqual(0, _brake.WaitMs(Owner + i, _nowMs), i.ToString());
        }
    }

    [TestMethod]
    public void NoteRight_OfOneThatSharesAPlace_ForgivesNobodyElse()
    {
        for (int i = 0; i < 7; i++)
        {
            Try(0x0C000000 + i, 1);
        }

        Try(Attacker, 11);
        _brake.NoteRight(Owner, _nowMs);
        Assert.IsTrue(_brake.WaitMs(Attacker, _nowMs) > 0);
        Assert.AreEqual(0, _brake.WaitMs(Owner, _nowMs));
        _nowMs += 15 * 60 * 1000;
        Assert.AreEqual(0, _brake.WaitMs(Attacker, _nowMs));
    }

    private void Try(int address, int times)
    {
        for (int i = 0; i < times; i++)
        {
            _brake.NoteWrong(address, _nowMs);
        }
    }
}
