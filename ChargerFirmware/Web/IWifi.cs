using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The network that /api/wifi shows and changes. Web thread only.</summary>
public interface IWifi
{
    /// <summary>Writes one item of the status; false after the last one.</summary>
    bool WriteItem(JsonWriter json, int step);

    /// <summary>Begins to join the network that the body names; null, or the sentence that refuses it.</summary>
    string Connect(byte[] body, int offset, int count);

    /// <summary>Forgets the stored network.</summary>
    void Forget();
}
