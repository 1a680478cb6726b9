namespace ChargerFirmware.Ports;

/// <summary>The page as it is stored in the image: gzip-encoded, read in pieces.</summary>
public interface IAssets
{
    /// <summary>Bytes of the gzip-encoded page.</summary>
    int PageLength { get; }

    /// <summary>Changes with the page's content; printable ASCII without quotes.</summary>
    string PageVersion { get; }

    /// <summary>Copies bytes of the page; returns how many (0 at its end).</summary>
    int ReadPage(int position, byte[] buffer, int offset, int count);
}
