using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>Requests that two readers could take for different ones (RFC 9112, section 11.2): each is refused, the connection ends, and what was hidden behind it is not carried out.</summary>
[TestClass]
public class SmugglingTests
{
    // What the attacker wants to be heard as a request of its own.
    private const string Hidden = "DELETE /api/faults HTTP/1.1\r\nHost: localhost\r\n\r\n";

    [TestMethod]
    [DataRow("PUT", "Content-Length: 5\r\nTransfer-Encoding: chunked", 400, DisplayName = "CL.TE")]
    [DataRow("PUT", "Transfer-Encoding: chunked\r\nContent-Length: 5", 400, DisplayName = "TE.CL")]
    [DataRow("GET", "Transfer-Encoding: chunked", 411, DisplayName = "chunked")]
    [DataRow("GET", "Transfer-Encoding: xchunked", 501, DisplayName = "unknown coding")]
    [DataRow("GET", "Transfer-Encoding: chunked, identity", 501, DisplayName = "chunked is not the last one")]
    [DataRow("GET", "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked", 411, DisplayName = "two codings")]
    [DataRow("GET", "Transfer-Encoding : chunked", 400, DisplayName = "blank before the colon")]
    [DataRow("GET", "Transfer-Encoding\t: chunked", 400, DisplayName = "tab before the colon")]
    [DataRow("GET", "Transfer-Encoding:\u000bchunked", 400, DisplayName = "vertical tab")]
    [DataRow("GET", " Transfer-Encoding: chunked", 400, DisplayName = "line that begins with a blank")]
    [DataRow("GET", "X: y\r\n\tTransfer-Encoding: chunked", 400, DisplayName = "folded line")]
    [DataRow("GET", "X: y\nTransfer-Encoding: chunked", 400, DisplayName = "line feed alone")]
    [DataRow("GET", "X: y\rTransfer-Encoding: chunked", 400, DisplayName = "carriage return alone")]
    [DataRow("GET", "X: y\0Transfer-Encoding: chunked", 400, DisplayName = "NUL")]
    [DataRow("GET", "\0Content-Length: 3", 400, DisplayName = "NUL in a name")]
    [DataRow("GET", "Content-Length: 0\r\nContent-Length: 48", 400, DisplayName = "two lengths")]
    [DataRow("GET", "Content-Length: 0\r\nContent-Length: 0", 400, DisplayName = "one length twice")]
    [DataRow("GET", "Content-Length: 0, 48", 400, DisplayName = "list of lengths")]
    [DataRow("GET", "Content-Length: +0", 400, DisplayName = "plus sign")]
    [DataRow("GET", "Content-Length: -1", 400, DisplayName = "minus sign")]
    [DataRow("GET", "Content-Length: 0x0", 400, DisplayName = "hexadecimal")]
    [DataRow("GET", "Content-Length: 0;a", 400, DisplayName = "parameter")]
    [DataRow("GET", "Content-Length: \"0\"", 400, DisplayName = "quotes")]
    [DataRow("GET", "Content-Length:", 400, DisplayName = "no length")]
    [DataRow("GET", "Content-Length : 0", 400, DisplayName = "blank before the colon of a length")]
    [DataRow("GET", "Content_Length: 0\r\nHost: localhost", 400, DisplayName = "two hosts")]
    [DataRow("GET", ": 0", 400, DisplayName = "no name")]
    [DataRow("GET", "X", 400, DisplayName = "no colon")]
    public void Field_OfTwoMeanings_IsRefused(string method, string field, int status)
    {
        Refuse(method + " /api/settings HTTP/1.1\r\nHost: localhost\r\n" + field + "\r\n\r\n", status);
    }

    [TestMethod]
    [DataRow("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 403, DisplayName = "absolute target of another host")]
    [DataRow("GET http://localhost/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403, DisplayName = "absolute target and another Host")]
    [DataRow("GET http://evil.example HTTP/1.1\r\nHost: localhost\r\n\r\n", 403, DisplayName = "absolute target without a path")]
    [DataRow("GET http:///api/log HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, DisplayName = "absolute target without a host")]
    [DataRow("GET https://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, DisplayName = "another scheme")]
    [DataRow("GET localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, DisplayName = "authority as a target")]
    [DataRow("GET * HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, DisplayName = "asterisk")]
    [DataRow("GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, DisplayName = "two blanks")]
    [DataRow("GET /  HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, DisplayName = "two blanks behind the target")]
    [DataRow("GET / HTTP/1.1 \r\nHost: localhost\r\n\r\n", 400, DisplayName = "blank behind the version")]
    [DataRow("GET / a HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, DisplayName = "blank in the target")]
    [DataRow("GET\t/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, DisplayName = "tab")]
    [DataRow("GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, DisplayName = "NUL in the target")]
    [DataRow("GET / http/1.1\r\nHost: localhost\r\n\r\n", 400, DisplayName = "version in lower case")]
    [DataRow("GET / HTTP/1.01\r\nHost: localhost\r\n\r\n", 400, DisplayName = "longer version")]
    [DataRow("GET /\r\nHost: localhost\r\n\r\n", 400, DisplayName = "HTTP/0.9")]
    [DataRow("GET / HTTP/1.1\nHost: localhost\n\n", 400, DisplayName = "line feeds only")]
    [DataRow(" GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, DisplayName = "blank in front")]
    [DataRow("PUT /api/settings HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n", 400, DisplayName = "chunked to HTTP/1.0")]
    [DataRow("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, DisplayName = "HTTP/2 without being asked")]
    public void RequestLine_OfTwoMeanings_IsRefused(string request, int status)
    {
        Refuse(request, status);
    }

    [TestMethod]
    public void Upgrade_OtherThanWebSocket_IsPassedOver()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        string answer = peer.Exchange("GET /api/login HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer);
    }

    [TestMethod]
    public void Body_OfAGet_IsNoRequest()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        peer.Send("GET /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + Hidden.Length + "\r\n\r\n" + Hidden);
        peer.UntilClosed();
        Assert.HasCount(1, System.Text.RegularExpressions.Regex.Matches(peer.Received, "HTTP/1.1 [0-9]{3} "), "one answer");
        Assert.IsEmpty(rig.Commands);
    }

    private static void Refuse(string request, int status)
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        peer.Send(Encoding.Latin1.GetBytes(request + Hidden));
        peer.UntilClosed();
        Assert.StartsWith("HTTP/1.1 " + status + " ", peer.Received);
        Assert.Contains("\r\nConnection: close\r\n", peer.Received);
        Assert.HasCount(1, System.Text.RegularExpressions.Regex.Matches(peer.Received, "HTTP/1.1 [0-9]{3} "), "one answer");
        Assert.IsEmpty(rig.Commands);
        Assert.IsFalse(peer.WasReset);
    }
}
