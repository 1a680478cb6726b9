namespace ChargerFirmware.Web;

/// <summary>Slows down who tries PINs, address by address, so that nobody else has to wait. Web thread only.</summary>
/// <remarks>
/// Ten wrong tries are free, then each one is followed by a pause of 1, 2, 4 .. 32 s, in which further tries are refused unread.
/// So four digits take two days on average, and the right PIN waits 32 s at most, if its address has tried others. A right one, or a quarter of an hour, forgives.
/// Addresses for which there is no place share the last one: many attackers wait for one another.
/// </remarks>
public sealed class LoginBrake
{
    /// <summary>Wrong tries without a pause: fingers slip.</summary>
    public const int FreeTries = 10;

    private const int MaxDoublings = 5;
    private const int FirstPauseMs = 1000;
    private const int ForgiveMs = 15 * 60 * 1000;

    // A household has fewer that mistype in one quarter of an hour.
    private const int Places = 8;
    private const int SharedPlace = Places - 1;

    private readonly int[] _addresses = new int[Places];
    private readonly int[] _wrong = new int[Places];
    private readonly long[] _wrongMs = new long[Places];

    /// <summary>How long this address has to wait before its next try; 0 when it need not.</summary>
    public int WaitMs(int address, long nowMs)
    {
        int place = PlaceOf(address, nowMs);
        int over = _wrong[place] - FreeTries;
        if (over < 0)
        {
            return 0;
        }

        long untilMs = _wrongMs[place] + (FirstPauseMs << (over < MaxDoublings ? over : MaxDoublings));
        return nowMs < untilMs ? (int)(untilMs - nowMs) : 0;
    }

    public void NoteWrong(int address, long nowMs)
    {
        int place = PlaceOf(address, nowMs);
        _addresses[place] = address;
        _wrong[place]++;
        _wrongMs[place] = nowMs;
    }

    public void NoteRight(int address, long nowMs)
    {
        int place = PlaceOf(address, nowMs);
        if (place != SharedPlace)
        {
            _wrong[place] = 0;
        }
    }

    private int PlaceOf(int address, long nowMs)
    {
        int free = SharedPlace;
        for (int i = Places - 1; i >= 0; i--)
        {
            if (nowMs - _wrongMs[i] >= ForgiveMs)
            {
                _wrong[i] = 0;
            }

            if (i != SharedPlace && _wrong[i] == 0)
            {
                free = i;
            }
            else if (i != SharedPlace && _addresses[i] == address)
            {
                return i;
            }
        }

        return free;
    }
}
