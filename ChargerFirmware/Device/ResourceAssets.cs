using System;
using System.Resources;
using ChargerFirmware.Ports;
using nanoFramework.Runtime.Native;

namespace ChargerFirmware.Device;

/// <summary>The page as a resource of the image: it stays in flash, and a piece at a time comes to the heap. Web thread only.</summary>
/// <remarks>Page.targets packs it when the image is built: the compressed page, its length and its version.</remarks>
public sealed class ResourceAssets : IAssets
{
    private readonly ResourceManager _resources = new ResourceManager("ChargerFirmware.Page", typeof(ResourceAssets).Assembly);

    // Boxed once: a call would box it anew.
    private readonly Enum _page = PageResource.Page;

    public ResourceAssets()
    {
        PageVersion = (string)ResourceUtility.GetObject(_resources, PageResource.Version);
        PageLength = int.Parse((string)ResourceUtility.GetObject(_resources, PageResource.Length));
    }

    public int PageLength { get; }

    public string PageVersion { get; }

    public int ReadPage(int position, byte[] buffer, int offset, int count)
    {
        int left = PageLength - position;
        if (left < count)
        {
            count = left;
        }

        if (position < 0 || count <= 0)
        {
            return 0;
        }

        byte[] piece = (byte[])ResourceUtility.GetObject(_resources, _page, position, count);
        Array.Copy(piece, 0, buffer, offset, piece.Length);
        return piece.Length;
    }
}
