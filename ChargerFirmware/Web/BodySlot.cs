using ChargerFirmware.Settings;

namespace ChargerFirmware.Web;

/// <summary>Room for the body of one request and for the settings that it changes. Web thread only.</summary>
public sealed class BodySlot
{
    public readonly SettingChanges Changes;
    private readonly byte[] _own;
    private readonly TelemetryHub _lender;

    /// <param name="bodyBytes">The longest body.</param>
    /// <param name="table">The settings.</param>
    /// <param name="lender">Lends the bytes where memory is short; null where the slot has its own.</param>
    public BodySlot(int bodyBytes, SettingTable table, TelemetryHub lender)
    {
        _own = lender == null ? new byte[bodyBytes] : null;
        _lender = lender;
        Changes = new SettingChanges(table);
    }

    public bool IsTaken { get; private set; }

    /// <summary>Who has taken it.</summary>
    public HttpExchange Holder { get; private set; }

    /// <summary>When it was taken, or its holder last got on.</summary>
    public long MovedMs { get; set; }

    /// <summary>Null while it is not taken and has none of its own.</summary>
    public byte[] Bytes { get; private set; }

    /// <summary>False when the bytes are in use.</summary>
    public bool TryTake(HttpExchange holder, long nowMs)
    {
        if (IsTaken)
        {
            return false;
        }

        Bytes = _own == null ? _lender.LendSpare() : _own;
        IsTaken = Bytes != null;
        Holder = IsTaken ? holder : null;
        MovedMs = nowMs;
        return IsTaken;
    }

    public void GiveBack()
    {
        IsTaken = false;
        Holder = null;
        Bytes = null;
        Changes.Clear();
        if (_own == null)
        {
            _lender.TakeSpareBack();
        }
    }
}
