namespace ChargerFirmware.Network;

/// <summary>How often the platform's library may be asked to join a stored network that does not take us. One thread.</summary>
/// <remarks>
/// On nanoFramework each of these calls loses some 150 bytes of the chip's own memory for good (Target_Network.cpp, GetWirelessConfig: a block that is never freed).
/// A router that is gone for a week, asked for once a minute, would end the charger. A search loses nothing: so it comes first, and the call when the network is there.
/// </remarks>
public sealed class JoinPace
{
    /// <summary>So many failures in a row are tried without a search before: a router that starts slowly is joined at once.</summary>
    public const int FreeFailures = 3;

    /// <summary>So many refusals in a row by a network that is there (its password was changed, say)...</summary>
    public const int TiredRefusals = 20;

    /// <summary>...and it is asked this rarely: 150 bytes each are 21 KB a day.</summary>
    public const int TiredGapMs = 10 * 60 * 1000;

    /// <summary>A network that has shown itself before and is not in the list is away: it is asked this rarely, 7 KB a day.</summary>
    public const int UnseenGapMs = 30 * 60 * 1000;

    /// <summary>Where the list is full or has networks without a name, or ours has never shown itself, it is perhaps there. It is asked so often...</summary>
    public const int PerhapsGapMs = 2 * 60 * 1000;

    /// <summary>...for an hour, which loses 4.5 KB, ...</summary>
    public const int PerhapsCalls = 30;

    /// <summary>...then this often for five hours, which loses as much, and then as rarely as one that is away.</summary>
    public const int LaterGapMs = 10 * 60 * 1000;
    public const int LaterCalls = 30;

    // What a search says of the network.
    public const int Away = 0;
    public const int Perhaps = 1;

    /// <summary>It was found, or nobody could search.</summary>
    public const int Seen = 2;

    private int _failures;
    private int _refusals;
    private long _lastMs;

    /// <summary>Whether a search comes before the next attempt.</summary>
    public bool WantsSearch => _failures >= FreeFailures;

    /// <param name="nowMs">The network's clock.</param>
    /// <param name="sight">What the search says: <see cref="Away"/>, <see cref="Perhaps"/> or <see cref="Seen"/>.</param>
    public bool MayJoin(long nowMs, int sight)
    {
        return _failures < FreeFailures || nowMs - _lastMs >= GapMs(sight);
    }

    /// <param name="isJoined">It has taken us.</param>
    /// <param name="isThere">It has refused us: it was there.</param>
    /// <param name="nowMs">The network's clock.</param>
    public void Note(bool isJoined, bool isThere, long nowMs)
    {
        _failures = isJoined ? 0 : _failures + 1;
        _refusals = isJoined ? 0 : isThere ? _refusals + 1 : _refusals;
        _lastMs = nowMs;
    }

    /// <summary>Other credentials.</summary>
    public void Reset()
    {
        _failures = 0;
        _refusals = 0;
    }

    private int GapMs(int sight)
    {
        if (sight == Seen)
        {
            return _refusals >= TiredRefusals ? TiredGapMs : 0;
        }

        int calls = _failures - FreeFailures;
        return sight == Away || calls >= PerhapsCalls + LaterCalls ? UnseenGapMs : calls < PerhapsCalls ? PerhapsGapMs : LaterGapMs;
    }
}
