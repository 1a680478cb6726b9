using System;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Journal;

/// <summary>What has gone into the pack, ever, and the last charge sessions, on the medium. Loaded by the main thread before the others start; then the journal thread.</summary>
/// <remarks>
/// The record "energy" in two slots holds the totals and the session under way; it is written again every few seconds while something changes.
/// A session that has ended gets a record of its own, in a ring: the write can only spoil the oldest, which was about to go anyway. Then "energy" forgets it.
/// Power that fails in between leaves a session in both places, which the next start sees by its number. A session that power has ended is found open in "energy", and ended there.
/// </remarks>
public sealed class SessionLog : ISnapshotReader
{
    /// <summary>Sessions that are kept.</summary>
    public const int Kept = 20;

    // A session's record: CRC-32 of what follows, and the image.
    public const int CrcLength = 4;
    public const int FileLength = CrcLength + SessionImage.Length;

    // One more than is kept: the next write may spoil one.
    private const int Slots = Kept + 1;

    private const string RecordName = "energy";
    private const string FileName = "session.";

    // Payload of the record
    private const int FlagsAt = TwoSlotRecord.HeaderLength;
    private const int NewestAt = FlagsAt + 1;
    private const int TotalWattHoursAt = NewestAt + 4;
    private const int TotalAmpHoursAt = TotalWattHoursAt + 8;
    private const int ImageAt = TotalAmpHoursAt + 8;
    private const int RecordLength = ImageAt + SessionImage.Length;
    private const int HasSession = 1;

    private readonly IStorage _storage;
    private readonly Log _log;
    private readonly int _run;
    private readonly byte[] _buffer = new byte[RecordLength];
    private readonly byte[] _closing = new byte[FileLength];
    private readonly byte[] _image = new byte[SessionImage.Length];
    private readonly TwoSlotRecord _record;
    private readonly JournalCounters _counters;

    // The session under way as the last look has found it: by the control loop's count.
    private int _count;
    private bool _isOpen;
    private int _openNumber;
    private bool _hasClosing;
    private bool _isStoreDue;
    private long _storedMilliWattHours = -1;
    private int _storedEnd;

    // Of the look under way.
    private long _unixMs;

    /// <param name="storage">The medium.</param>
    /// <param name="counters">What was written.</param>
    /// <param name="log">Hears what was damaged.</param>
    /// <param name="run">Which start of the firmware this is.</param>
    public SessionLog(IStorage storage, JournalCounters counters, Log log, int run)
    {
        _storage = storage;
        _counters = counters;
        _log = log;
        _run = run;
        _record = new TwoSlotRecord(storage, RecordName, _buffer);
        Load();
    }

    /// <summary>What has gone into the pack before this start, and then as of the last look.</summary>
    public long TotalMilliWattHours { get; private set; }

    public long TotalMilliAmpHours { get; private set; }

    /// <summary>Number of the newest session that has ended; 0 before the first. They count over restarts. Any thread may read.</summary>
    public int Newest { get; private set; }

    /// <summary>The number that the session under way has, or will get. Any thread may read.</summary>
    public int NextNumber => Newest + 1;

    /// <summary>Journal thread: looks at the newest snapshot, and stores what has ended; what only grows, when it is due. False when the medium refused.</summary>
    /// <param name="board">Where the snapshot is.</param>
    /// <param name="unixMs">The time of day, or -1.</param>
    /// <param name="isDue">Whether it is time to store what grows.</param>
    public bool Pass(SnapshotBoard board, long unixMs, bool isDue)
    {
        _unixMs = unixMs;
        board.Read(this);
        return (!_hasClosing || WriteClosing()) && (!IsStoreNeeded(isDue) || StoreRecord());
    }

    /// <summary>The end of the journal thread while the control thread could no longer end the session itself.</summary>
    public bool Close(int end)
    {
        if (_isOpen)
        {
            if (Bytes.ReadUInt16BigEndian(_image, SessionImage.EndAt) == SessionEnd.None)
            {
                Bytes.WriteUInt16BigEndian(_image, SessionImage.EndAt, end);
            }

            MoveToClosing();
        }

        return (!_hasClosing || WriteClosing()) && StoreRecord();
    }

    /// <summary>Board's lock held.</summary>
    public void Take(ChargerSnapshot newest)
    {
        ChargeSession session = newest.Session;
        Raise(newest.ChargedMilliWattHours, newest.ChargedMilliAmpHours);
        if (session.Count != _count)
        {
            if (_isOpen)
            {
                Bytes.WriteUInt16BigEndian(_image, SessionImage.EndAt, SessionEnd.Unseen);
                MoveToClosing();
            }

            _count = session.Count;
            _isOpen = true;
            _openNumber = NextNumber + (_hasClosing ? 1 : 0);
            Array.Clear(_image, 0, _image.Length);
        }

        if (_isOpen)
        {
            Follow(session, newest);
        }
    }

    /// <summary>Any thread with a buffer of its own: brings a session's image into it, behind a CRC of four bytes; false when it is not there or not good.</summary>
    public bool Read(int number, byte[] buffer)
    {
        return _storage.Read(NameOf(number), buffer) == FileLength
            && Bytes.ReadUInt32BigEndian(buffer, 0) == Crc32.Of(buffer, CrcLength, SessionImage.Length)
            && Bytes.ReadUInt32BigEndian(buffer, CrcLength + SessionImage.NumberAt) == (uint)number;
    }

    private static string NameOf(int number)
    {
        return FileName + (number % Slots).ToString();
    }

    private void Load()
    {
        bool isFound = _record.Load() >= RecordLength - TwoSlotRecord.HeaderLength;
        int flags = isFound ? _buffer[FlagsAt] : 0;
        if (isFound)
        {
            Newest = (int)Bytes.ReadUInt32BigEndian(_buffer, NewestAt);
            TotalMilliWattHours = Bytes.ReadInt64BigEndian(_buffer, TotalWattHoursAt);
            TotalMilliAmpHours = Bytes.ReadInt64BigEndian(_buffer, TotalAmpHoursAt);
            _storedMilliWattHours = TotalMilliWattHours;
        }
        else
        {
            if (_record.IsDamaged)
            {
                _log.Warning("journal: both copies of the energy total are damaged, the sessions tell it");
            }

            FindNewest();
        }

        Array.Copy(_buffer, ImageAt, _closing, CrcLength, SessionImage.Length);

        // Its own record was written, and then power went.
        bool isWritten = Adopt(Newest + 1);
        if ((flags & HasSession) != 0 && !isWritten)
        {
            EndInterrupted();
        }
    }

    // After a loss of both copies: whatever session there is.
    private void FindNewest()
    {
        byte[] file = new byte[FileLength];
        for (int slot = 0; slot < Slots; slot++)
        {
            if (_storage.Read(NameOf(slot), file) == FileLength)
            {
                int number = (int)Bytes.ReadUInt32BigEndian(file, CrcLength + SessionImage.NumberAt);
                if (number > Newest && number % Slots == slot)
                {
                    Adopt(number);
                }
            }
        }
    }

    // Takes a session's record for the newest one; its total is at least as new.
    private bool Adopt(int number)
    {
        byte[] file = new byte[FileLength];
        if (!Read(number, file))
        {
            return false;
        }

        Newest = number;
        Raise(Bytes.ReadInt64BigEndian(file, CrcLength + SessionImage.TotalMilliWattHoursAt), Bytes.ReadInt64BigEndian(file, CrcLength + SessionImage.TotalMilliAmpHoursAt));
        return true;
    }

    // Whatever somebody says: a total never goes back.
    private void Raise(long milliWattHours, long milliAmpHours)
    {
        TotalMilliWattHours = milliWattHours > TotalMilliWattHours ? milliWattHours : TotalMilliWattHours;
        TotalMilliAmpHours = milliAmpHours > TotalMilliAmpHours ? milliAmpHours : TotalMilliAmpHours;
    }

    private void EndInterrupted()
    {
        int at = CrcLength + SessionImage.EndAt;
        if (Bytes.ReadUInt16BigEndian(_closing, at) == SessionEnd.None)
        {
            Bytes.WriteUInt16BigEndian(_closing, at, SessionEnd.PowerCut);
        }

        _hasClosing = Bytes.ReadUInt32BigEndian(_closing, CrcLength + SessionImage.MilliAmpHoursAt) > 0;
        _isStoreDue = true;
    }

    private void Follow(ChargeSession session, ChargerSnapshot newest)
    {
        SessionImage.Write(_image, session, newest);
        Bytes.WriteUInt32BigEndian(_image, SessionImage.NumberAt, (uint)_openNumber);
        Bytes.WriteUInt32BigEndian(_image, SessionImage.RunAt, (uint)_run);
        if (_unixMs >= 0)
        {
            // The start once, so that a clock that is corrected does not move it; the end follows.
            long endMs = session.EndedMs < 0 ? newest.NowMs : session.EndedMs;
            PutUnix(SessionImage.EndUnixAt, newest.NowMs - endMs);
            if (Bytes.ReadUInt32BigEndian(_image, SessionImage.StartUnixAt) == 0)
            {
                PutUnix(SessionImage.StartUnixAt, newest.NowMs - session.StartedMs);
            }
        }

        if (!session.IsOpen)
        {
            MoveToClosing();
        }
    }

    private void PutUnix(int at, long ageMs)
    {
        Bytes.WriteUInt32BigEndian(_image, at, (uint)((_unixMs - ageMs) / 1000));
    }

    // A session in which nothing was charged is none: a charger that does not start would push out those that tell something.
    private void MoveToClosing()
    {
        _isOpen = false;
        _isStoreDue = true;
        if (Bytes.ReadUInt32BigEndian(_image, SessionImage.MilliAmpHoursAt) > 0)
        {
            Array.Copy(_image, 0, _closing, CrcLength, SessionImage.Length);
            _hasClosing = true;
        }
    }

    private bool WriteClosing()
    {
        // Another one may have begun while the medium refused this one.
        Bytes.WriteUInt32BigEndian(_closing, CrcLength + SessionImage.NumberAt, (uint)NextNumber);
        Bytes.WriteUInt32BigEndian(_closing, 0, Crc32.Of(_closing, CrcLength, SessionImage.Length));
        if (!_counters.Count(_storage.Write(NameOf(NextNumber), _closing, FileLength), FileLength))
        {
            return false;
        }

        Newest++;
        _hasClosing = false;
        _isStoreDue = true;
        return true;
    }

    private bool IsStoreNeeded(bool isDue)
    {
        return _isStoreDue || (isDue && (TotalMilliWattHours != _storedMilliWattHours || (_isOpen && EndInImage() != _storedEnd)));
    }

    private int EndInImage()
    {
        return Bytes.ReadUInt16BigEndian(_image, SessionImage.EndAt);
    }

    private bool StoreRecord()
    {
        _buffer[FlagsAt] = (byte)(_isOpen ? HasSession : 0);
        Bytes.WriteUInt32BigEndian(_buffer, NewestAt, (uint)Newest);
        Bytes.WriteInt64BigEndian(_buffer, TotalWattHoursAt, TotalMilliWattHours);
        Bytes.WriteInt64BigEndian(_buffer, TotalAmpHoursAt, TotalMilliAmpHours);
        Array.Copy(_image, 0, _buffer, ImageAt, SessionImage.Length);
        int length = RecordLength - TwoSlotRecord.HeaderLength;
        if (!_counters.Count(_record.Store(length), RecordLength))
        {
            return false;
        }

        _isStoreDue = false;
        _storedMilliWattHours = TotalMilliWattHours;
        _storedEnd = EndInImage();
        return true;
    }
}
