using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading;
using ChargerFirmware.Tests.Scenarios.VirtualCharger;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Network;

/// <summary>The console with a simulated radio, from a phone's side.</summary>
internal sealed class WifiCharger : IDisposable
{
    private readonly HttpClient _http;

    public WifiCharger(params string[] more)
    {
        DnsPort = FreeUdpPort();
        Process = ChargerProcess.Serve(["--wifi", "sim", "--dns-port", DnsPort.ToString(), .. more]);
        _http = new HttpClient { BaseAddress = Process.Address, Timeout = TimeSpan.FromSeconds(10) };
    }

    public int DnsPort { get; }

    public ChargerProcess Process { get; }

    public Uri Address => Process.Address;

    public static int FreeUdpPort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public JsonElement Wifi()
    {
        using JsonDocument document = JsonDocument.Parse(_http.GetStringAsync("api/wifi").GetAwaiter().GetResult());
        return document.RootElement.Clone();
    }

    public (HttpStatusCode Status, string Body) Put(string body)
    {
        using HttpResponseMessage answer = _http.PutAsync("api/wifi", new StringContent(body)).GetAwaiter().GetResult();
        return (answer.StatusCode, answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
    }

    public HttpStatusCode Forget()
    {
        using HttpResponseMessage answer = _http.DeleteAsync("api/wifi").GetAwaiter().GetResult();
        return answer.StatusCode;
    }

    public JsonElement WaitFor(Func<JsonElement, bool> isSo, string what)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.ElapsedMilliseconds < 15_000)
        {
            JsonElement wifi = Wifi();
            if (isSo(wifi))
            {
                return wifi;
            }

            Thread.Sleep(100);
        }

        Assert.Fail(what + " did not happen: " + Wifi().GetRawText());
        return default;
    }

    public void JoinHome()
    {
        Assert.AreEqual(HttpStatusCode.OK, Put("{\"ssid\":\"Home\",\"password\":\"charge-me\"}").Status);
        WaitFor(w => w.GetProperty("state").GetString() == "online", "online");
    }

    /// <summary>Asks as a phone does whose name server is the charger: the whole answer until the connection ends, as text.</summary>
    public string Ask(string host, string path, string method = "GET")
    {
        using TcpClient client = new(Address.Host, Address.Port) { ReceiveTimeout = 5000 };
        NetworkStream stream = client.GetStream();
        stream.Write(Encoding.ASCII.GetBytes(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAccept-Encoding: gzip\r\n\r\n"));
        using StreamReader reader = new(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    public void Dispose()
    {
        _http.Dispose();
        Process.Dispose();
    }
}
