using System.IO;
using System.IO.Compression;
using System.Text;

namespace ChargerFirmware.Tests.Browser;

/// <summary>The page as it lies in the firmware.</summary>
public static class PageFile
{
    public static string Read()
    {
        using Stream stream = typeof(Board).Assembly.GetManifestResourceStream("index.html")
            ?? throw new FileNotFoundException("the firmware carries no index.html");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    public static int GzipLength(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.SmallestSize, true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return (int)packed.Length;
    }
}
