namespace ChargerFirmware.Control;

/// <summary>Follows one meter after a stop: for how long, measurement after measurement, it shows a current that should not be. Control thread only; allocates nothing.</summary>
/// <remarks>
/// One reading alone proves nothing: a BMS tells a wrong one now and then, and what follows from it (a latched fault, an open MOSFET) the owner has to undo by hand.
/// So time counts from the first of an unbroken row of readings to the newest one, and a single reading has lasted for no time at all.
/// </remarks>
public sealed class Defiance
{
    /// <summary>After a stop a charger may tell current for so long: its status comes once a second, and its output has a capacitor.</summary>
    public const int GraceMs = 3000;

    /// <summary>What is no current: five steps of tc's status, more than the offset of a meter of 50 A. The BMS's dead band ends at 0.25 A.</summary>
    public const int StoppedMilliAmps = 500;

    /// <summary>Readings in a row that make the fault.</summary>
    public const int ReadingsToLatch = 2;

    private long _atMs = -1;
    private long _sinceMs = -1;
    private int _lateReadings;

    /// <summary>For how long it has been seen, from the first reading of the row to the newest; -1 while it is not.</summary>
    public long ForMs => _sinceMs < 0 ? -1 : _atMs - _sinceMs;

    /// <summary>A stop that was heard is not obeyed.</summary>
    public bool IsProven => _lateReadings >= ReadingsToLatch;

    /// <summary>The newest reading was taken late enough after the stop, and shows no current.</summary>
    public bool Rests { get; private set; }

    /// <summary>The newest reading of the row.</summary>
    public int MilliAmps { get; private set; }

    /// <param name="milliAmps">What the meter tells.</param>
    /// <param name="atMs">When it told that; a reading that was followed before changes nothing.</param>
    /// <param name="stopMilliAmps">What the stop on the wire may still mean.</param>
    /// <param name="askedMs">When the stop was first asked for; -1 while there is none.</param>
    /// <param name="heardMs">When it was acknowledged; -1 while nobody has heard it.</param>
    public void Follow(int milliAmps, long atMs, int stopMilliAmps, long askedMs, long heardMs)
    {
        if (askedMs < 0 || atMs < askedMs)
        {
            Forget();
            return;
        }

        if (atMs == _atMs)
        {
            return;
        }

        bool isCurrent = milliAmps > stopMilliAmps + StoppedMilliAmps;
        if (!isCurrent)
        {
            Forget();
            Rests = atMs >= askedMs + GraceMs;
        }
        else
        {
            Rests = false;
            _sinceMs = _sinceMs < 0 ? atMs : _sinceMs;
            _lateReadings = heardMs >= 0 && atMs >= heardMs + GraceMs ? _lateReadings + 1 : 0;
            MilliAmps = milliAmps;
        }

        _atMs = atMs;
    }

    /// <summary>Nobody can tell: what was seen before does not count any more.</summary>
    public void Forget()
    {
        _atMs = -1;
        _sinceMs = -1;
        _lateReadings = 0;
        Rests = false;
    }
}
