using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using Benchmarks;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>The list of the Autobahn test suite (groups 1 to 7, 9 and 10), written after its descriptions, against our server's /echo and our client. The suite itself needs Python 2.</summary>
/// <remarks>Groups 12 and 13 are about an extension that is not offered. Each case runs over a socket and, when it is small, in memory with every byte border that the piece sizes give.</remarks>
[TestClass]
[DoNotParallelize]
public class AutobahnTests
{
    // Of the list: 1 16, 2 11, 3 7, 4 10, 5 20, 6 145, 7 37, 10 1; and 9 54.
    private const int Count = 247;
    private const int MassCount = 54;

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public void List_HasTheCasesOfTheSuite()
    {
        string[] ids = AutobahnCases.All().Concat(AutobahnMassCases.All(1)).Select(one => one.Id).ToArray();
        Assert.HasCount(Count + MassCount, ids);
        Assert.HasCount(ids.Length, ids.Distinct());
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void SmallCases_InPiecesOfEverySize_AreRight(bool judgesServer)
    {
        AutobahnCase[] cases = AutobahnCases.All().Where(one => !one.IsLarge).ToArray();
        foreach (int piece in new[] { 1, 2, 3, 4, 5, 7, 11, 13, 64, int.MaxValue })
        {
            Judge(cases, _ => new AutobahnMemoryPeer(judgesServer, piece) { IsClient = judgesServer }, "pieces of " + piece, false);
        }
    }

    [TestMethod]
    public void Server_AllButGroup9_IsRight()
    {
        using WebRig rig = new(limits => limits.EchoPlaces = 8);
        Judge(AutobahnCases.All(), _ => AutobahnSocketPeer.Connect(rig.Server.Port, "/echo"), "server", true);
    }

    [TestMethod]
    public void Client_AllButGroup9_IsRight()
    {
        using Listener listener = new();
        Judge(AutobahnCases.All(), _ => listener.Next(), "client", true);
    }

    [TestMethod]
    [TestCategory("Long")]
    public void Server_Group9_IsRight()
    {
        using WebRig rig = new(limits => limits.EchoPlaces = 8);
        Judge(AutobahnMassCases.All(1000), _ => AutobahnSocketPeer.Connect(rig.Server.Port, "/echo"), "server", true);
    }

    [TestMethod]
    [TestCategory("Long")]
    public void Client_Group9_IsRight()
    {
        using Listener listener = new();
        Judge(AutobahnMassCases.All(1000), _ => listener.Next(), "client", true);
    }

    [TestMethod]
    public void Server_LargestMessage_IsEchoedAndOneByteMoreIs1009()
    {
        using WebRig rig = new(limits => limits.EchoPlaces = 1);
        using AutobahnSocketPeer largest = AutobahnSocketPeer.Connect(rig.Server.Port, "/echo");
        AutobahnCases.Echo(largest, Opcode.Binary, AutobahnCases.Repeat('x', WebLimits.EchoMessageBytes), 0);
        WaitForNobody(rig);
        using AutobahnSocketPeer larger = AutobahnSocketPeer.Connect(rig.Server.Port, "/echo");
        AutobahnCases.Fails(larger, CloseCode.TooBig, 0, peer => peer.Frame(Opcode.Binary, new byte[WebLimits.EchoMessageBytes + 1]));
    }

    private static void WaitForNobody(WebRig rig)
    {
        WebSocketEndpoint echo = rig.Server.EchoPeers;
        Assert.IsTrue(SpinWait.SpinUntil(() => echo.CountOpen() == 0, 5000));
    }

    private void Judge(IEnumerable<AutobahnCase> cases, Func<AutobahnCase, AutobahnPeer> connect, string what, bool prints)
    {
        StringBuilder report = new();
        List<string> failed = [];
        int passed = 0;
        foreach (AutobahnCase one in cases)
        {
            Stopwatch time = Stopwatch.StartNew();
            AutobahnPeer peer = connect(one);
            try
            {
                one.Run(peer);
                passed++;
                report.AppendLine($"{one.Id,-8} OK {time.ElapsedMilliseconds,6} ms  {one.What[..Math.Min(one.What.Length, 60)]}");
            }
            catch (Exception e) when (e is InvalidOperationException or TimeoutException or System.IO.InvalidDataException)
            {
                failed.Add(one.Id + " " + one.What + ": " + e.Message);
            }
            finally
            {
                (peer as IDisposable)?.Dispose();
            }
        }

        if (prints)
        {
            TestContext.WriteLine(report.ToString());
        }

        TestContext.WriteLine(what + ": " + passed + " right, " + failed.Count + " wrong");
        Assert.IsEmpty(failed, what + ":\n" + string.Join('\n', failed));
    }

    // The judge as a server: our client comes to it once a case.
    private sealed class Listener : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly Thread _thread;
        private volatile bool _isStopping;

        public Listener()
        {
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _socket.Listen(1);
            _thread = new Thread(RunClient) { IsBackground = true };
            _thread.Start();
        }

        public AutobahnPeer Next()
        {
            Socket socket = _socket.Accept();
            string request = AutobahnSocketPeer.ReadHead(socket);
            int at = request.IndexOf("Sec-WebSocket-Key: ", StringComparison.Ordinal) + 19;
            byte[] accept = new byte[AcceptKey.AcceptLength];
            AcceptKey.Write(Encoding.ASCII.GetBytes(request), at, accept, 0);
            socket.Send(Encoding.ASCII.GetBytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + Encoding.ASCII.GetString(accept) + "\r\n\r\n"));
            return new AutobahnSocketPeer(socket) { IsClient = false };
        }

        public void Dispose()
        {
            _isStopping = true;
            _socket.Dispose();
            _thread.Join(2000);
        }

        private void RunClient()
        {
            EchoClient client = new();
            while (!_isStopping)
            {
                try
                {
                    client.Run((IPEndPoint)_socket.LocalEndPoint!, "/", null);
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}
