using System;
using System.IO;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using ChargerFirmware.Ports;

namespace VirtualCharger;

/// <summary>The files out of the firmware's assembly, the page compressed once at the start. Any thread.</summary>
public sealed class HostAssets : IAssets
{
    // 64 bits of the hash: plenty to tell two versions of one file apart.
    private const int VersionCharacters = 16;

    // By asset.
    private static readonly string[] Names = ["index.html", "openapi.json"];

    private readonly byte[][] _files = new byte[Asset.Count][];
    private readonly string[] _versions = new string[Asset.Count];

    public HostAssets(Assembly firmware)
    {
        for (int asset = 0; asset < Asset.Count; asset++)
        {
            byte[] plain = Load(firmware, Names[asset]);
            _versions[asset] = Convert.ToHexStringLower(SHA256.HashData(plain))[..VersionCharacters];
            _files[asset] = asset == Asset.Page ? Compress(plain) : plain;
        }
    }

    public int LengthOf(int asset)
    {
        return _files[asset].Length;
    }

    public string VersionOf(int asset)
    {
        return _versions[asset];
    }

    public int Read(int asset, int position, byte[] buffer, int offset, int count)
    {
        int left = Math.Clamp(_files[asset].Length - position, 0, count);
        Array.Copy(_files[asset], position, buffer, offset, left);
        return left;
    }

    private static byte[] Load(Assembly firmware, string name)
    {
        using Stream? stream = firmware.GetManifestResourceStream(name);
        if (stream == null)
        {
            throw new StartupException(name + " is missing in " + firmware.GetName().Name + ": build it again with ChargerFirmware/Web/Page/" + name + " in place.");
        }

        using MemoryStream plain = new();
        stream.CopyTo(plain);
        return plain.ToArray();
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
