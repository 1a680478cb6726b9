using System;
using ChargerFirmware.Bms;
using ChargerFirmware.Control;

namespace ChargerFirmware.Journal;

/// <summary>The pack and each of its cells since the start, in one block of memory: when it is full, neighbours are merged and the interval doubles. The main thread adds, any may read.</summary>
/// <remarks>A point is the mean of its interval, for the warmest sensor the maximum. Another number of cells begins a new history.</remarks>
public sealed class History
{
    // Places in a point
    public const int MilliVolts10 = 0;
    public const int MilliAmps10 = 1;
    public const int SocPermille = 2;
    public const int WarmestDeciC = 3;

    /// <summary>From here on the cells, in mV.</summary>
    public const int Cells = 4;
    public const int MaxColumns = Cells + BatterySnapshot.MaxCells;
    public const int Nothing = short.MinValue;

    /// <summary>56 points with 14 cells, 28 with 32.</summary>
    public const int BlockNumbers = 1024;

    /// <summary>More points would be finer than the eye.</summary>
    public const int MaxPoints = 120;
    public const int FirstIntervalMs = 10000;

    // Then sum and count are halved: the mean stays, and 65535 x 16384 fits an int.
    private const int MaxSamples = 16384;

    private readonly object _lock = new object();
    private readonly short[] _points = new short[BlockNumbers];
    private readonly int[] _sums = new int[MaxColumns];
    private int _columns;
    private int _capacity;
    private int _count;

    // Of the point that is being made: seconds in which the pack told something.
    private int _samples;

    /// <summary>Grows when a new history begins.</summary>
    public int Generation { get; private set; }

    public int IntervalMs { get; private set; } = FirstIntervalMs;

    /// <summary>Uptime at which the first point begins.</summary>
    public long StartUptimeMs { get; private set; }

    /// <summary>Cells of each point; 0 before the first reply.</summary>
    public int CellCount { get; private set; }

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

    /// <summary>Main thread: what the pack tells now. Short: the board's lock is held.</summary>
    public void Add(ChargerSnapshot snapshot)
    {
        lock (_lock)
        {
            BatterySnapshot battery = snapshot.Battery;
            if (snapshot.PackOnline && battery.CellCount != CellCount)
            {
                Begin_NeedsLock(battery.CellCount, snapshot.UptimeMs);
            }

            if (CellCount == 0)
            {
                return;
            }

            Advance_NeedsLock(snapshot.UptimeMs);
            // A mean over values of which one is missing would be no mean: such a moment is left out.
            if (snapshot.PackOnline && battery.ImplausibleInBasic == 0 && battery.ImplausibleInCells == 0)
            {
                Sum_NeedsLock(battery);
            }
        }
    }

    /// <summary>Copies the first complete point that begins at or after an uptime; its own beginning, or -1 when there is none. Intervals may have doubled since the one before: the time tells.</summary>
    public long Read(long fromUptimeMs, short[] into)
    {
        lock (_lock)
        {
            long offsetMs = fromUptimeMs - StartUptimeMs;
            int index = offsetMs <= 0 ? 0 : (int)((offsetMs + IntervalMs - 1) / IntervalMs);
            if (index >= _count)
            {
                return -1;
            }

            Array.Copy(_points, index * _columns, into, 0, _columns);
            return StartUptimeMs + (long)index * IntervalMs;
        }
    }

    private void Begin_NeedsLock(int cells, long uptimeMs)
    {
        CellCount = cells;
        Generation++;
        StartUptimeMs = uptimeMs;
        IntervalMs = FirstIntervalMs;
        _columns = Cells + cells;
        int fitting = BlockNumbers / _columns & ~1;
        _capacity = fitting < MaxPoints ? fitting : MaxPoints;
        _count = 0;
        Clear_NeedsLock();
    }

    private void Clear_NeedsLock()
    {
        _samples = 0;
        Array.Clear(_sums, 0, MaxColumns);
        _sums[WarmestDeciC] = Nothing;
    }

    // Closes points until the present one is that of now; those in which nobody looked are unknown.
    private void Advance_NeedsLock(long uptimeMs)
    {
        while (uptimeMs - StartUptimeMs >= (long)(_count + 1) * IntervalMs)
        {
            Close_NeedsLock();
        }
    }

    private void Close_NeedsLock()
    {
        int at = _count * _columns;
        for (int i = 0; i < _columns; i++)
        {
            int value = i == WarmestDeciC || _samples == 0 ? _sums[i] : _sums[i] / _samples;
            _points[at + i] = (short)(_samples == 0 ? Nothing : value > short.MaxValue ? short.MaxValue : value < Nothing ? Nothing : value);
        }

        _count++;
        Clear_NeedsLock();
        if (_count == _capacity)
        {
            Merge_NeedsLock();
        }
    }

    private void Merge_NeedsLock()
    {
        int columns = _columns;
        _count /= 2;
        IntervalMs *= 2;
        for (int point = 0; point < _count; point++)
        {
            int from = point * 2 * columns;
            int to = point * columns;
            for (int i = 0; i < columns; i++)
            {
                _points[to + i] = (short)Merge(_points[from + i], _points[from + columns + i], i == WarmestDeciC);
            }
        }
    }

    private static int Merge(int first, int second, bool isMaximum)
    {
        if (first == Nothing)
        {
            return second;
        }

        if (second == Nothing)
        {
            return first;
        }

        return !isMaximum ? (first + second) / 2 : first > second ? first : second;
    }

    private void Sum_NeedsLock(BatterySnapshot battery)
    {
        int[] sums = _sums;
        if (_samples == MaxSamples)
        {
            _samples /= 2;
            for (int i = 0; i < _columns; i++)
            {
                sums[i] = i == WarmestDeciC ? sums[i] : sums[i] / 2;
            }
        }

        _samples++;
        sums[MilliVolts10] += battery.PackMilliVolts / 10;
        sums[MilliAmps10] += battery.PackMilliAmps / 10;
        sums[SocPermille] += battery.SocPermille;
        int sensor = battery.WarmestSensor();
        if (sensor >= 0 && battery.TempDeciC[sensor] > sums[WarmestDeciC])
        {
            sums[WarmestDeciC] = battery.TempDeciC[sensor];
        }

        for (int i = 0; i < CellCount; i++)
        {
            sums[Cells + i] += battery.CellMilliVolts[i];
        }
    }
}
