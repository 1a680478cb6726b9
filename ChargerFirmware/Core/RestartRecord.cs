using System.Text;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Core;

/// <summary>What earlier runs have left: why the last one gave up, how often that has happened, and whether it happens again and again. Main thread only, others read.</summary>
/// <remarks>
/// Only what the firmware notices itself counts: a loss of power or a reset by the chip leaves no word, and is no reason to stop.
/// Clocks do not survive a restart, so 'within five minutes' is judged by how long the runs lasted.
/// </remarks>
public sealed class RestartRecord
{
    /// <summary>So many failures...</summary>
    public const int RepeatedFailures = 3;

    /// <summary>...within this time are no accident: nothing is charged until the user has seen it.</summary>
    public const int RepeatedWithinMs = 5 * 60 * 1000;

    private const string RecordName = "restarts";
    private const int MaxReasonBytes = 100;

    // Payload: starts (4), failures (4), lengths of the runs that failed, newest first (4 each, FFFFFFFF for none), the last reason (the rest).
    private const int StartsAt = TwoSlotRecord.HeaderLength;
    private const int FailuresAt = StartsAt + 4;
    private const int RunsAt = FailuresAt + 4;
    private const int ReasonAt = RunsAt + RepeatedFailures * 4;
    private const uint NoRun = 0xFFFFFFFF;

    private readonly byte[] _buffer = new byte[ReasonAt + MaxReasonBytes];
    private readonly TwoSlotRecord _record;
    private readonly uint[] _runsMs = new uint[RepeatedFailures];
    private readonly IClock _clock;
    private readonly long _startedMs;

    public RestartRecord(IStorage storage, IClock clock)
    {
        _record = new TwoSlotRecord(storage, RecordName, _buffer);
        _clock = clock;
        _startedMs = clock.NowMs;
        Load();
    }

    /// <summary>Starts of the firmware, this one included.</summary>
    public int Starts { get; private set; }

    /// <summary>Runs that gave up.</summary>
    public int Failures { get; private set; }

    /// <summary>Why the last of them did; empty when none has.</summary>
    public string LastReason { get; private set; } = "";

    /// <summary>The last runs gave up one after the other, in a short time.</summary>
    public bool IsRepeated { get; private set; }

    public long UptimeMs => _clock.NowMs - _startedMs;

    /// <summary>Counts this start; false when the medium refused.</summary>
    public bool CountStart()
    {
        Starts++;
        return Store();
    }

    /// <summary>This run gives up: remembers why; false when the medium refused.</summary>
    public bool NoteFailure(string reason)
    {
        Failures++;
        LastReason = reason;
        for (int i = RepeatedFailures - 1; i > 0; i--)
        {
            _runsMs[i] = _runsMs[i - 1];
        }

        long uptimeMs = UptimeMs;
        _runsMs[0] = uptimeMs < RepeatedWithinMs ? (uint)uptimeMs : RepeatedWithinMs;
        return Store();
    }

    /// <summary>The failures so far are no longer counted together with those to come: the user has seen them, or a run has lasted.</summary>
    public bool Forget()
    {
        IsRepeated = false;
        bool isKnown = _runsMs[0] == NoRun;
        ForgetRuns();
        return isKnown || Store();
    }

    private void Load()
    {
        ForgetRuns();
        int length = _record.Load();
        if (length < ReasonAt - TwoSlotRecord.HeaderLength)
        {
            return;
        }

        Starts = (int)Bytes.ReadUInt32BigEndian(_buffer, StartsAt);
        Failures = (int)Bytes.ReadUInt32BigEndian(_buffer, FailuresAt);
        for (int i = 0; i < RepeatedFailures; i++)
        {
            _runsMs[i] = Bytes.ReadUInt32BigEndian(_buffer, RunsAt + i * 4);
        }

        LastReason = Encoding.UTF8.GetString(_buffer, ReasonAt, length - (ReasonAt - TwoSlotRecord.HeaderLength));
        IsRepeated = AreRunsShort();
    }

    // From the first failure to the last one: the runs in between. How long the first one had lasted does not matter.
    private bool AreRunsShort()
    {
        long totalMs = 0;
        for (int i = 0; i < RepeatedFailures; i++)
        {
            if (_runsMs[i] == NoRun)
            {
                return false;
            }

            totalMs += i < RepeatedFailures - 1 ? _runsMs[i] : 0;
        }

        return totalMs < RepeatedWithinMs;
    }

    private void ForgetRuns()
    {
        for (int i = 0; i < RepeatedFailures; i++)
        {
            _runsMs[i] = NoRun;
        }
    }

    private bool Store()
    {
        Bytes.WriteUInt32BigEndian(_buffer, StartsAt, (uint)Starts);
        Bytes.WriteUInt32BigEndian(_buffer, FailuresAt, (uint)Failures);
        for (int i = 0; i < RepeatedFailures; i++)
        {
            Bytes.WriteUInt32BigEndian(_buffer, RunsAt + i * 4, _runsMs[i]);
        }

        // ASCII only, so that a cut leaves no half character.
        byte[] reason = Ascii.Of(LastReason);
        int count = reason.Length < MaxReasonBytes ? reason.Length : MaxReasonBytes;
        for (int i = 0; i < count; i++)
        {
            _buffer[ReasonAt + i] = reason[i] >= 0x20 && reason[i] < 0x7F ? reason[i] : (byte)'?';
        }

        return _record.Store(ReasonAt - TwoSlotRecord.HeaderLength + count);
    }
}
