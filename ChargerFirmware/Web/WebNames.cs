namespace ChargerFirmware.Web;

/// <summary>Names that the charger answers to beside its addresses. The network thread sets, the web thread reads.</summary>
public sealed class WebNames
{
    /// <summary>For instance "charger.local", in lower case; null while there is none.</summary>
    public string MdnsName;
}
