using ChargerFirmware.Can.Mcp2515;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Can.Mcp2515;

/// <summary>Bit timing against the table of recommended register values.</summary>
[TestClass]
public class BitTimingTests
{
    [TestMethod]
    [DataRow(8000000, 125000, 0x01, 0xB5, 0x01, 875)]
    [DataRow(8000000, 250000, 0x00, 0xB5, 0x01, 875)]
    [DataRow(8000000, 500000, 0x00, 0x91, 0x01, 750)]
    [DataRow(16000000, 125000, 0x03, 0xB5, 0x01, 875)]
    [DataRow(16000000, 250000, 0x01, 0xB5, 0x01, 875)]
    [DataRow(16000000, 500000, 0x00, 0xB5, 0x01, 875)]
    public void TryFind_RateOfTheTable_GivesTheRecommendedRegisters(int crystalHertz, int bitsPerSecond, int cnf1, int cnf2, int cnf3, int permille)
    {
        BitTiming timing = new BitTiming();

        Assert.IsTrue(timing.TryFind(crystalHertz, bitsPerSecond));
        Assert.AreEqual(cnf1, (int)timing.Cnf1, "CNF1");
        Assert.AreEqual(cnf2, (int)timing.Cnf2, "CNF2");
        Assert.AreEqual(cnf3, (int)timing.Cnf3, "CNF3");
        Assert.AreEqual(permille, timing.SampledAtPermille);
    }

    [TestMethod]
    public void TryFind_AnyRate_KeepsTheLimitsOfTheChip()
    {
        int[] rates = new int[] { 10000, 20000, 50000, 83333, 100000, 125000, 200000, 250000, 500000, 800000 };
        int[] crystals = new int[] { 4000000, 8000000, 10000000, 12000000, 16000000, 20000000, 25000000 };
        BitTiming timing = new BitTiming();
        int found = 0;
        for (int c = 0; c < crystals.Length; c++)
        {
            for (int r = 0; r < rates.Length; r++)
            {
                if (!timing.TryFind(crystals[c], rates[r]))
                {
                    continue;
                }

                found++;
                int prescaler = (timing.Cnf1 & 0x3F) + 1;
                int jump = (timing.Cnf1 >> 6) + 1;
                int propagation = (timing.Cnf2 & 7) + 1;
                int phase1 = (timing.Cnf2 >> 3 & 7) + 1;
                int phase2 = (timing.Cnf3 & 7) + 1;
                int quanta = 1 + propagation + phase1 + phase2;
                string name = crystals[c].ToString() + "/" + rates[r].ToString();
                Assert.AreEqual(0x80, timing.Cnf2 & 0xC0, name + " phase 2 from CNF3, one sample");
                Assert.AreEqual(crystals[c], rates[r] * quanta * prescaler * 2, name + " rate");
                Assert.IsTrue(quanta >= 5 && quanta <= 25, name + " quanta");
                Assert.IsTrue(propagation + phase1 >= phase2, name + " before the sample");
                Assert.IsTrue(phase2 >= 2 && phase2 > jump, name + " phase 2");
            }
        }

        Assert.IsTrue(found > 50, found.ToString());
    }

    [TestMethod]
    [DataRow(8000000, 1000000)]
    [DataRow(8000000, 300000)]
    [DataRow(16000000, 7)]
    public void TryFind_RateThatTheCrystalCannotGive_RefusesAndChangesNothing(int crystalHertz, int bitsPerSecond)
    {
        BitTiming timing = new BitTiming();
        Assert.IsTrue(timing.TryFind(8000000, 250000));

        Assert.IsFalse(timing.TryFind(crystalHertz, bitsPerSecond));
        Assert.AreEqual(0xB5, (int)timing.Cnf2);
    }
}
