namespace ChargerFirmware.Ports;

/// <summary>What <see cref="IAssets"/> holds.</summary>
public static class Asset
{
    /// <summary>The page, gzip-encoded.</summary>
    public const int Page = 0;

    /// <summary>The description of the HTTP interface (OpenAPI), as plain text: programs that read it do not all unpack.</summary>
    public const int Api = 1;
    public const int Count = 2;
}
