namespace ChargerFirmware.Device;

/// <summary>The resources that Page.targets packs. A number is the hash of its name that the metadata processor writes into the image; a test computes them anew.</summary>
public enum PageResource : short
{
    Page = -29772,
    Length = 1608,
    Version = 19735,
    Api = -11859,
    ApiLength = -5334,
    ApiVersion = 2653,
}
