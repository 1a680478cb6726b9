using ChargerFirmware.Bms;
using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Follows the charge session under way. Control thread only; allocates nothing.</summary>
/// <remarks>
/// A session begins when current is asked for. It ends when the charge is complete or the firmware is told to end, and else once nothing has been asked for during <see cref="PauseMs"/>:
/// a fault that goes and a stop that the user takes back belong to one session. Its end is then the moment when the charge stopped, for the reason of that moment.
/// </remarks>
public sealed class SessionMeter
{
    /// <summary>A longer pause ends the session: longer than any fault that mends itself and its resume time (setting charge.resumeSeconds, at most 600 s).</summary>
    public const int PauseMs = 10 * 60 * 1000;

    private readonly EnergyMeter _energy;
    private long _lastMilliWattHours;
    private long _lastMilliAmpHours;
    private int _seenCells = -1;
    private int _seenBasic = -1;

    public SessionMeter(EnergyMeter energy)
    {
        _energy = energy;
        _lastMilliWattHours = energy.MilliWattHours;
        _lastMilliAmpHours = energy.MilliAmpHours;
    }

    public ChargeSession Session { get; } = new ChargeSession();

    /// <summary>One tick, after the energy meter's.</summary>
    /// <param name="charges">Current is asked for.</param>
    /// <param name="reason">A value of <see cref="SessionEnd"/>: why not, when it is not.</param>
    /// <param name="battery">What the pack tells.</param>
    /// <param name="packOnline">Whether that is young enough.</param>
    /// <param name="nowMs">The control clock.</param>
    public void Tick(bool charges, int reason, BatterySnapshot battery, bool packOnline, long nowMs)
    {
        ChargeSession session = Session;
        int milliWattHours = (int)(_energy.MilliWattHours - _lastMilliWattHours);
        int milliAmpHours = (int)(_energy.MilliAmpHours - _lastMilliAmpHours);
        _lastMilliWattHours = _energy.MilliWattHours;
        _lastMilliAmpHours = _energy.MilliAmpHours;
        if (!session.IsOpen)
        {
            if (charges)
            {
                Begin(nowMs);
                Measure(battery, packOnline);
            }

            return;
        }

        // What had flowed until this tick was asked for in the one before.
        bool wasCharging = session.End == SessionEnd.None;
        if (wasCharging)
        {
            session.MilliWattHours += milliWattHours;
            session.MilliAmpHours += milliAmpHours;
        }

        // The value that has ended the charge belongs to it.
        Measure(battery, packOnline);
        if (charges)
        {
            session.End = SessionEnd.None;
            session.EndedMs = -1;
            return;
        }

        if (wasCharging)
        {
            session.End = reason;
            session.EndedMs = nowMs;
        }

        session.IsOpen = reason != SessionEnd.Complete && reason != SessionEnd.Shutdown && nowMs - session.EndedMs < PauseMs;
    }

    private void Begin(long nowMs)
    {
        ChargeSession session = Session;
        session.Count++;
        session.IsOpen = true;
        session.StartedMs = nowMs;
        session.EndedMs = -1;
        session.End = SessionEnd.None;
        session.MilliWattHours = 0;
        session.MilliAmpHours = 0;
        session.StartSocPermille = Unknown.Number;
        session.EndSocPermille = Unknown.Number;
        session.HighestCellMilliVolts = Unknown.Number;
        session.WarmestDeciC = Unknown.Number;
        _seenCells = -1;
        _seenBasic = -1;
    }

    // The search for the highest cell is worth its time once a reply, not once a tick.
    private void Measure(BatterySnapshot battery, bool packOnline)
    {
        if (!packOnline)
        {
            return;
        }

        if (battery.CellsCount != _seenCells)
        {
            _seenCells = battery.CellsCount;
            int cell = battery.HighestCell();
            if (cell >= 0 && battery.CellMilliVolts[cell] > Session.HighestCellMilliVolts)
            {
                Session.HighestCellMilliVolts = battery.CellMilliVolts[cell];
            }
        }

        if (battery.BasicCount != _seenBasic)
        {
            _seenBasic = battery.BasicCount;
            MeasureBasic(battery);
        }
    }

    private void MeasureBasic(BatterySnapshot battery)
    {
        ChargeSession session = Session;
        int sensor = battery.WarmestSensor();
        if (sensor >= 0 && battery.TempDeciC[sensor] > session.WarmestDeciC)
        {
            session.WarmestDeciC = battery.TempDeciC[sensor];
        }

        if (session.StartSocPermille == Unknown.Number)
        {
            session.StartSocPermille = battery.SocPermille;
        }

        session.EndSocPermille = battery.SocPermille;
    }
}
