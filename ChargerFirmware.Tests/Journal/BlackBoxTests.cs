using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Journal;
using ChargerFirmware.Tests.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Journal;

[TestClass]
public sealed class BlackBoxTests
{
    private readonly FakeFlash _flash = new FakeFlash();
    private readonly byte[] _block = new byte[BlackBox.MaxBlockLength];

    [TestMethod]
    public void Sample_Written_IsReadBack()
    {
        ChargerSnapshot snapshot = new ChargerSnapshot();
        snapshot.PackOnline = true;
        snapshot.State = ChargeState.Taper;
        snapshot.Mode = ChargeMode.Fast;
        snapshot.LimitedBy = LimitCause.Temperature;
        snapshot.ChargerReports = true;
        snapshot.ChargerOnline = true;
        snapshot.Charger.MilliVolts = 58790;
        snapshot.Charger.MilliAmps = 9990;
        snapshot.RequestMilliVolts = 58800;
        snapshot.RequestMilliAmps = 10000;
        snapshot.Battery.PackMilliVolts = 58120;
        snapshot.Battery.PackMilliAmps = -1230;
        snapshot.Battery.SocPermille = 780;
        snapshot.Battery.CellCount = 2;
        snapshot.Battery.CellMilliVolts[0] = 3700;
        snapshot.Battery.CellMilliVolts[1] = 4151;
        snapshot.Battery.SensorCount = 2;
        snapshot.Battery.TempDeciC[0] = -105;
        snapshot.Battery.TempDeciC[1] = 251;
        Sample.Write(_block, 40, 1234, snapshot, 1L << 49 | 1L << 32 | 5);

        Assert.AreEqual(1234, Bytes.ReadUInt16BigEndian(_block, 40));
        Assert.AreEqual(ChargeState.Taper | ChargeMode.Fast << 4 | 0xC0, (int)_block[42]);
        Assert.AreEqual(LimitCause.Temperature | 0x80, (int)_block[43]);
        Assert.AreEqual(5812, Sample.ReadUnsigned(_block, 40 + Sample.PackVoltsAt));
        Assert.AreEqual(-123, Sample.ReadSigned(_block, 40 + Sample.PackAmpsAt));
        Assert.AreEqual(78, Sample.ReadSoc(_block, 40));
        Assert.AreEqual(2, (int)_block[40 + Sample.HighestNumberAt]);
        Assert.AreEqual(3700, Sample.ReadUnsigned(_block, 40 + Sample.LowestAt));
        Assert.AreEqual(4151, Sample.ReadUnsigned(_block, 40 + Sample.HighestAt));
        Assert.AreEqual(251, Sample.ReadSigned(_block, 40 + Sample.WarmestAt));
        Assert.AreEqual(-105, Sample.ReadSigned(_block, 40 + Sample.ColdestAt));
        Assert.AreEqual(5880, Sample.ReadUnsigned(_block, 40 + Sample.RequestVoltsAt));
        Assert.AreEqual(1000, Sample.ReadUnsigned(_block, 40 + Sample.RequestAmpsAt));
        Assert.AreEqual(5879, Sample.ReadUnsigned(_block, 40 + Sample.ChargerVoltsAt));
        Assert.AreEqual(999, Sample.ReadUnsigned(_block, 40 + Sample.ChargerAmpsAt));
        Assert.AreEqual(1L << 49 | 1L << 32 | 5, Sample.ReadFaults(_block, 40));
    }

    [TestMethod]
    public void Sample_PackAndChargerOffline_KnowsNothing()
    {
        ChargerSnapshot snapshot = new ChargerSnapshot();
        snapshot.Battery.PackMilliVolts = 58120;
        snapshot.Battery.PackMilliAmps = 1230;
        snapshot.Battery.SocPermille = 780;
        snapshot.Battery.CellCount = 2;
        snapshot.ChargerReports = true;
        snapshot.Charger.MilliVolts = 1;
        Sample.Write(_block, 0, 0, snapshot, 0);

        int[] unsigned = { Sample.PackVoltsAt, Sample.LowestAt, Sample.HighestAt, Sample.RequestVoltsAt, Sample.ChargerVoltsAt, Sample.ChargerAmpsAt };
        for (int i = 0; i < unsigned.Length; i++)
        {
            Assert.AreEqual(Unknown.Number, Sample.ReadUnsigned(_block, unsigned[i]), unsigned[i].ToString());
        }

        Assert.AreEqual(Unknown.Number, Sample.ReadSigned(_block, Sample.PackAmpsAt));
        Assert.AreEqual(Unknown.Number, Sample.ReadSigned(_block, Sample.WarmestAt));
        Assert.AreEqual(Unknown.Number, Sample.ReadSigned(_block, Sample.ColdestAt));
        Assert.AreEqual(Unknown.Number, Sample.ReadSoc(_block, 0));
        Assert.AreEqual(0, (int)_block[Sample.HighestNumberAt]);
        Assert.AreEqual(0, Sample.ReadUnsigned(_block, Sample.RequestAmpsAt));
    }

    [TestMethod]
    public void Sample_BeyondItsRange_StandsAtTheEndAndIsNotUnknown()
    {
        ChargerSnapshot snapshot = new ChargerSnapshot();
        snapshot.PackOnline = true;
        snapshot.Battery.PackMilliVolts = 10000000;
        snapshot.Battery.PackMilliAmps = -327680;
        Sample.Write(_block, 0, 0, snapshot, 0);
        Assert.AreEqual(65534, Sample.ReadUnsigned(_block, Sample.PackVoltsAt));
        Assert.AreEqual(-32767, Sample.ReadSigned(_block, Sample.PackAmpsAt));

        snapshot.Battery.PackMilliVolts = -10;
        snapshot.Battery.PackMilliAmps = 400000;
        Sample.Write(_block, 0, 0, snapshot, 0);
        Assert.AreEqual(0, Sample.ReadUnsigned(_block, Sample.PackVoltsAt));
        Assert.AreEqual(32767, Sample.ReadSigned(_block, Sample.PackAmpsAt));
    }

    [TestMethod]
    public void Faults_EveryCode_HasItsBit()
    {
        Assert.IsTrue(WordList.CountOf(FaultCode.Names) <= Sample.MaxFaults, "a sample has 63 bits");
    }

    [TestMethod]
    public void Store_TenMinutesAndMore_AreThereAfterARestart()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Run(30 * 60 * 1000);

        JournalRig after = new JournalRig(_flash, 2);
        BlackBox box = after.Journal.BlackBox;
        int last = -1;
        int samples = 0;
        for (int sequence = box.Next - BlackBox.Blocks; sequence < box.Next; sequence++)
        {
            int count = box.Read(sequence, _block);
            Assert.IsTrue(count >= 9 && count <= 10, sequence.ToString() + ": " + count.ToString());
            for (int i = 0; i < count; i++)
            {
                int time = TimeOf(i);
                Assert.IsTrue(last < 0 || time == last + 10, sequence.ToString());
                last = time;
            }

            samples += count;
        }

        Assert.IsTrue(samples >= 600, samples.ToString());
        Assert.IsTrue(last >= (30 * 60 - 10) * 10, "at most the last 10 s are lost: " + last.ToString());
    }

    [TestMethod]
    public void Load_AfterARestart_GoesOnBehindTheNewest()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Run(15 * 60 * 1000);
        int next = rig.Journal.BlackBox.Next;
        Assert.IsTrue(next > BlackBox.Blocks);

        JournalRig after = new JournalRig(_flash, 2);
        Assert.AreEqual(next, after.Journal.BlackBox.Next);
        after.Run(20000);
        Assert.IsTrue(after.Journal.BlackBox.Read(next, _block) > 0);
        Assert.AreEqual(2L, (long)Bytes.ReadUInt32BigEndian(_block, BlackBox.RunAt));
        Assert.IsTrue(after.Journal.BlackBox.Read(next - 1, _block) > 0);
        Assert.AreEqual(1L, (long)Bytes.ReadUInt32BigEndian(_block, BlackBox.RunAt));
    }

    [TestMethod]
    public void Read_BlockDamagedAtAnyByte_IsLeftOut()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Run(60000);
        byte[] record = _flash.Record("box.3");
        for (int i = 0; i < record.Length; i++)
        {
            record[i] ^= 0x04;
            Assert.AreEqual(0, rig.Journal.BlackBox.Read(3, _block), i.ToString());
            record[i] ^= 0x04;
        }

        Assert.IsTrue(rig.Journal.BlackBox.Read(3, _block) > 0);
        for (int length = 0; length < record.Length; length++)
        {
            byte[] cut = new byte[length];
            System.Array.Copy(record, 0, cut, 0, length);
            _flash.Put("box.3", cut);
            Assert.AreEqual(0, rig.Journal.BlackBox.Read(3, _block), length.ToString());
        }
    }

    [TestMethod]
    public void Look_FaultComes_IsOnTheMediumAtOnce()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Run(12300);
        int next = rig.Journal.BlackBox.Next;
        rig.SetFault(FaultCode.ChargerSilent, true);
        rig.Run(200);

        Assert.AreEqual(next + 1, rig.Journal.BlackBox.Next);
        int count = rig.Journal.BlackBox.Read(next, _block);
        Assert.AreEqual(1L << FaultCode.ChargerSilent, Sample.ReadFaults(_block, BlackBox.HeaderLength + (count - 1) * Sample.Length));
        Assert.AreEqual(124, TimeOf(count - 1));
    }

    [TestMethod]
    public void Look_FaultFlutters_DoesNotWearTheFlash()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Run(10000);
        int writes = _flash.Writes;
        for (int i = 0; i < 300; i++)
        {
            rig.SetFault(FaultCode.ChargerSilent, i % 2 == 0);
            rig.Run(200);
        }

        // A minute: seven by the rhythm and one for the fault, for which the rhythm begins anew.
        Assert.IsTrue(_flash.Writes - writes <= 8, (_flash.Writes - writes).ToString());
    }

    [TestMethod]
    public void Look_FaultCameAndWentBetweenTwoSamples_IsInTheNextOne()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.SetFault(FaultCode.ChargerSilent, true);
        rig.Run(1000);
        rig.SetFault(FaultCode.ChargerSilent, false);
        rig.Run(2000);
        rig.SetFault(FaultCode.BmsSilent, true);
        rig.Run(100);
        rig.SetFault(FaultCode.BmsSilent, false);
        rig.Run(1000);

        int count = rig.Journal.BlackBox.ReadPage(0, 0, -1, _block);
        bool isFound = false;
        for (int i = 0; i < count; i++)
        {
            isFound |= Sample.ReadFaults(_block, BlackBox.HeaderLength + i * Sample.Length) == 1L << FaultCode.BmsSilent;
        }

        Assert.IsTrue(isFound);
    }

    [TestMethod]
    public void Add_MediumIsSlow_LosesNoSampleForTwentySeconds()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Run(20000);
        rig.RunStuck(20000);
        rig.Run(10000);

        int last = -1;
        for (int sequence = 0; sequence < rig.Journal.BlackBox.Next; sequence++)
        {
            int count = rig.Journal.BlackBox.Read(sequence, _block);
            Assert.IsTrue(count > 0);
            for (int i = 0; i < count; i++)
            {
                Assert.IsTrue(last < 0 || TimeOf(i) == last + 10, sequence.ToString());
                last = TimeOf(i);
            }
        }

        Assert.IsTrue(last >= 400);
        Assert.AreEqual(0, rig.Journal.Counters.LostSamples);
    }

    [TestMethod]
    public void Add_MediumRefusesForHours_KeepsTheNewestSamples()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        _flash.Refuses = true;
        rig.Run(3 * 3600 * 1000);
        Assert.IsTrue(rig.Journal.HasFailed);
        _flash.Refuses = false;
        rig.Run(10000);

        Assert.IsFalse(rig.Journal.HasFailed);
        BlackBox box = rig.Journal.BlackBox;
        int count = box.Read(box.Next - 1, _block);
        Assert.IsTrue(TimeOf(count - 1) >= (3 * 3600) * 10, TimeOf(count - 1).ToString());
        Assert.IsTrue(rig.Journal.Counters.LostSamples > 10000);
    }

    [TestMethod]
    public void ReadPage_BeforeAnythingIsStored_HasTheSamples()
    {
        JournalRig rig = new JournalRig(_flash, 1);
        rig.Wall.Set(1795176399000);
        rig.Run(5000);

        Assert.AreEqual(5, rig.Journal.BlackBox.ReadPage(0, 5000, rig.Wall.UnixMs, _block));
        Assert.AreEqual(1795176399000 + 100, Bytes.ReadInt64BigEndian(_block, BlackBox.UnixAt));
        Assert.AreEqual(2, rig.Journal.BlackBox.ReadPage(3, 5000, -1, _block));
        Assert.AreEqual(-1L, Bytes.ReadInt64BigEndian(_block, BlackBox.UnixAt));
        Assert.AreEqual(0, rig.Journal.BlackBox.ReadPage(9, 5000, -1, _block));
    }

    // Uptime in tenths of a second.
    private int TimeOf(int sample)
    {
        return (int)(Bytes.ReadInt64BigEndian(_block, BlackBox.UptimeAt) / 100) + Bytes.ReadUInt16BigEndian(_block, BlackBox.HeaderLength + sample * Sample.Length);
    }
}
