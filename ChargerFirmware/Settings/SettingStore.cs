using System.Text;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Settings;

/// <summary>Keeps the stored layer of the settings on the medium. Any thread but the control thread may call: flash takes its time.</summary>
/// <remarks>
/// The record is "key=value" lines of what was ever set, by key and not by place, so that rows may come and go between versions:
/// a key that is no longer known, or a value that is no longer allowed, is dropped with a line in the log, and its default counts.
/// The record's buffer is there while it is read or written only: rarely, and 4 KB are much on the device.
/// </remarks>
public sealed class SettingStore
{
    /// <summary>Every row at its longest is below 3.5 KB today (a test adds it up); the rest is room for rows to come.</summary>
    public const int MaxRecordBytes = 4096;

    // What is set in most chargers has room in this; where it has not, four times as much is tried, up to the whole.
    private const int FewRecordBytes = MaxRecordBytes / 16;
    private const int MoreTimes = 4;

    private const string RecordName = "settings";

    private readonly object _lock = new object();
    private readonly SettingValues _values;
    private readonly SettingRules _rules;
    private readonly Log _log;
    private readonly TwoSlotRecord _record;
    private TextBuffer _text;

    /// <param name="storage">The medium.</param>
    /// <param name="values">Where loaded and committed values go.</param>
    /// <param name="log">Hears what was dropped or damaged; may be null.</param>
    public SettingStore(IStorage storage, SettingValues values, Log log = null)
    {
        _values = values;
        _log = log;
        _rules = new SettingRules(values);
        _record = new TwoSlotRecord(storage, RecordName, null);
    }

    /// <summary>Reads the medium into the stored layer; a <see cref="LoadResult"/>. Once, at start, before any commit.</summary>
    public int Load()
    {
        lock (_lock)
        {
            TakeBuffer_NeedsLock(MaxRecordBytes);
            int length = _record.Load();
            _values.ClearStored();
            if (length >= 0)
            {
                Restore_NeedsLock(TwoSlotRecord.HeaderLength, TwoSlotRecord.HeaderLength + length);
            }

            DropBuffer_NeedsLock();
            return Judge_NeedsLock(length >= 0);
        }
    }

    /// <summary>Null when the values after these changes fit together, else a sentence that names the keys. To be asked before <see cref="Commit"/>.</summary>
    public string Check(SettingChanges changes)
    {
        return _rules.Check(changes);
    }

    /// <summary>What these changes would touch that is not in force already: bits of <see cref="SettingTouch"/>. To be asked before <see cref="Commit"/>.</summary>
    public int TouchesOf(SettingChanges changes)
    {
        int touches = SettingTouch.Nothing;
        for (int i = 0; i < changes.Count; i++)
        {
            touches |= _values.IsInForce(changes, i) ? SettingTouch.Nothing : changes.SettingAt(i).Row().Touches;
        }

        // A mode that was commanded a moment ago may not be in the settings yet: it is always asked for, which stops nothing.
        return touches | (changes.Touches & SettingTouch.Mode);
    }

    /// <summary>As <see cref="Check"/> for what is in force now: at start, once stored values, the host's defaults and the overlay are in.</summary>
    public string CheckAll()
    {
        return _rules.Check(null);
    }

    /// <summary>The last write was refused by the medium.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Stores the changes and then, and only then, puts them in force. False: the medium refused, nothing has changed.</summary>
    public bool Commit(SettingChanges changes)
    {
        lock (_lock)
        {
            // Flash wears: what is stored already is not written again.
            if (!_values.AreStored(changes))
            {
                _values.MakeRoomFor(changes);
                HasFailed = !Write_NeedsLock(changes);
                if (HasFailed)
                {
                    return false;
                }
            }

            _values.ApplyStored(changes);
            return true;
        }
    }

    private bool Write_NeedsLock(SettingChanges changes)
    {
        int length;
        bool isStored;
        try
        {
            int bytes = FewRecordBytes;
            do
            {
                TakeBuffer_NeedsLock(bytes);
                _values.WriteStored(_text, changes);
                bytes *= MoreTimes;
            }
            while (_text.Overflowed && bytes <= MaxRecordBytes);

            length = _text.Length;
            isStored = !_text.Overflowed && _record.Store(length);
        }
        finally
        {
            DropBuffer_NeedsLock();
        }

        if (!isStored)
        {
            Warn("settings: the medium refused " + length.ToString() + " bytes");
        }

        return isStored;
    }

    private void TakeBuffer_NeedsLock(int bytes)
    {
        // The one before goes first: on the device there is hardly room for both.
        DropBuffer_NeedsLock();
        _text = new TextBuffer(bytes - TwoSlotRecord.HeaderLength, TwoSlotRecord.HeaderLength);
        _record.UseBuffer(_text.Data);
    }

    private void DropBuffer_NeedsLock()
    {
        _record.UseBuffer(null);
        _text = null;
    }

    private int Judge_NeedsLock(bool hasRecord)
    {
        if (!_record.IsDamaged)
        {
            return hasRecord ? LoadResult.Loaded : LoadResult.Fresh;
        }

        Warn(hasRecord ? "settings: one copy is damaged, the other one is used" : "settings: both copies are damaged, defaults are used");
        return hasRecord ? LoadResult.FellBack : LoadResult.Defaulted;
    }

    private void Restore_NeedsLock(int from, int end)
    {
        byte[] data = _text.Data;
        int lineStart = from;
        for (int i = from; i < end; i++)
        {
            if (data[i] == '\n')
            {
                RestoreLine_NeedsLock(lineStart, i);
                lineStart = i + 1;
            }
        }
    }

    private void RestoreLine_NeedsLock(int start, int end)
    {
        byte[] data = _text.Data;
        int equals = start;
        while (equals < end && data[equals] != '=')
        {
            equals++;
        }

        string key = Encoding.UTF8.GetString(data, start, equals - start);
        Setting setting = _values.Table.Find(key);
        if (setting == null || equals == end)
        {
            Warn("settings: the stored " + key + " is dropped, there is no such setting");
            return;
        }

        string error = _values.RestoreStored(setting, Encoding.UTF8.GetString(data, equals + 1, end - equals - 1));
        if (error != null)
        {
            Warn("settings: the stored " + key + " is dropped, " + error);
        }
    }

    private void Warn(string text)
    {
        if (_log != null)
        {
            _log.Warning(text);
        }
    }
}
