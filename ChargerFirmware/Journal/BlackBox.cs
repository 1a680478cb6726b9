using System;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Journal;

/// <summary>The last ten minutes, a sample a second: a page in memory and a ring of small blocks on the medium, each good or not by its own CRC.</summary>
/// <remarks>
/// The main thread adds, the journal thread stores, the web thread reads. The page has room for half a minute, so a medium that is slow costs no sample.
/// A block has at most 512 bytes: littlefs keeps files of that size in its directory's log, where replacing one appends and erases nothing (ARCHITECTURE.md, flash wear).
/// A write that power interrupts spoils the oldest block, whose ten seconds are older than ten minutes.
/// </remarks>
public sealed class BlackBox
{
    public const int BlockSamples = (MaxBlockLength - HeaderLength) / Sample.Length;
    public const int MaxBlockLength = 512;
    public const int PageLength = 1024;

    /// <summary>Ten minutes in blocks of at least 9 samples are 67, with a block each for ten faults, one that is being written and two to spare.</summary>
    public const int Blocks = 80;

    public const int HeaderLength = 32;

    // Of a block: CRC-32 of what follows, sequence, number of the start, uptime at its base (8), time of day there (8, -1 unknown), format, length of a sample, samples.
    public const int SequenceAt = 4;
    public const int RunAt = 8;
    public const int UptimeAt = 12;
    public const int UnixAt = 20;
    public const int FormatAt = 28;
    public const int SampleLengthAt = 29;
    public const int CountAt = 30;

    private const int PageSamples = (PageLength - HeaderLength) / Sample.Length;

    // Another layout gets another number.
    private const int Format = 1;
    private const string FileName = "box.";

    private readonly IStorage _storage;
    private readonly JournalCounters _counters;
    private readonly int _run;
    private readonly object _lock = new object();
    private readonly byte[] _page = new byte[PageLength];
    private int _count;
    private long _baseUptimeMs;
    private bool _isStoring;

    public BlackBox(IStorage storage, JournalCounters counters, int run)
    {
        _storage = storage;
        _counters = counters;
        _run = run;
    }

    /// <summary>The next block's sequence. Any thread may read.</summary>
    public int Next { get; private set; }

    /// <summary>Samples that are not on the medium yet.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Journal thread, once, before anything is stored or read: finds where the ring goes on.</summary>
    /// <param name="buffer">At least <see cref="MaxBlockLength"/>.</param>
    public void Load(byte[] buffer)
    {
        for (int i = 0; i < Blocks; i++)
        {
            int sequence = ReadFile(i, buffer) > 0 ? (int)Bytes.ReadUInt32BigEndian(buffer, SequenceAt) : -1;
            Next = sequence >= Next ? sequence + 1 : Next;
        }
    }

    /// <summary>Main thread: one more sample. Short: the board's lock is held.</summary>
    public void Add(ChargerSnapshot snapshot, long faults)
    {
        lock (_lock)
        {
            if (_count == PageSamples && !MakeRoom_NeedsLock())
            {
                _counters.LostSamples++;
                return;
            }

            long time = (snapshot.UptimeMs - _baseUptimeMs) / 100;
            if (_isStoring && time > Sample.MaxTime)
            {
                _counters.LostSamples++;
                return;
            }

            if (_count == 0 || time > Sample.MaxTime)
            {
                // The medium has been away for more than an hour.
                _counters.LostSamples += _count;
                _count = 0;
                _baseUptimeMs = snapshot.UptimeMs;
                time = 0;
            }

            Sample.Write(_page, HeaderLength + _count * Sample.Length, (int)time, snapshot, faults);
            _count++;
        }
    }

    /// <summary>Journal thread: stores what is in the page. False when the medium refused; the samples stay.</summary>
    /// <param name="uptimeMs">The uptime now.</param>
    /// <param name="unixMs">The time of day now, or -1.</param>
    public bool Store(long uptimeMs, long unixMs)
    {
        bool isStored = true;
        while (isStored && Begin(uptimeMs, unixMs))
        {
            int length = HeaderLength + Bytes.ReadUInt16BigEndian(_page, CountAt) * Sample.Length;
            Bytes.WriteUInt32BigEndian(_page, 0, Crc32.Of(_page, SequenceAt, length - SequenceAt));
            isStored = _counters.Count(_storage.Write(NameOf(Next), _page, length), length);
            End(isStored);
        }

        return isStored;
    }

    /// <summary>Any thread with a buffer of its own: a block of the ring; the number of its samples, 0 when it is not there or not good.</summary>
    public int Read(int sequence, byte[] buffer)
    {
        int count = ReadFile(sequence, buffer);
        return count > 0 && Bytes.ReadUInt32BigEndian(buffer, SequenceAt) == (uint)sequence ? count : 0;
    }

    /// <summary>Any thread with a buffer of its own: as many samples of the page from one on as fit, as if they were a block; their number.</summary>
    public int ReadPage(int first, long uptimeMs, long unixMs, byte[] buffer)
    {
        lock (_lock)
        {
            int count = _count - first;
            count = count < 0 ? 0 : count > BlockSamples ? BlockSamples : count;
            WriteHeader_NeedsLock(buffer, count, uptimeMs, unixMs);
            Array.Copy(_page, HeaderLength + first * Sample.Length, buffer, HeaderLength, count * Sample.Length);
            return count;
        }
    }

    private static string NameOf(int sequence)
    {
        return FileName + (sequence % Blocks).ToString();
    }

    // The number of samples of a good block, else 0.
    private int ReadFile(int sequence, byte[] buffer)
    {
        int length = _storage.Read(NameOf(sequence), buffer);
        if (length < HeaderLength + Sample.Length || buffer[FormatAt] != Format || buffer[SampleLengthAt] != Sample.Length)
        {
            return 0;
        }

        int count = Bytes.ReadUInt16BigEndian(buffer, CountAt);
        bool isGood = length == HeaderLength + count * Sample.Length && Bytes.ReadUInt32BigEndian(buffer, 0) == Crc32.Of(buffer, SequenceAt, length - SequenceAt);
        return isGood && (int)Bytes.ReadUInt32BigEndian(buffer, SequenceAt) >= 0 ? count : 0;
    }

    // Takes the first samples for the next block; they stay where they are until it is written.
    private bool Begin(long uptimeMs, long unixMs)
    {
        lock (_lock)
        {
            _isStoring = _count > 0;
            WriteHeader_NeedsLock(_page, _count > BlockSamples ? BlockSamples : _count, uptimeMs, unixMs);
            return _isStoring;
        }
    }

    private void End(bool isStored)
    {
        lock (_lock)
        {
            _isStoring = false;
            if (isStored)
            {
                int stored = Bytes.ReadUInt16BigEndian(_page, CountAt);
                _count -= stored;
                Array.Copy(_page, HeaderLength + stored * Sample.Length, _page, HeaderLength, _count * Sample.Length);
                Next++;
            }
        }
    }

    private void WriteHeader_NeedsLock(byte[] target, int count, long uptimeMs, long unixMs)
    {
        Bytes.WriteUInt32BigEndian(target, SequenceAt, (uint)Next);
        Bytes.WriteUInt32BigEndian(target, RunAt, (uint)_run);
        Bytes.WriteInt64BigEndian(target, UptimeAt, _baseUptimeMs);
        Bytes.WriteInt64BigEndian(target, UnixAt, unixMs < 0 ? -1 : unixMs - (uptimeMs - _baseUptimeMs));
        target[FormatAt] = Format;
        target[SampleLengthAt] = Sample.Length;
        Bytes.WriteUInt16BigEndian(target, CountAt, count);
    }

    // While the medium refuses, the oldest sample gives way; while it writes, the first ones must stay as they are.
    private bool MakeRoom_NeedsLock()
    {
        if (_isStoring)
        {
            return false;
        }

        _count--;
        _counters.LostSamples++;
        Array.Copy(_page, HeaderLength + Sample.Length, _page, HeaderLength, _count * Sample.Length);
        return true;
    }
}
