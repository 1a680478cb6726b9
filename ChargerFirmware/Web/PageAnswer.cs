using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Web;

/// <summary>The page, gzip-encoded as it is stored in the image. Web thread only.</summary>
public sealed class PageAnswer : Answer
{
    private readonly IAssets _assets;

    public PageAnswer(IAssets assets)
    {
        _assets = assets;
        Tag = Ascii.Of("\"" + assets.PageVersion + "\"");

    }

    /// <summary>Sent with the page and with 304, behind the entity tag.</summary>
    /// <remarks>The page is one file with its style and script inside, and talks to nobody but the charger itself.</remarks>
    public static string Headers => "Cache-Control: no-cache\r\nVary: Accept-Encoding\r\nReferrer-Policy: no-referrer\r\n"
        + "Content-Security-Policy: default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n";

    public override string ContentType => "Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n";

    public override int Length => _assets.PageLength;

    /// <summary>The entity tag with its quotes.</summary>
    public byte[] Tag { get; }

    public override bool WriteItem(HttpResponse response)
    {
        TextBuffer text = response.Text;
        int read = _assets.ReadPage(response.Step, text.Data, text.End, response.Room);
        text.Take(read);
        response.Step += read;
        return read > 0;
    }
}
