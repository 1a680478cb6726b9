using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>What a page from elsewhere can make the owner's browser ask for without an Origin: images, links, frames.</summary>
[TestClass]
public class CrossSiteTests
{
    [TestMethod]
    [DataRow("GET", "/", "cross-site", 200)]
    [DataRow("HEAD", "/", "cross-site", 200)]
    [DataRow("GET", "/?x=1", "cross-site", 200)]
    [DataRow("OPTIONS", "/", "cross-site", 403)]
    [DataRow("GET", "/api/wifi", "cross-site", 403)]
    [DataRow("GET", "/api/events", "cross-site", 403)]
    [DataRow("GET", "/api/telemetry", "cross-site", 403)]
    [DataRow("HEAD", "/metrics", "cross-site", 403)]
    [DataRow("DELETE", "/api/faults", "cross-site", 403)]
    [DataRow("GET", "/nothing", "cross-site", 403)]
    [DataRow("GET", "/api/wifi", "same-origin", 200)]
    [DataRow("GET", "/api/wifi", "none", 200)]
    [DataRow("GET", "/api/wifi", "same-site", 200)]
    public void Request_OfAnotherSite_GetsThePageAndNothingElse(string method, string path, string site, int status)
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        peer.Send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nSec-Fetch-Site: " + site + "\r\nConnection: close\r\n\r\n");
        peer.UntilClosed();
        Assert.StartsWith("HTTP/1.1 " + status + " ", peer.Received);
        Assert.IsEmpty(rig.Commands);
    }

    [TestMethod]
    public void WebSocket_OfAnotherSiteWithoutAnOrigin_Is403()
    {
        using WebRig rig = new();
        using RawPeer peer = rig.Connect();
        Assert.StartsWith("HTTP/1.1 403 ", peer.Exchange(RawPeer.Handshake("/ws", "Sec-Fetch-Site: cross-site\r\n")));
    }

    [TestMethod]
    public void Request_OfAPageThatTheOwnerHasAllowed_IsServed()
    {
        using WebRig rig = new();
        Assert.IsNull(rig.Settings.Overlay("web.allowedHosts", "home.example"));
        using RawPeer peer = rig.Connect();
        string answer = peer.Exchange("GET /api/faults HTTP/1.1\r\nHost: localhost\r\nOrigin: http://home.example\r\nSec-Fetch-Site: cross-site\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer);
    }
}
