namespace ChargerFirmware.Bms.Jbd;

/// <summary>Decides what is asked next, and when. Control thread only.</summary>
/// <remarks>
/// Basic info and cell voltages in turn, back to back. A request that is not answered is repeated at once, because a board that sleeps loses
/// the first one (vendor document); after <see cref="Tries"/> the turn goes on, at a calmer rate, until that register is answered again. It never
/// stops asking. The board's name and its counters are for the eye only and must not hold up the rest: they are asked for when all is well, one of them
/// between two polls. The name at the start, after a while, and when the line has come back, for it may be another board; the counters each minute,
/// and more rarely where the board does not know them.
/// </remarks>
public sealed class JbdSchedule
{
    /// <summary>Requests of one register before the turn goes on without an answer. Reference: 2..3 tries, 100..300 ms apart.</summary>
    public const int Tries = 3;

    /// <summary>From one request to the next while the register is not answered.</summary>
    public const int CalmMs = 500;

    /// <summary>From one question for the name to the next, and to the second one when the first was lost on a board that slept.</summary>
    public const int NameEveryMs = 60000;
    public const int NameAgainMs = 10000;

    /// <summary>From the start to the first question for the counters, halfway between two for the name; from one to the next, and the same where they are not answered.</summary>
    public const int CountersAfterMs = 30000;
    public const int CountersEveryMs = 60000;
    public const int CountersRarelyMs = 600000;

    private int _turn = JbdRegister.Basic;
    private int _basicMisses;
    private int _cellsMisses;
    private int _nameMisses;
    private long _nameDueAtMs = long.MinValue;
    private long _countersDueAtMs = long.MinValue;
    private bool _wasExtra;

    /// <summary>The next request goes out no earlier than this.</summary>
    public long NotBeforeMs { get; private set; } = long.MinValue;

    public int Next(long nowMs)
    {
        if (_countersDueAtMs == long.MinValue)
        {
            _countersDueAtMs = nowMs + CountersAfterMs;
        }

        int misses = _turn == JbdRegister.Basic ? _basicMisses : _cellsMisses;
        bool hasTime = misses == 0 && !_wasExtra;
        _wasExtra = hasTime && (nowMs >= _nameDueAtMs || nowMs >= _countersDueAtMs);
        return !_wasExtra ? _turn : nowMs >= _nameDueAtMs ? JbdRegister.Name : JbdRegister.ErrorCounters;
    }

    /// <summary>The BMS has answered, even if with an error. True when the line has come back with that: it may be another board.</summary>
    public bool Answered(int register, long nowMs)
    {
        if (register != JbdRegister.Basic && register != JbdRegister.Cells)
        {
            AnsweredExtra(register, nowMs);
            return false;
        }

        bool isBack = _basicMisses >= Tries && _cellsMisses >= Tries;
        if (isBack)
        {
            _nameMisses = 0;
            _nameDueAtMs = nowMs;
        }

        if (register == JbdRegister.Basic)
        {
            _basicMisses = 0;
        }
        else
        {
            _cellsMisses = 0;
        }

        PassTurn();
        return isBack;
    }

    /// <summary>The BMS has not answered in time.</summary>
    public void Missed(int register, long sentAtMs, long nowMs)
    {
        if (register == JbdRegister.Name)
        {
            _nameMisses++;
            _nameDueAtMs = nowMs + (_nameMisses == 1 ? NameAgainMs : NameEveryMs);
            return;
        }

        if (register == JbdRegister.ErrorCounters)
        {
            _countersDueAtMs = nowMs + CountersRarelyMs;
            return;
        }

        if (register == JbdRegister.MosControl)
        {
            return;
        }

        int misses = register == JbdRegister.Basic ? ++_basicMisses : ++_cellsMisses;
        if (misses >= Tries)
        {
            NotBeforeMs = sentAtMs + CalmMs;
            PassTurn();
        }
    }

    private void AnsweredExtra(int register, long nowMs)
    {
        if (register == JbdRegister.Name)
        {
            _nameMisses = 0;
            _nameDueAtMs = nowMs + NameEveryMs;
        }
        else if (register == JbdRegister.ErrorCounters)
        {
            _countersDueAtMs = nowMs + CountersEveryMs;
        }
    }

    private void PassTurn()
    {
        _turn = _turn == JbdRegister.Basic ? JbdRegister.Cells : JbdRegister.Basic;
    }
}
