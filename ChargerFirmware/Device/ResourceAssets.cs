using System;
using System.Resources;
using ChargerFirmware.Ports;
using nanoFramework.Runtime.Native;

namespace ChargerFirmware.Device;

/// <summary>The files as resources of the image: they stay in flash, and a piece at a time comes to the heap. Web thread only.</summary>
/// <remarks>Page.targets packs them when the image is built: the compressed page and the interface's description, with lengths and versions.</remarks>
public sealed class ResourceAssets : IAssets
{
    private readonly ResourceManager _resources = new ResourceManager("ChargerFirmware.Page", typeof(ResourceAssets).Assembly);

    // Boxed once: a call would box it anew.
    private readonly Enum _page = PageResource.Page;
    private readonly Enum _api = PageResource.Api;
    private readonly int _pageLength;
    private readonly int _apiLength;

    public ResourceAssets()
    {
        _pageLength = int.Parse((string)ResourceUtility.GetObject(_resources, PageResource.Length));
        _apiLength = int.Parse((string)ResourceUtility.GetObject(_resources, PageResource.ApiLength));
    }

    public int LengthOf(int asset)
    {
        return asset == Asset.Page ? _pageLength : _apiLength;
    }

    public string VersionOf(int asset)
    {
        return (string)(asset == Asset.Page ? ResourceUtility.GetObject(_resources, PageResource.Version) : ResourceUtility.GetObject(_resources, PageResource.ApiVersion));
    }

    public int Read(int asset, int position, byte[] buffer, int offset, int count)
    {
        int left = LengthOf(asset) - position;
        if (left < count)
        {
            count = left;
        }

        if (position < 0 || count <= 0)
        {
            return 0;
        }

        byte[] piece = (byte[])ResourceUtility.GetObject(_resources, asset == Asset.Page ? _page : _api, position, count);
        Array.Copy(piece, 0, buffer, offset, piece.Length);
        return piece.Length;
    }
}
