namespace ChargerFirmware.Web;

/// <summary>One buffer that WebSockets borrow for a message longer than their own buffer; who finds it taken waits with reading. Web thread only.</summary>
/// <remarks>A command has some 40 bytes: on the device a kilobyte for each browser would lie idle for ever.</remarks>
public sealed class LongMessage
{
    /// <summary>Several take turns, so nobody may hold it for long.</summary>
    public readonly bool IsShared;

    /// <summary>The longest message.</summary>
    public readonly int Capacity;
    private readonly int _headroom;
    private IncomingMessage _holder;

    /// <param name="bytes">The longest message.</param>
    /// <param name="headroom">As that of those who borrow it.</param>
    /// <param name="isShared">False for a single owner on a PC: the buffer is made when it is first needed.</param>
    public LongMessage(int bytes, int headroom = 0, bool isShared = true)
    {
        Capacity = bytes;
        IsShared = isShared;
        _headroom = headroom;
        if (isShared)
        {
            Data = new byte[headroom + bytes];
        }
    }

    public byte[] Data { get; private set; }

    public bool IsFree => _holder == null;

    public void Take(IncomingMessage message)
    {
        _holder = message;
        if (Data == null)
        {
            Data = new byte[_headroom + Capacity];
        }
    }

    public void GiveBack(IncomingMessage message)
    {
        if (_holder == message)
        {
            _holder = null;
        }
    }
}
