namespace ChargerFirmware.Web;

/// <summary>One buffer that WebSockets borrow for a message longer than their own buffer; who finds it taken waits with reading. Web thread only.</summary>
/// <remarks>A command has some 40 bytes: on the device a kilobyte for each browser would lie idle for ever. So the one that is shared is there while somebody has it.</remarks>
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
    /// <param name="isShared">False for a single owner on a PC, who keeps the buffer.</param>
    public LongMessage(int bytes, int headroom = 0, bool isShared = true)
    {
        Capacity = bytes;
        IsShared = isShared;
        _headroom = headroom;
    }

    /// <summary>Null while nobody has it.</summary>
    public byte[] Data { get; private set; }

    public bool IsFree => _holder == null;

    /// <summary>False while somebody else has it.</summary>
    public bool TryTake(IncomingMessage message)
    {
        if (_holder != null)
        {
            return false;
        }

        if (Data == null)
        {
            // Before it is anybody's: who finds no memory for it has nothing to give back.
            Data = new byte[_headroom + Capacity];
        }

        _holder = message;
        return true;
    }

    public void GiveBack(IncomingMessage message)
    {
        if (_holder == message)
        {
            _holder = null;
            Data = IsShared ? null : Data;
        }
    }
}
