using ChargerFirmware.Settings;

namespace ChargerFirmware.Web;

/// <summary>Room for the body of one request and for the settings that it changes. Web thread only.</summary>
public sealed class BodySlot
{
    public readonly byte[] Bytes;
    public readonly SettingChanges Changes;
    public bool IsTaken;

    public BodySlot(int bodyBytes, SettingTable table)
    {
        Bytes = new byte[bodyBytes];
        Changes = new SettingChanges(table);
    }
}
