using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>A page of its own, long enough for several pieces.</summary>
public sealed class TestAssets : IAssets
{
    public static readonly string Page = "<!doctype html><title>page</title>" + string.Concat(Enumerable.Range(0, 5000).Select(i => i + " "));

    private readonly byte[] _packed = Pack(Page);

    public int PageLength => _packed.Length;

    public string PageVersion => "abc123";

    public int ReadPage(int position, byte[] buffer, int offset, int count)
    {
        int left = Math.Clamp(_packed.Length - position, 0, count);
        Array.Copy(_packed, position, buffer, offset, left);
        return left;
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
