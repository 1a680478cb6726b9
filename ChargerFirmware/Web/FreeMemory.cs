using ChargerFirmware.Ports;

namespace ChargerFirmware.Web;

/// <summary>The free bytes of the heap, asked for once a second at most. Web thread only.</summary>
/// <remarks>The device's runtime tells them by a full collection, which holds up every thread: requests must not be able to ask for one after the other.</remarks>
public sealed class FreeMemory
{
    private const int KeptMs = 1000;

    private readonly ISystem _system;
    private readonly IClock _clock;
    private long _bytes;
    private long _readMs;
    private bool _isRead;

    public FreeMemory(ISystem system, IClock clock)
    {
        _system = system;
        _clock = clock;
    }

    /// <summary>At most a second old.</summary>
    public long Read()
    {
        long nowMs = _clock.NowMs;
        if (!_isRead || nowMs - _readMs >= KeptMs)
        {
            _bytes = _system.FreeMemoryBytes;
            _readMs = nowMs;
            _isRead = true;
        }

        return _bytes;
    }
}
