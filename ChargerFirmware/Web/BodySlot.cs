using ChargerFirmware.Settings;

namespace ChargerFirmware.Web;

/// <summary>Room for the body of one request and for the settings that it changes. Web thread only.</summary>
public sealed class BodySlot
{
    // What reading, storing and applying it makes meanwhile, beyond what any request does.
    private const int WorkBytes = 1024;

    public readonly SettingChanges Changes;
    private readonly FreeMemory _memory;

    /// <param name="table">The settings.</param>
    /// <param name="memory">Of which each body has what it needs.</param>
    public BodySlot(SettingTable table, FreeMemory memory)
    {
        _memory = memory;
        Changes = new SettingChanges(table);
    }

    public bool IsTaken { get; private set; }

    /// <summary>Who has taken it.</summary>
    public HttpExchange Holder { get; private set; }

    /// <summary>When it was taken, or its holder last got on.</summary>
    public long MovedMs { get; set; }

    /// <summary>As long as the body; made for it. Null while the slot is not taken.</summary>
    public byte[] Bytes { get; private set; }

    /// <summary>False when the slot is taken, or there is no memory for a body of this length.</summary>
    public bool TryTake(HttpExchange holder, long nowMs)
    {
        int length = holder.Request.ContentLength;
        if (IsTaken || !_memory.TryTake(length + WorkBytes))
        {
            return false;
        }

        Bytes = new byte[length];
        IsTaken = true;
        Holder = holder;
        MovedMs = nowMs;
        return true;
    }

    public void GiveBack()
    {
        IsTaken = false;
        Holder = null;
        Bytes = null;
        Changes.Clear();
    }
}
