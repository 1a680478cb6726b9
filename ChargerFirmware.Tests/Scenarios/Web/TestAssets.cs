using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using ChargerFirmware.Ports;
using ChargerFirmware.Tests.Host;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>A page of its own, long enough for several pieces, and the description of the interface.</summary>
public sealed class TestAssets : IAssets
{
    public static readonly string Page = "<!doctype html><title>page</title>" + string.Concat(Enumerable.Range(0, 5000).Select(i => i + " "));

    private readonly byte[] _packed = Pack(Page);
    private readonly byte[] _api = File.ReadAllBytes(Repository.PathOf("ChargerFirmware/Web/Page/openapi.json"));

    public int LengthOf(int asset)
    {
        return Of(asset).Length;
    }

    public string VersionOf(int asset)
    {
        return asset == Asset.Page ? "abc123" : "api1";
    }

    public int Read(int asset, int position, byte[] buffer, int offset, int count)
    {
        byte[] whole = Of(asset);
        int left = Math.Clamp(whole.Length - position, 0, count);
        Array.Copy(whole, position, buffer, offset, left);
        return left;
    }

    private byte[] Of(int asset)
    {
        return asset == Asset.Page ? _packed : _api;
    }

    private static byte[] Pack(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
