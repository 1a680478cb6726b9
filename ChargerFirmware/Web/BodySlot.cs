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

    /// <summary>Null while it is not taken and has none of its own.</summary>
    public byte[] Bytes { get; private set; }

    /// <summary>False when the bytes are in use.</summary>
    public bool TryTake()
    {
        if (IsTaken)
        {
            return false;
        }

        Bytes = _own == null ? _lender.LendSpare() : _own;
        IsTaken = Bytes != null;
        return IsTaken;
    }

    public void GiveBack()
    {
        IsTaken = false;
        Bytes = null;
        Changes.Clear();
        if (_own == null)
        {
            _lender.TakeSpareBack();
        }
    }
}
