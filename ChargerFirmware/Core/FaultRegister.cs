using System;

namespace ChargerFirmware.Core;

/// <summary>One fixed slot a fault. Written by the control thread only; others see copies in the snapshot.</summary>
public sealed class FaultRegister
{
    private readonly bool[] _conditions = new bool[FaultCode.Count];
    private readonly bool[] _active = new bool[FaultCode.Count];
    private readonly long[] _sinceMs = new long[FaultCode.Count];
    private readonly int[] _counts = new int[FaultCode.Count];
    private readonly int[] _values = new int[FaultCode.Count];

    /// <summary>Grows whenever a fault comes or goes.</summary>
    public int Changes { get; private set; }

    /// <summary>Tells the register whether a fault's condition holds now. A latched fault stays active when its condition has gone.</summary>
    /// <param name="value">The measured value behind it, in the unit of its condition; the newest one while it holds. <see cref="Unknown.Number"/> when there is none.</param>
    public void Set(int code, bool condition, long nowMs, int value = Unknown.Number)
    {
        _conditions[code] = condition;
        if (condition)
        {
            _values[code] = value;
        }

        if (condition && !_active[code])
        {
            _active[code] = true;
            _sinceMs[code] = nowMs;
            _counts[code]++;
            Changes++;
        }
        else if (!condition && _active[code] && FaultCode.SeverityOf(code) != FaultSeverity.Latched)
        {
            _active[code] = false;
            Changes++;
        }
    }

    /// <summary>Ends latched faults whose condition has gone; true when none is left.</summary>
    public bool ClearLatched()
    {
        bool allGone = true;
        for (int code = 0; code < FaultCode.Count; code++)
        {
            if (!_active[code] || FaultCode.SeverityOf(code) != FaultSeverity.Latched)
            {
                continue;
            }

            if (_conditions[code])
            {
                allGone = false;
            }
            else
            {
                _active[code] = false;
                Changes++;
            }
        }

        return allGone;
    }

    /// <summary>Ends a fault whatever its severity: its cause is known to have gone, and the user to know it.</summary>
    public void End(int code)
    {
        _conditions[code] = false;
        if (_active[code])
        {
            _active[code] = false;
            Changes++;
        }
    }

    public bool IsActive(int code)
    {
        return _active[code];
    }

    /// <summary>Whether the fault's condition holds at this moment; a latched fault can be active without.</summary>
    public bool IsConditionTrue(int code)
    {
        return _conditions[code];
    }

    /// <summary>The clock's reading when the fault came.</summary>
    public long SinceMs(int code)
    {
        return _sinceMs[code];
    }

    /// <summary>How often the fault has come since the start.</summary>
    public int CountOf(int code)
    {
        return _counts[code];
    }

    public int ValueOf(int code)
    {
        return _values[code];
    }

    /// <summary>The active fault that stops the charge, latched ones first, then the oldest, and where one is the consequence of another, its cause; -1 when none does.</summary>
    public int WorstStop()
    {
        int worst = -1;
        for (int code = 0; code < FaultCode.Count; code++)
        {
            if (!_active[code] || FaultCode.SeverityOf(code) < FaultSeverity.Stop)
            {
                continue;
            }

            if (worst < 0 || FaultCode.SeverityOf(code) > FaultCode.SeverityOf(worst)
                || (FaultCode.SeverityOf(code) == FaultCode.SeverityOf(worst) && _sinceMs[code] < _sinceMs[worst]))
            {
                worst = code;
            }
        }

        return CauseOf(worst);
    }

    private int CauseOf(int code)
    {
        switch (code)
        {
            case FaultCode.BmsSilent when _active[FaultCode.BmsAsleep]:
                return FaultCode.BmsAsleep;
            case FaultCode.VoltageMismatch when _active[FaultCode.CellCountMismatch]:
                return FaultCode.CellCountMismatch;
            case FaultCode.VoltageMismatch when _active[FaultCode.CellCountImplausible]:
                return FaultCode.CellCountImplausible;
            default:
                return code;
        }
    }

    /// <summary>The latched faults, bit by code, as they are stored over a restart.</summary>
    public long LatchedMask()
    {
        long mask = 0;
        for (int code = 0; code < FaultCode.Count; code++)
        {
            if (_active[code] && FaultCode.SeverityOf(code) == FaultSeverity.Latched)
            {
                mask |= 1L << code;
            }
        }

        return mask;
    }

    /// <summary>Brings latched faults back after a restart; bits of faults that do not latch are ignored. Their conditions count as true until they are judged again: not known is not gone.</summary>
    public void RestoreLatched(long mask, long nowMs)
    {
        for (int code = 0; code < FaultCode.Count; code++)
        {
            if ((mask >> code & 1) != 0 && FaultCode.SeverityOf(code) == FaultSeverity.Latched)
            {
                Set(code, true, nowMs);
            }
        }
    }

    public void CopyFrom(FaultRegister other)
    {
        Array.Copy(other._conditions, _conditions, FaultCode.Count);
        Array.Copy(other._active, _active, FaultCode.Count);
        Array.Copy(other._sinceMs, _sinceMs, FaultCode.Count);
        Array.Copy(other._counts, _counts, FaultCode.Count);
        Array.Copy(other._values, _values, FaultCode.Count);
        Changes = other.Changes;
    }
}
