namespace ChargerFirmware.Ports;

/// <summary>Files that are stored in the image, by <see cref="Asset"/>: read in pieces.</summary>
public interface IAssets
{
    int LengthOf(int asset);

    /// <summary>Changes with the content; printable ASCII without quotes.</summary>
    string VersionOf(int asset);

    /// <summary>Copies bytes; returns how many (0 at the end).</summary>
    int Read(int asset, int position, byte[] buffer, int offset, int count);
}
