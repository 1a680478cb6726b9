namespace ChargerFirmware.Web;

/// <summary>The places for HTTP connections, each made when it is first needed and then kept. Web thread only.</summary>
public sealed class HttpPlaces
{
    // On the device, beside the head and a piece of the answer, as measured.
    private const int OtherBytes = 1900;

    // Beside the reserve: for a body, and for the deeper calls that judge it. A second request waits before the door, a PUT has to find room.
    private const int BodyBytes = 4096;

    /// <summary>The first <see cref="Count"/> are made.</summary>
    public readonly HttpConnection[] All;

    private readonly WebShared _shared;
    private readonly HttpGate _gate;
    private readonly HttpAnswers _answers;
    private readonly HttpTakeover _takeover;

    public HttpPlaces(WebShared shared)
    {
        _shared = shared;
        _gate = new HttpGate(shared);
        _answers = new HttpAnswers(shared);
        _takeover = new HttpTakeover(shared);
        All = new HttpConnection[shared.Limits.RequestSlots];
        Make();
    }

    /// <summary>Places that are made.</summary>
    public int Count { get; private set; }

    /// <summary>A place that nobody has; null when all are taken and no more can be made.</summary>
    public HttpConnection FindFree()
    {
        for (int i = 0; i < Count; i++)
        {
            if (All[i].IsFree)
            {
                return All[i];
            }
        }

        int placeBytes = HttpRequest.FirstBytes + _shared.Limits.PieceBytes + OtherBytes;
        return Count < All.Length && _shared.Memory.HasRoomFor(placeBytes + BodyBytes) && _shared.Memory.TryTake(placeBytes) ? Make() : null;
    }

    private HttpConnection Make()
    {
        HttpConnection connection = new HttpConnection(_shared, _gate, _answers, _takeover);
        _shared.Hub.AddReader(connection);
        All[Count] = connection;
        Count++;
        return connection;
    }
}
