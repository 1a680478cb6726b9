using ChargerFirmware.Ports;

namespace ChargerFirmware.Web;

/// <summary>The free bytes of the heap, asked for once a second at most. Web thread only.</summary>
/// <remarks>The device's runtime tells them by a full collection, which holds up every thread: requests must not be able to ask for one after the other.</remarks>
public sealed class FreeMemory
{
    private const int KeptMs = 1000;

    private readonly ISystem _system;
    private readonly IClock _clock;
    private readonly int _reserve;
    private long _bytes;
    private long _readMs;
    private bool _isRead;

    /// <param name="system">Tells what is free.</param>
    /// <param name="clock">Real time.</param>
    /// <param name="reserve">Bytes that the whole firmware needs to go on; 0 where memory is no matter.</param>
    public FreeMemory(ISystem system, IClock clock, int reserve)
    {
        _reserve = reserve;
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

    /// <summary>Whether so much can be had for what is not needed by all means: a place for one more, a body. False when the rest of the firmware would be left without its reserve.</summary>
    public bool HasRoomFor(int bytes)
    {
        return _reserve == 0 || Read() - bytes >= _reserve;
    }

    /// <summary>The same; what is taken is no longer free when the next one asks within the second.</summary>
    public bool TryTake(int bytes)
    {
        bool hasRoom = HasRoomFor(bytes);
        _bytes -= hasRoom ? bytes : 0;
        return hasRoom;
    }
}
