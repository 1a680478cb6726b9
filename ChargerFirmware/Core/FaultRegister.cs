using System;

namespace ChargerFirmware.Core;

/// <summary>One fixed slot a fault. Written by the control thread only; others see copies in the snapshot.</summary>
public sealed class FaultRegister
{
    // Bits of a fault's flags
    private const int Condition = 1;
    private const int Active = 2;
    private const int MostCounted = ushort.MaxValue;

    private readonly byte[] _flags = new byte[FaultCode.Count];
    private readonly long[] _sinceMs = new long[FaultCode.Count];
    private readonly ushort[] _counts = new ushort[FaultCode.Count];
    private readonly int[] _values = new int[FaultCode.Count];

    /// <summary>Grows whenever a fault comes or goes.</summary>
    public int Changes { get; private set; }

    /// <summary>Tells the register whether a fault's condition holds now. A latched fault stays active when its condition has gone.</summary>
    /// <param name="value">The measured value behind it, in the unit of its condition; the newest one while it holds. <see cref="Unknown.Number"/> when there is none.</param>
    public void Set(int code, bool condition, long nowMs, int value = Unknown.Number)
    {
        int flags = _flags[code];
        if (condition)
        {
            _values[code] = value;
            _flags[code] = Condition | Active;
        }
        else if (flags != 0)
        {
            _flags[code] = FaultCode.SeverityOf(code) == FaultSeverity.Latched ? (byte)(flags & Active) : (byte)0;
        }

        bool wasActive = (flags & Active) != 0;
        if (condition && !wasActive)
        {
            _sinceMs[code] = nowMs;
            _counts[code] += (ushort)(_counts[code] < MostCounted ? 1 : 0);
            Changes++;
        }
        else if (wasActive && _flags[code] == 0)
        {
            Changes++;
        }
    }

    /// <summary>Ends latched faults whose condition has gone; true when none is left.</summary>
    public bool ClearLatched()
    {
        bool allGone = true;
        for (int code = 0; code < FaultCode.Count; code++)
        {
            if (!IsActive(code) || FaultCode.SeverityOf(code) != FaultSeverity.Latched)
            {
                continue;
            }

            if (IsConditionTrue(code))
            {
                allGone = false;
            }
            else
            {
                _flags[code] = 0;
                Changes++;
            }
        }

        return allGone;
    }

    /// <summary>Ends a fault whatever its severity: its cause is known to have gone, and the user to know it.</summary>
    public void End(int code)
    {
        Changes += IsActive(code) ? 1 : 0;
        _flags[code] = 0;
    }

    public bool IsActive(int code)
    {
        return (_flags[code] & Active) != 0;
    }

    /// <summary>Whether the fault's condition holds at this moment; a latched fault can be active without.</summary>
    public bool IsConditionTrue(int code)
    {
        return (_flags[code] & Condition) != 0;
    }

    /// <summary>The clock's reading when the fault came.</summary>
    public long SinceMs(int code)
    {
        return _sinceMs[code];
    }

    /// <summary>How often the fault has come since the start, 65535 at most.</summary>
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
            if (!IsActive(code) || FaultCode.SeverityOf(code) < FaultSeverity.Stop)
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
            case FaultCode.BmsSilent when IsActive(FaultCode.BmsAsleep):
                return FaultCode.BmsAsleep;
            case FaultCode.VoltageMismatch when IsActive(FaultCode.CellCountMismatch):
                return FaultCode.CellCountMismatch;
            case FaultCode.VoltageMismatch when IsActive(FaultCode.CellCountImplausible):
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
            if (IsActive(code) && FaultCode.SeverityOf(code) == FaultSeverity.Latched)
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
        Array.Copy(other._flags, _flags, FaultCode.Count);
        Array.Copy(other._sinceMs, _sinceMs, FaultCode.Count);
        Array.Copy(other._counts, _counts, FaultCode.Count);
        Array.Copy(other._values, _values, FaultCode.Count);
        Changes = other.Changes;
    }
}
