using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Web;

/// <summary>A file as it is stored in the image, with its entity tag. Web thread only.</summary>
public sealed class AssetAnswer : Answer
{
    // The page is one file with its style and script inside, and talks to nobody but the charger itself.
    private const string PageHeaders = "Cache-Control: no-cache\r\nVary: Accept-Encoding\r\nReferrer-Policy: no-referrer\r\n"
        + "Content-Security-Policy: default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n";

    private readonly IAssets _assets;
    private readonly int _asset;
    private readonly byte[] _tag;

    /// <param name="assets">Where it is stored.</param>
    /// <param name="asset">A value of <see cref="Asset"/>.</param>
    public AssetAnswer(IAssets assets, int asset)
    {
        _assets = assets;
        _asset = asset;
        _tag = Ascii.Of("\"" + assets.VersionOf(asset) + "\"");
    }

    public override string ContentType => IsPage ? "Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n" : "Content-Type: application/json\r\n";

    public override int Length => _assets.LengthOf(_asset);

    private bool IsPage => _asset == Asset.Page;

    /// <summary>Answers with the file, or that the client has it already. False, with a refusal, when it cannot take it as it is.</summary>
    public bool Answer(HttpExchange exchange)
    {
        HttpRequest request = exchange.Request;
        if (IsPage && request.HasAcceptEncoding && !request.AcceptsGzip)
        {
            exchange.Refuse(HttpStatus.NotAcceptable, "the page is stored gzip-encoded only");
            return false;
        }

        bool isKnown = request.IfNoneMatchLength >= 0 && HttpList.MatchesTag(request.Buffer, request.IfNoneMatchOffset, request.IfNoneMatchLength, _tag);
        exchange.Begin(isKnown ? HttpStatus.NotModified : HttpStatus.Ok);
        exchange.Response.Header("ETag: ");
        exchange.Response.Header(_tag);
        exchange.Response.Header("\r\n");
        exchange.Response.Header(IsPage ? PageHeaders : "Cache-Control: no-cache\r\n");
        if (isKnown)
        {
            exchange.Response.EndWithout();
        }
        else
        {
            exchange.Response.EndWith(this, request.IsVersion11, exchange.IsHead);
        }

        return true;
    }

    public override bool WriteItem(HttpResponse response)
    {
        TextBuffer text = response.Text;
        int read = _assets.Read(_asset, response.Step, text.Data, text.End, response.Room);
        text.Take(read);
        response.Step += read;
        return read > 0;
    }
}
