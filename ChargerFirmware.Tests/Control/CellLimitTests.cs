using ChargerFirmware.Control;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class CellLimitTests
{
    private const int PackMilliAmps = 20000;

    private readonly CellLimit _limit = new CellLimit();
    private readonly ChargeSettings _settings = ChargeRig.NmcSettings();
    private long _nowMs;

    [TestMethod]
    [DataRow(4150, 4250, 4200)]
    [DataRow(3500, 3650, 3575)]
    [DataRow(2700, 2850, 2775)]
    [DataRow(3600, 4400, 3675)]
    [DataRow(4199, 4200, 4199)]
    public void LimitMilliVolts_OfEachChemistry_IsHalfwayAndNeverFarAboveTheChargeVoltage(int charge, int max, int expected)
    {
        _settings.ChargeCellMilliVolts = charge;
        _settings.MaxCellMilliVolts = max;

        Assert.AreEqual(expected, CellLimit.LimitMilliVolts(_settings));
    }

    [TestMethod]
    [DataRow(4150, 20000)]
    [DataRow(4160, 16000)]
    [DataRow(4175, 10000)]
    [DataRow(4199, 400)]
    [DataRow(4200, 0)]
    [DataRow(4240, 0)]
    public void Follow_FirstLook_IsOnTheLineBetweenChargeVoltageAndLimit(int milliVolts, int expected)
    {
        Assert.AreEqual(expected, _limit.Follow(_settings, PackMilliAmps, milliVolts, 1000));
    }

    [TestMethod]
    public void Follow_CellThatRises_LowersSmoothlyAndAtTheLimitFast()
    {
        _limit.Follow(_settings, PackMilliAmps, 4100, 0);
        int before = PackMilliAmps;
        for (int i = 1; i <= 100; i++)
        {
            int now = Tick(4175);
            Assert.IsTrue(now <= before && before - now <= 100, now.ToString());
            before = now;
        }

        Assert.IsTrue(before > 13000 && before < 14500, "ten seconds are one time constant: " + before.ToString());
        for (int i = 0; i < 60; i++)
        {
            before = Tick(4200);
        }

        Assert.IsTrue(before < 1000, before.ToString());
    }

    [TestMethod]
    public void Follow_CellThatFalls_ComesBackThreeTimesSlower()
    {
        _limit.Follow(_settings, PackMilliAmps, 4200, 0);
        int now = 0;
        for (int i = 0; i < 100; i++)
        {
            now = Tick(4150);
        }

        Assert.IsTrue(now > 5000 && now < 6500, now.ToString());
    }

    [TestMethod]
    public void Follow_ChargeVoltageNextToTheMaximum_BeginsBelowIt()
    {
        _settings.MaxCellMilliVolts = 4151;

        Assert.AreEqual(10000, _limit.Follow(_settings, PackMilliAmps, 4140, 0));
    }

    // The loop of the remarks: a cell of 6 mOhm behind two seconds of delay. It settles and does not swing.
    [TestMethod]
    [DataRow(2)]
    [DataRow(6)]
    public void Follow_InALoopWithACellThatAnswersLate_SettlesWithoutSwinging(int milliOhms)
    {
        int[] line = new int[20];
        int at = 0;
        int amps = 0;
        int lastUpMs = -1;
        int turns = 0;
        bool rises = true;
        for (int i = 0; i < 3000; i++)
        {
            int delayed = line[at];
            line[at] = amps;
            at = (at + 1) % line.Length;
            int next = Tick(4140 + (delayed * milliOhms / 1000));
            next = next > amps + 200 ? amps + 200 : next;
            if (next != amps && (next > amps) != rises && Distance(next, amps) > 5)
            {
                rises = next > amps;
                turns++;
                lastUpMs = i * 100;
            }

            amps = next;
        }

        Assert.IsTrue(turns <= 3, turns.ToString() + " turns, the last one after " + lastUpMs.ToString() + " ms");
        Assert.IsTrue(amps > 1000, amps.ToString());
    }

    private static int Distance(int a, int b)
    {
        return a > b ? a - b : b - a;
    }

    private int Tick(int milliVolts)
    {
        _nowMs += 100;
        return _limit.Follow(_settings, PackMilliAmps, milliVolts, _nowMs);
    }
}
