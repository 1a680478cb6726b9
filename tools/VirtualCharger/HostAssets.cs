using System;
using System.IO;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using ChargerFirmware.Ports;

namespace VirtualCharger;

/// <summary>The page out of the firmware's assembly, compressed once at the start. Any thread.</summary>
public sealed class HostAssets : IAssets
{
    private const string PageResource = "index.html";

    // 64 bits of the hash: plenty to tell two versions of one page apart.
    private const int VersionCharacters = 16;

    private readonly byte[] _page;

    public HostAssets(Assembly firmware)
    {
        using Stream? stream = firmware.GetManifestResourceStream(PageResource);
        if (stream == null)
        {
            throw new StartupException("The page is missing in " + firmware.GetName().Name + ": build it again with ChargerFirmware/Web/Page/index.html in place.");
        }

        using MemoryStream plain = new();
        stream.CopyTo(plain);
        byte[] bytes = plain.ToArray();
        PageVersion = Convert.ToHexStringLower(SHA256.HashData(bytes))[..VersionCharacters];
        _page = Compress(bytes);
    }

    public int PageLength => _page.Length;

    public string PageVersion { get; }

    public int ReadPage(int position, byte[] buffer, int offset, int count)
    {
        int left = Math.Clamp(_page.Length - position, 0, count);
        Array.Copy(_page, position, buffer, offset, left);
        return left;
    }

    // The header's time stamp is 0, so the same page gives the same bytes.
    private static byte[] Compress(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
