using ChargerFirmware.Core;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class HeadReaderTests
{
    private const int HeadBytes = 2048;
    private const int MaxLines = 32;
    private const string Browser =
        "GET /api/telemetry?x=1 HTTP/1.1\r\nHost: 192.168.4.1:8080\r\nConnection: keep-alive\r\nAccept-Encoding: gzip, deflate\r\n"
        + "If-None-Match: \"abc\"\r\nOrigin: http://192.168.4.1:8080\r\nX-Long: caf\u00E9 \t with blanks  \r\n\r\n";

    private readonly HttpRequest _request = new HttpRequest(HeadBytes);
    private readonly HeadReader _reader;

    public HeadReaderTests()
    {
        _reader = new HeadReader(_request, new HttpWords(), MaxLines);
        _reader.Begin(0);
    }

    [TestMethod]
    public void Read_HeadOfABrowser_IsReadHoweverItIsSplit()
    {
        byte[] bytes = Ascii.Of(Browser);
        for (int split = 0; split <= bytes.Length; split++)
        {
            Restart();
            Assert.AreEqual(split == bytes.Length ? HttpStatus.Ok : 0, Put(bytes, 0, split), "up to " + split.ToString());
            if (split < bytes.Length)
            {
                Assert.AreEqual(HttpStatus.Ok, Put(bytes, split, bytes.Length - split), "from " + split.ToString());
            }

            AssertBrowser(bytes.Length);
        }
    }

    [TestMethod]
    public void Read_HeadByteByByte_IsCompleteAtItsLastByte()
    {
        byte[] bytes = Ascii.Of(Browser);
        for (int i = 0; i < bytes.Length; i++)
        {
            Assert.AreEqual(i == bytes.Length - 1 ? HttpStatus.Ok : 0, Put(bytes, i, 1), i.ToString());
        }

        AssertBrowser(bytes.Length);
    }

    [TestMethod]
    public void Read_BytesBehindTheHead_StayForTheNextRequest()
    {
        Assert.AreEqual(HttpStatus.Ok, Read("GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /bc HTTP/1.0\r\n\r\nGET"));
        Assert.AreEqual("/a", Path());
        _reader.Begin(_request.HeadLength);
        Assert.AreEqual(HttpStatus.Ok, _reader.Read(0));
        Assert.AreEqual("/bc", Path());
        Assert.IsFalse(_request.IsVersion11);
        Assert.AreEqual(-1, _request.HostLength);
        _reader.Begin(_request.HeadLength);
        Assert.AreEqual(0, _reader.Read(0));
        Assert.AreEqual(3, _request.Used);
    }

    [TestMethod]
    [DataRow("GET", HttpMethod.Get)]
    [DataRow("HEAD", HttpMethod.Head)]
    [DataRow("PUT", HttpMethod.Put)]
    [DataRow("DELETE", HttpMethod.Delete)]
    [DataRow("POST", HttpMethod.Post)]
    [DataRow("PATCH", HttpMethod.Other)]
    [DataRow("TRACE", HttpMethod.Other)]
    [DataRow("OPTIONS", HttpMethod.Options)]
    public void Read_Method_IsTold(string method, int expected)
    {
        Assert.AreEqual(HttpStatus.Ok, Read(method + " / HTTP/1.1\r\nHost: a\r\n\r\n"));
        Assert.AreEqual(expected, _request.Method);
    }

    [TestMethod]
    [DataRow("BREW", 501)]
    [DataRow("get", 501)]
    [DataRow("Get", 501)]
    [DataRow("GETS", 501)]
    [DataRow("G(T", 400)]
    [DataRow("G\tT", 400)]
    [DataRow("G\u00E9T", 400)]
    [DataRow("", 400)]
    [DataRow(" GET", 400)]
    public void Read_OtherMethod_IsRefused(string method, int status)
    {
        AssertRefused(method + " / HTTP/1.1\r\nHost: a\r\n\r\n", status);
    }

    [TestMethod]
    [DataRow("GET /\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET\r\n\r\n", 400)]
    [DataRow("GET / \r\n\r\n", 400)]
    [DataRow("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET /  HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET / http/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET / XTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET / HXTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET / HTXP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET / HTTX/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET / HTTP/1,1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET / HTTP/x.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET / HTTP/1.x\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET / HTTP/11.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505)]
    [DataRow("GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505)]
    [DataRow("GET / HTTP/9.0\r\nHost: a\r\n\r\n", 505)]
    [DataRow("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505)]
    [DataRow("GET index.html HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET http:// HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("PATCH  HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("OPTIONS ** HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("OPTIONS a HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET /\u0001 HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET /\u007F HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET /\u00E9 HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [DataRow("GET /\t HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    public void Read_WrongRequestLine_IsRefused(string head, int status)
    {
        AssertRefused(head, status);
    }

    // "host:port" is right for CONNECT, which its method refuses later.
    [TestMethod]
    [DataRow("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", HttpMethod.Options)]
    [DataRow("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", HttpMethod.Other)]
    public void Read_TargetThatIsNoPath_IsRightForItsMethod(string head, int method)
    {
        Assert.AreEqual(HttpStatus.Ok, Read(head));
        Assert.AreEqual(method, _request.Method);
        Assert.AreEqual("", Path());
    }

    [TestMethod]
    [DataRow("GET /\r\n", "no request line")]
    [DataRow("BREW / HTTP/1.1\r\n", "no such method")]
    [DataRow("GET / http/1.1\r\n", "no HTTP version")]
    [DataRow("GET / HTTP/2.0\r\n", "HTTP/1.1 is spoken here")]
    [DataRow("GET * HTTP/1.1\r\n", "the target must begin with a slash")]
    [DataRow("\r\n\r\n\r\n", "empty lines instead of a request")]
    public void Read_WrongRequestLine_SaysWhy(string head, string reason)
    {
        Read(head);
        Assert.AreEqual(reason, _reader.Error);
    }

    [TestMethod]
    [DataRow("Host: a\r\nHost: a\r\n", 400, "more than one Host")]
    [DataRow("X: 1\r\n", 400, "Host is missing")]
    [DataRow("Host: a\r\nX : 1\r\n", 400, "a header line without a name and a colon")]
    [DataRow("Host: a\r\n X: 1\r\n", 400, "a header line without a name and a colon")]
    [DataRow("Host: a\r\nX: 1\r\n\tfolded\r\n", 400, "a header line without a name and a colon")]
    [DataRow("Host: a\r\n: 1\r\n", 400, "a header line without a name and a colon")]
    [DataRow("Host: a\r\nX\r\n", 400, "a header line without a name and a colon")]
    [DataRow("Host: a\r\nX(y): 1\r\n", 400, "a header line without a name and a colon")]
    [DataRow("Host: a\r\nX\u00E9: 1\r\n", 400, "a header line without a name and a colon")]
    [DataRow("Host: a\nX: 1\r\n", 400, "a character that may not be in a request head")]
    [DataRow("Host: a\r\nX: \u0001\r\n", 400, "a character that may not be in a request head")]
    [DataRow("Host: a\r\nX: \u007F\r\n", 400, "a character that may not be in a request head")]
    [DataRow("Host: a\rX: 1\r\n", 400, "a carriage return without a line feed")]
    [DataRow("Host: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n", 400, "more than one Content-Length")]
    [DataRow("Host: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n", 400, "more than one Content-Length")]
    [DataRow("Host: a\r\nContent-Length:\r\n", 400, "Content-Length must be digits")]
    [DataRow("Host: a\r\nContent-Length: -1\r\n", 400, "Content-Length must be digits")]
    [DataRow("Host: a\r\nContent-Length: +1\r\n", 400, "Content-Length must be digits")]
    [DataRow("Host: a\r\nContent-Length: 1,1\r\n", 400, "Content-Length must be digits")]
    [DataRow("Host: a\r\nContent-Length: 0x1\r\n", 400, "Content-Length must be digits")]
    [DataRow("Host: a\r\nContent-Length: 1 1\r\n", 400, "Content-Length must be digits")]
    [DataRow("Host: a\r\nTransfer-Encoding: chunked\r\n", 411, "bodies need a Content-Length")]
    [DataRow("Host: a\r\nTransfer-Encoding: gzip\r\n", 501, "no such Transfer-Encoding")]
    [DataRow("Host: a\r\nTransfer-Encoding: gzip, chunked\r\n", 501, "no such Transfer-Encoding")]
    [DataRow("Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n", 400, "Transfer-Encoding where it may not be")]
    [DataRow("Host: a\r\nContent-Length: 1\r\nTransfer-Encoding: identity\r\n", 400, "Transfer-Encoding where it may not be")]
    [DataRow("Host: a\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n", 400, "Transfer-Encoding where it may not be")]
    [DataRow("Host: a\r\nExpect: 200-ok\r\n", 417, "no such expectation")]
    [DataRow("Host: a\r\nOrigin: http://a\r\nOrigin: http://a\r\n", 400, "more than one Origin")]
    public void Read_WrongFields_AreRefusedWithTheReason(string fields, int status, string reason)
    {
        AssertRefused("GET / HTTP/1.1\r\n" + fields + "\r\n", status);
        Assert.AreEqual(reason, _reader.Error);
    }

    // RFC 9110, sections 5.6.2 and 5.5: every character of a token, and obs-text, whose first is 80.
    [TestMethod]
    [DataRow("!#$%&'*+-.^_`|~059azAZ: 1")]
    [DataRow("X: \u0080")]
    public void Read_EveryCharacterThatMayBe_IsAccepted(string field)
    {
        Assert.AreEqual(HttpStatus.Ok, Read("GET / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n"));
    }

    [TestMethod]
    public void Read_NulInAValue_IsRefused()
    {
        byte[] head = Ascii.Of("GET / HTTP/1.1\r\nHost: a\r\nX: ?\r\n\r\n");
        head[head.Length - 5] = 0;
        Assert.AreEqual(HttpStatus.BadRequest, Put(head, 0, head.Length));
    }

    [TestMethod]
    public void Read_TransferEncodingToHttp10_IsRefused()
    {
        AssertRefused("PUT / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", HttpStatus.BadRequest);
    }

    [TestMethod]
    [DataRow("0", 0)]
    [DataRow("1", 1)]
    [DataRow("0042", 42)]
    [DataRow("2147483647", 2147483647)]
    [DataRow("2147483648", 2147483647)]
    [DataRow("99999999999999999999999999999999", 2147483647)]
    public void Read_ContentLength_NeverOverflows(string digits, int expected)
    {
        Assert.AreEqual(HttpStatus.Ok, Read("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + digits + "\r\n\r\n"));
        Assert.AreEqual(expected, _request.ContentLength);
    }

    [TestMethod]
    public void Read_Target_MayHave256Bytes()
    {
        Assert.AreEqual(HttpStatus.Ok, Read("GET /" + Repeat('a', 255) + " HTTP/1.1\r\nHost: a\r\n\r\n"));
        AssertRefused("GET /" + Repeat('a', 256) + " HTTP/1.1\r\nHost: a\r\n\r\n", HttpStatus.UriTooLong);
        Assert.AreEqual("the target is longer than 256 bytes", _reader.Error);
    }

    [TestMethod]
    public void Read_RequestLineWithoutEnd_IsRefusedBeforeTheBufferIsFull()
    {
        // Empty lines before it are no part of it.
        byte[] line = Ascii.Of("GET /" + Repeat('a', 400));
        int status = Read("\r\n");
        int read = 0;
        while (status == 0)
        {
            status = Put(line, read, 1);
            read++;
        }

        Assert.AreEqual(HttpStatus.UriTooLong, status);
        Assert.AreEqual("the request line is too long", _reader.Error);
        Assert.AreEqual(20 + 1 + 256 + 1 + 8 + 2 + 1, read, "one more than the longest method, target and version with blanks and CRLF have");
    }

    [TestMethod]
    public void Read_Head_MayFillTheBufferAndNoMore()
    {
        string start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
        Assert.AreEqual(HttpStatus.Ok, Read(start + Repeat('x', HeadBytes - start.Length - 4) + "\r\n\r\n"));
        Assert.AreEqual(HeadBytes, _request.HeadLength);
        Restart();
        byte[] longer = Ascii.Of(start + Repeat('x', HeadBytes - start.Length - 3) + "\r\n\r\n");
        Assert.AreEqual(HttpStatus.HeaderFieldsTooLarge, Put(longer, 0, HeadBytes));
        Assert.AreEqual("the head is longer than 2048 bytes", _reader.Error);
    }

    [TestMethod]
    public void Read_LongHead_MakesRoomForIt()
    {
        Assert.AreEqual(HttpRequest.FirstBytes, _request.Buffer.Length);
        Assert.AreEqual(HttpStatus.Ok, Read("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        Assert.AreEqual(HttpRequest.FirstBytes, _request.Buffer.Length);
        Restart();
        Assert.AreEqual(HttpStatus.Ok, Read("GET /long HTTP/1.1\r\nHost: a\r\nX: " + Repeat('x', HttpRequest.FirstBytes) + "\r\n\r\n"));
        Assert.AreEqual(HeadBytes, _request.Buffer.Length);
        Assert.AreEqual("/long", Path());
    }

    [TestMethod]
    public void Read_Lines_AreLimited()
    {
        string lines = "";
        for (int i = 0; i < MaxLines - 2; i++)
        {
            lines += "X: 1\r\n";
        }

        Assert.AreEqual(HttpStatus.Ok, Read("GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n"));
        AssertRefused("GET / HTTP/1.1\r\nHost: a\r\n" + lines + "X: 1\r\n\r\n", HttpStatus.HeaderFieldsTooLarge);
        Assert.AreEqual("the head has more than 32 lines", _reader.Error);
    }

    [TestMethod]
    public void Read_EmptyLinesBefore_AreBorneWithinReason()
    {
        Assert.AreEqual(HttpStatus.Ok, Read("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        AssertRefused("\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", HttpStatus.BadRequest);
    }

    [TestMethod]
    public void Read_AbsoluteTarget_GivesHostAndPath()
    {
        Assert.AreEqual(HttpStatus.Ok, Read("GET HTTP://charger:80/api/log?a HTTP/1.1\r\nHost: other\r\n\r\n"));
        Assert.AreEqual("/api/log", Path());
        Assert.AreEqual("charger:80", Text(_request.HostOffset, _request.HostLength));
        Restart();
        Assert.AreEqual(HttpStatus.Ok, Read("GET http://charger HTTP/1.1\r\nHost: other\r\n\r\n"));
        Assert.AreEqual("", Path());
        Assert.AreEqual("charger", Text(_request.HostOffset, _request.HostLength));
        Assert.IsTrue(_request.HasAbsoluteTarget);
    }

    [TestMethod]
    public void Read_NamesAndTokens_MayHaveAnyCase()
    {
        Assert.AreEqual(HttpStatus.Ok, Read(
            "GET /ws HTTP/1.1\r\nHOST:a\r\nuPgRaDe: h2c , WebSocket\r\nCONNECTION:keep-alive,\tUpgrade\r\nsec-websocket-VERSION: 13\r\n"
            + "Sec-WebSocket-Key:   dGhlIHNhbXBsZSBub25jZQ==\t\r\nExpect: 100-Continue\r\n\r\n"));
        Assert.IsTrue(_request.UpgradesToWebSocket);
        Assert.IsTrue(_request.ConnectionUpgrades);
        Assert.IsFalse(_request.WantsClose);
        Assert.IsTrue(_request.ExpectsContinue);
        Assert.IsTrue(_request.IsWebSocketVersion13);
        Assert.AreEqual("dGhlIHNhbXBsZSBub25jZQ==", Text(_request.WebSocketKeyOffset, _request.WebSocketKeyLength));
    }

    [TestMethod]
    public void Read_ListsInSeveralLines_AddUp()
    {
        Assert.AreEqual(HttpStatus.Ok, Read(
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nConnection: upgrade\r\nAccept-Encoding: br\r\nAccept-Encoding: gzip\r\n\r\n"));
        Assert.IsTrue(_request.WantsClose);
        Assert.IsTrue(_request.ConnectionUpgrades);
        Assert.IsTrue(_request.AcceptsGzip);
    }

    [TestMethod]
    [DataRow("gzip", true)]
    [DataRow("GZIP", true)]
    [DataRow("x-gzip", true)]
    [DataRow("deflate, gzip;q=1.0, *;q=0.5", true)]
    [DataRow("*", true)]
    [DataRow("br , *;q=0.1", true)]
    [DataRow("gzip ; q=0.001", true)]
    [DataRow("gzip;q=0", false)]
    [DataRow("gzip; q=0.000", false)]
    [DataRow("*;q=0", false)]
    [DataRow("*, gzip;q=0", false)]
    [DataRow("identity", false)]
    [DataRow("", false)]
    [DataRow("gzipped", false)]
    public void Read_AcceptEncoding_TellsWhetherGzipIsWelcome(string value, bool expected)
    {
        Assert.AreEqual(HttpStatus.Ok, Read("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: " + value + "\r\n\r\n"));
        Assert.IsTrue(_request.HasAcceptEncoding);
        Assert.AreEqual(expected, _request.AcceptsGzip);
    }

    [TestMethod]
    [DataRow("\"abc\"", true)]
    [DataRow("W/\"abc\"", true)]
    [DataRow("\"x\", \"abc\"", true)]
    [DataRow("*", true)]
    [DataRow("\"ab\"", false)]
    [DataRow("abc", false)]
    [DataRow("w/\"abc\"", false)]
    [DataRow("", false)]
    public void MatchesTag_IfNoneMatch_ComparesWeakly(string value, bool expected)
    {
        byte[] bytes = Ascii.Of("  " + value);
        Assert.AreEqual(expected, HttpList.MatchesTag(bytes, 2, bytes.Length - 2, Ascii.Of("\"abc\"")));
    }

    [TestMethod]
    public void Begin_AfterARequest_ForgetsWhatItSaid()
    {
        Read("PUT /a HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\nContent-Length: 5\r\nConnection: close, upgrade\r\nUpgrade: websocket\r\nExpect: 100-continue\r\n"
            + "Sec-WebSocket-Key: k\r\nSec-WebSocket-Version: 13\r\nAccept-Encoding: gzip\r\nIf-None-Match: *\r\n\r\n");
        _reader.Begin(_request.Used);
        Assert.AreEqual(HttpStatus.Ok, Read("GET /b HTTP/1.0\r\n\r\n"));
        Assert.AreEqual(-1, _request.HostLength);
        Assert.AreEqual(-1, _request.OriginLength);
        Assert.AreEqual(-1, _request.ContentLength);
        Assert.AreEqual(-1, _request.IfNoneMatchLength);
        Assert.AreEqual(0, _request.WebSocketKeys);
        Assert.AreEqual(0, _request.WebSocketVersions);
        Assert.IsFalse(_request.WantsClose || _request.ConnectionUpgrades || _request.UpgradesToWebSocket || _request.ExpectsContinue);
        Assert.IsFalse(_request.HasAcceptEncoding || _request.AcceptsGzip || _request.IsWebSocketVersion13 || _request.HasHostField);
    }

    private void AssertBrowser(int length)
    {
        Assert.AreEqual(length, _request.HeadLength);
        Assert.AreEqual("/api/telemetry", Path());
        Assert.AreEqual("192.168.4.1:8080", Text(_request.HostOffset, _request.HostLength));
        Assert.AreEqual("http://192.168.4.1:8080", Text(_request.OriginOffset, _request.OriginLength));
        Assert.AreEqual("\"abc\"", Text(_request.IfNoneMatchOffset, _request.IfNoneMatchLength));
        Assert.IsTrue(_request.AcceptsGzip);
        Assert.IsTrue(_request.IsVersion11);
        Assert.AreEqual(HttpMethod.Get, _request.Method);
    }

    private void AssertRefused(string head, int status)
    {
        Restart();
        Assert.AreEqual(status, Read(head), head);
        Assert.IsNotNull(_reader.Error);
    }

    private void Restart()
    {
        _reader.Begin(_request.Used);
    }

    private int Read(string head)
    {
        byte[] bytes = Ascii.Of(head);
        return Put(bytes, 0, bytes.Length);
    }

    private int Put(byte[] bytes, int offset, int count)
    {
        // As a connection does: no more at once than there is room for now.
        int status = 0;
        for (int taken = 0; status == 0 && taken < count;)
        {
            int part = count - taken < _request.Free ? count - taken : _request.Free;
            for (int i = 0; i < part; i++)
            {
                _request.Buffer[_request.Used + i] = bytes[offset + taken + i];
            }

            taken += part;
            status = _reader.Read(part);
        }

        return status;
    }

    private string Path()
    {
        return Text(_request.PathOffset, _request.PathLength);
    }

    private string Text(int offset, int count)
    {
        return System.Text.Encoding.UTF8.GetString(_request.Buffer, offset, count);
    }

    private static string Repeat(char c, int count)
    {
        string text = "";
        for (int i = 0; i < count; i++)
        {
            text += c.ToString();
        }

        return text;
    }
}
