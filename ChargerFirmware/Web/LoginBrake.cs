namespace ChargerFirmware.Web;

/// <summary>Slows down who tries PINs: each address by itself, and all strangers together. Web thread only.</summary>
/// <remarks>
/// Of one address ten wrong tries are free, then each one is followed by a pause of 1, 2, 4 .. 32 s, in which further tries are refused unread. A right one, or a quarter of an hour, forgives.
/// Strangers, the addresses that have not logged in lately, have besides one budget together: twenty wrong tries, and one more every 32 s, from however many addresses they come.
/// So four digits, 5000 tries on average, take strangers 5000 x 32 s = 44 hours; six digits half a year.
/// The last four addresses that have logged in have places of their own and no part in that budget: nobody else's tries make them wait, only their own do.
/// What remains: while strangers use up the budget, an address that has never logged in since the start shares it with them, and has to be lucky.
/// </remarks>
public sealed class LoginBrake
{
    /// <summary>Wrong tries of an address without a pause: fingers slip.</summary>
    public const int FreeTries = 10;

    /// <summary>Wrong tries of all strangers without a pause: two that mistype do not hinder one another.</summary>
    public const int FreeStrangerTries = 20;

    private const int MaxDoublings = 5;
    private const int FirstPauseMs = 1000;
    private const int StrangerPauseMs = FirstPauseMs << MaxDoublings;
    private const int ForgiveMs = 15 * 60 * 1000;

    // Places of addresses that have logged in, then those of strangers; who finds none shares the last one.
    private const int KnownPlaces = 4;
    private const int Places = KnownPlaces + 8;
    private const int SharedPlace = Places - 1;

    private readonly int[] _addresses = new int[Places];
    private readonly int[] _wrong = new int[Places];
    private readonly long[] _wrongMs = new long[Places];

    // Which login it was that made a place a known one; 0 for none.
    private readonly int[] _logins = new int[KnownPlaces];
    private int _lastLogin;

    // When all wrong tries of strangers are paid for, one every 32 s.
    private long _paidMs;

    /// <summary>How long this address has to wait before its next try; 0 when it need not.</summary>
    public int WaitMs(int address, long nowMs)
    {
        int place = PlaceOf(address, nowMs);
        int over = _wrong[place] - FreeTries;
        long untilMs = over < 0 ? nowMs : _wrongMs[place] + (FirstPauseMs << (over < MaxDoublings ? over : MaxDoublings));
        if (place >= KnownPlaces)
        {
            long budgetMs = _paidMs - (FreeStrangerTries - 1) * StrangerPauseMs;
            untilMs = budgetMs > untilMs ? budgetMs : untilMs;
        }

        return nowMs < untilMs ? (int)(untilMs - nowMs) : 0;
    }

    public void NoteWrong(int address, long nowMs)
    {
        int place = PlaceOf(address, nowMs);
        _addresses[place] = address;
        _wrong[place]++;
        _wrongMs[place] = nowMs;
        if (place >= KnownPlaces)
        {
            _paidMs = (_paidMs > nowMs ? _paidMs : nowMs) + StrangerPauseMs;
        }
    }

    public void NoteRight(int address, long nowMs)
    {
        int place = PlaceOf(address, nowMs);
        if (place >= KnownPlaces)
        {
            // What was wrong before is forgiven where it was noted for this address alone.
            _wrong[place] = place == SharedPlace ? _wrong[place] : 0;
            place = LongestAgo();
            _addresses[place] = address;
        }

        _wrong[place] = 0;
        _logins[place] = ++_lastLogin;
    }

    private int LongestAgo()
    {
        int longest = 0;
        for (int i = 1; i < KnownPlaces; i++)
        {
            longest = _logins[i] < _logins[longest] ? i : longest;
        }

        return longest;
    }

    private int PlaceOf(int address, long nowMs)
    {
        int free = SharedPlace;
        int found = -1;
        for (int i = Places - 1; i >= 0; i--)
        {
            if (nowMs - _wrongMs[i] >= ForgiveMs)
            {
                _wrong[i] = 0;
            }

            bool isStranger = i >= KnownPlaces;
            bool isTaken = isStranger ? i != SharedPlace && _wrong[i] > 0 : _logins[i] > 0;
            if (isTaken && _addresses[i] == address)
            {
                found = i;
            }
            else if (isStranger && i != SharedPlace && !isTaken)
            {
                free = i;
            }
        }

        return found >= 0 ? found : free;
    }
}
