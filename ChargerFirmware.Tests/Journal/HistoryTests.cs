using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Journal;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Journal;

[TestClass]
public sealed class HistoryTests
{
    private readonly History _history = new History();
    private readonly ChargerSnapshot _snapshot = new ChargerSnapshot();
    private readonly short[] _point = new short[History.MaxColumns];

    public HistoryTests()
    {
        _snapshot.UptimeMs = 5300;
        _snapshot.PackOnline = true;
        _snapshot.Battery.PackMilliVolts = 52000;
        _snapshot.Battery.PackMilliAmps = -1000;
        _snapshot.Battery.SocPermille = 500;
        _snapshot.Battery.SensorCount = 1;
        _snapshot.Battery.TempDeciC[0] = 250;
        SetCells(14);
    }

    [TestMethod]
    public void Add_OneInterval_IsTheMeanAndTheWarmest()
    {
        for (int i = 0; i < 10; i++)
        {
            _snapshot.Battery.PackMilliVolts = 52000 + i * 20;
            _snapshot.Battery.PackMilliAmps = -1000 - i * 20;
            _snapshot.Battery.TempDeciC[0] = i == 4 ? 300 : 250;
            _snapshot.Battery.CellMilliVolts[13] = 3700 + i * 2;
            Add();
        }

        Assert.AreEqual(0, _history.Count, "an interval that goes on is not told");
        Add();

        Assert.AreEqual(5300L, _history.Read(0, _point));
        Assert.AreEqual(5209, (int)_point[History.MilliVolts10]);
        Assert.AreEqual(-109, (int)_point[History.MilliAmps10]);
        Assert.AreEqual(500, (int)_point[History.SocPermille]);
        Assert.AreEqual(300, (int)_point[History.WarmestDeciC]);
        Assert.AreEqual(3700, (int)_point[History.Cells]);
        Assert.AreEqual(3709, (int)_point[History.Cells + 13]);
        Assert.AreEqual(-1L, _history.Read(5301, _point));
    }

    [TestMethod]
    [DataRow(4, 120)]
    [DataRow(14, 56)]
    [DataRow(32, 28)]
    public void Add_ForDays_StaysWithinItsMemoryAndCoversAllOfIt(int cells, int capacity)
    {
        SetCells(cells);
        long seconds = 0;
        for (int doublings = 0; doublings < 6; doublings++)
        {
            Assert.AreEqual(History.FirstIntervalMs << doublings, _history.IntervalMs);
            while (_history.IntervalMs == History.FirstIntervalMs << doublings)
            {
                _snapshot.Battery.SocPermille = (int)(seconds / 100);
                Add();
                seconds++;
                Assert.IsTrue(_history.Count < capacity);
            }
        }

        Assert.AreEqual(capacity / 2, _history.Count);
        long atMs = _history.Read(0, _point);
        int points = 0;
        int previous = -1;
        Assert.AreEqual(5300L, atMs, "since the start");
        while (atMs >= 0)
        {
            Assert.AreEqual(5300L + (long)points * _history.IntervalMs, atMs);
            Assert.IsTrue(_point[History.SocPermille] >= previous, "in the order of time");
            Assert.IsTrue(_point[History.SocPermille] - (atMs - 5300) / 100000 <= _history.IntervalMs / 100000 + 1, "its own time's value");
            previous = _point[History.SocPermille];
            points++;
            atMs = _history.Read(atMs + 1, _point);
        }

        Assert.AreEqual(capacity / 2, points);
    }

    [TestMethod]
    public void Add_PackSilentForAWhile_IsUnknownThereAndNotZero()
    {
        Add(20);
        _snapshot.PackOnline = false;
        Add(20);
        _snapshot.PackOnline = true;
        Add(21);

        Assert.AreEqual(5, _history.Count - 1);
        _history.Read(5300 + 20000, _point);
        for (int i = 0; i < History.Cells + 14; i++)
        {
            Assert.AreEqual(History.Nothing, (int)_point[i], i.ToString());
        }

        _history.Read(5300 + 40000, _point);
        Assert.AreEqual(5200, (int)_point[History.MilliVolts10]);
    }

    [TestMethod]
    public void Add_UnknownBesideKnown_MergesToTheKnown()
    {
        int capacity = 56;
        Add(10);
        _snapshot.PackOnline = false;
        Add(10);
        _snapshot.PackOnline = true;
        Add((capacity - 2) * 10 + 1);

        Assert.AreEqual(20000, _history.IntervalMs);
        _history.Read(0, _point);
        Assert.AreEqual(5200, (int)_point[History.MilliVolts10]);
        Assert.AreEqual(250, (int)_point[History.WarmestDeciC]);
    }

    [TestMethod]
    public void Add_AfterALongAbsence_LeavesAGap()
    {
        Add(10);
        _snapshot.UptimeMs += 100000;
        Add(1);

        Assert.AreEqual(11, _history.Count);
        _history.Read(5300 + 10000, _point);
        Assert.AreEqual(History.Nothing, (int)_point[History.MilliVolts10]);
    }

    [TestMethod]
    public void Add_OtherNumberOfCells_BeginsAnew()
    {
        Add(100);
        int generation = _history.Generation;
        SetCells(16);
        Add(11);

        Assert.AreEqual(generation + 1, _history.Generation);
        Assert.AreEqual(1, _history.Count);
        Assert.AreEqual(105300L, _history.Read(0, _point));
    }

    [TestMethod]
    public void Add_BeforeTheFirstReply_IsNothing()
    {
        _snapshot.PackOnline = false;
        Add(100);

        Assert.AreEqual(0, _history.Count);
        Assert.AreEqual(0, _history.CellCount);
        Assert.AreEqual(-1L, _history.Read(0, _point));
    }

    [TestMethod]
    public void Add_NoSensor_LeavesTheTemperatureUnknown()
    {
        _snapshot.Battery.TempDeciC[0] = Unknown.Number;
        Add(11);

        _history.Read(0, _point);
        Assert.AreEqual(History.Nothing, (int)_point[History.WarmestDeciC]);
        Assert.AreEqual(5200, (int)_point[History.MilliVolts10]);
    }

    private void SetCells(int count)
    {
        _snapshot.Battery.CellCount = count;
        for (int i = 0; i < count; i++)
        {
            _snapshot.Battery.CellMilliVolts[i] = 3700;
        }
    }

    private void Add(int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            Add();
        }
    }

    private void Add()
    {
        _history.Add(_snapshot);
        _snapshot.UptimeMs += 1000;
    }
}
