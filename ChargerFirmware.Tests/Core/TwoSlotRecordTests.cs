using System;
using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Core;

[TestClass]
public sealed class TwoSlotRecordTests
{
    private const int Capacity = 64;

    private readonly FakeFlash _flash = new FakeFlash();
    private readonly byte[] _buffer = new byte[Capacity];

    [TestMethod]
    public void Load_NothingStored_HasNoRecordAndNoDamage()
    {
        TwoSlotRecord record = NewRecord();

        Assert.AreEqual(-1, record.Load());
        Assert.IsFalse(record.IsDamaged);
    }

    [TestMethod]
    public void Store_ThenLoad_BringsThePayloadBack()
    {
        Assert.IsTrue(Store(Loaded(), "first"));

        Assert.AreEqual("first", LoadText());
    }

    [TestMethod]
    public void Store_EmptyPayload_IsARecordToo()
    {
        Assert.IsTrue(Store(Loaded(), ""));

        Assert.AreEqual(0, NewRecord().Load());
    }

    [TestMethod]
    public void Store_Again_OverwritesOnlyTheOlderCopy()
    {
        TwoSlotRecord record = Loaded();
        Store(record, "one");
        byte[] copy0 = _flash.Record("r.0");
        Store(record, "two");
        Assert.IsTrue(copy0 == _flash.Record("r.0"), "copy 0 is newer than nothing and stays");

        byte[] copy1 = _flash.Record("r.1");
        Store(record, "three");

        Assert.IsTrue(copy1 == _flash.Record("r.1"), "copy 1 is the newer one and stays");
        Assert.AreEqual("three", LoadText());
    }

    [TestMethod]
    public void Store_BeforeLoad_IsAProgrammingError()
    {
        bool thrown = false;
        try
        {
            NewRecord().Store(0);
        }
        catch (InvalidOperationException)
        {
            thrown = true;
        }

        Assert.IsTrue(thrown);
        Assert.AreEqual(0, _flash.Writes);
    }

    [TestMethod]
    public void Store_PowerLostAtAnyByte_KeepsTheRecordBeforeOrHasTheNewOne()
    {
        // Old and new differ in length both ways; histories of 0..3 writes before put either copy in the role of the older one.
        string[] payloads = { "alpha", "b", "gamma-gamma-gamma", "delta!" };
        for (int before = 0; before < payloads.Length; before++)
        {
            int bytes = TwoSlotRecord.HeaderLength + payloads[before].Length;
            for (int tail = 0; tail < FakeFlash.TailKinds; tail++)
            {
                for (int n = 0; n <= bytes; n++)
                {
                    AssertSurvives(payloads, before, n, tail, bytes);
                }
            }
        }
    }

    [TestMethod]
    public void Load_NewestCopyDamagedAtAnyByte_FallsBackToTheOther()
    {
        int length = TwoSlotRecord.HeaderLength + "two".Length;
        for (int i = 0; i < length; i++)
        {
            TwoSlotRecord record = Loaded();
            Store(record, "one");
            Store(record, "two");
            string newest = record.Load() >= 0 && _flash.Record("r.0")[TwoSlotRecord.HeaderLength] == (byte)'t' ? "r.0" : "r.1";
            _flash.Record(newest)[i] ^= 0x10;

            TwoSlotRecord after = NewRecord();
            Assert.AreEqual("one", Text(after.Load()), "byte " + i.ToString());
            Assert.IsTrue(after.IsDamaged);
        }
    }

    [TestMethod]
    public void Load_BothCopiesDamaged_HasNoRecordAndSaysSo()
    {
        TwoSlotRecord record = Loaded();
        Store(record, "one");
        Store(record, "two");
        _flash.Record("r.0")[3] ^= 1;
        _flash.Record("r.1")[3] ^= 1;

        TwoSlotRecord after = NewRecord();

        Assert.AreEqual(-1, after.Load());
        Assert.IsTrue(after.IsDamaged);
        Assert.IsTrue(Store(after, "anew"));
        Assert.AreEqual("anew", LoadText());
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(0xFF)]
    public void Load_ErasedCopies_AreDamagedNotGood(int fill)
    {
        for (int length = 0; length <= 20; length++)
        {
            byte[] erased = new byte[length];
            for (int i = 0; i < length; i++)
            {
                erased[i] = (byte)fill;
            }

            _flash.Put("r.0", erased);
            TwoSlotRecord record = NewRecord();

            Assert.AreEqual(-1, record.Load(), "length " + length.ToString());
            Assert.IsTrue(record.IsDamaged);
        }
    }

    [TestMethod]
    public void Load_RecordOfAnotherFormat_IsNotTaken()
    {
        Store(Loaded(), "one");
        byte[] copy = _flash.Record("r.0");
        copy[9] = 2;
        Bytes.WriteUInt32BigEndian(copy, 0, Crc32.Of(copy, 4, copy.Length - 4));

        Assert.AreEqual(-1, NewRecord().Load());
    }

    [TestMethod]
    public void Load_SequenceAtTheWrap_TakesTheLaterCopy()
    {
        Store(Loaded(), "last");
        SetSequence("r.0", 0xFFFFFFFF);
        TwoSlotRecord record = Loaded();
        Store(record, "wrapped");
        Assert.AreEqual(0L, (long)Bytes.ReadUInt32BigEndian(_flash.Record("r.1"), 4));
        Assert.AreEqual("wrapped", LoadText());

        Store(record, "beyond");
        Assert.AreEqual("beyond", LoadText());
    }

    [TestMethod]
    public void Store_MediumRefuses_KeepsTheRecordBefore()
    {
        TwoSlotRecord record = Loaded();
        Store(record, "kept");
        _flash.Refuses = true;
        Assert.IsFalse(Store(record, "lost"));
        _flash.Refuses = false;

        Assert.AreEqual("kept", LoadText());
        Assert.IsTrue(Store(record, "next"));
        Assert.AreEqual("next", LoadText());
    }

    [TestMethod]
    public void Store_MediumRefusesButHasWritten_DoesNotComeBackLater()
    {
        TwoSlotRecord record = Loaded();
        Store(record, "kept");
        _flash.RefusesButWrites = true;
        Assert.IsFalse(Store(record, "refused"));
        _flash.RefusesButWrites = false;

        Assert.AreEqual("kept", LoadText());
    }

    [TestMethod]
    public void Store_BitDidNotTake_IsSeenByReadingBack()
    {
        TwoSlotRecord record = Loaded();
        Store(record, "kept");
        _flash.FlipsABit = true;
        Assert.IsFalse(Store(record, "crooked"));
        _flash.FlipsABit = false;

        Assert.AreEqual("kept", LoadText());
    }

    [TestMethod]
    public void Load_CopyUnreadableTheSecondTime_UsesTheOther()
    {
        TwoSlotRecord record = Loaded();
        Store(record, "zero");
        Store(record, "one");
        Store(record, "two");
        _flash.UnreadableName = "r.0";
        _flash.ReadsUntilUnreadable = 1;

        TwoSlotRecord after = NewRecord();

        Assert.AreEqual("one", Text(after.Load()));
        Assert.IsTrue(after.IsDamaged);
    }

    private void AssertSurvives(string[] payloads, int before, int lostAt, int tail, int bytes)
    {
        FakeFlash flash = new FakeFlash();
        TwoSlotRecord record = new TwoSlotRecord(flash, "r", _buffer);
        record.Load();
        for (int i = 0; i < before; i++)
        {
            Assert.IsTrue(Store(record, payloads[i]));
        }

        flash.LosePowerAtByte = lostAt;
        flash.TailKind = tail;
        Assert.IsFalse(Store(record, payloads[before]));
        flash.PowerOn();

        string where = before.ToString() + " before, lost at byte " + lostAt.ToString() + ", tail " + tail.ToString();
        TwoSlotRecord after = new TwoSlotRecord(flash, "r", _buffer);
        string found = Text(after.Load());
        string old = before == 0 ? "" : payloads[before - 1];
        Assert.IsTrue(found == old || (found == payloads[before] && lostAt == bytes) || (found == payloads[before] && tail == FakeFlash.TailOld), where + ": " + found);

        // Life goes on from there.
        Assert.IsTrue(Store(after, "later"), where);
        TwoSlotRecord later = new TwoSlotRecord(flash, "r", _buffer);
        Assert.AreEqual("later", Text(later.Load()), where);
    }

    private TwoSlotRecord NewRecord()
    {
        return new TwoSlotRecord(_flash, "r", _buffer);
    }

    private TwoSlotRecord Loaded()
    {
        TwoSlotRecord record = NewRecord();
        record.Load();
        return record;
    }

    private bool Store(TwoSlotRecord record, string payload)
    {
        byte[] bytes = Ascii.Of(payload);
        Array.Copy(bytes, 0, _buffer, TwoSlotRecord.HeaderLength, bytes.Length);
        return record.Store(bytes.Length);
    }

    private string LoadText()
    {
        return Text(NewRecord().Load());
    }

    private string Text(int length)
    {
        return length <= 0 ? "" : System.Text.Encoding.UTF8.GetString(_buffer, TwoSlotRecord.HeaderLength, length);
    }

    private void SetSequence(string name, uint sequence)
    {
        byte[] copy = _flash.Record(name);
        Bytes.WriteUInt32BigEndian(copy, 4, sequence);
        Bytes.WriteUInt32BigEndian(copy, 0, Crc32.Of(copy, 4, copy.Length - 4));
    }
}
