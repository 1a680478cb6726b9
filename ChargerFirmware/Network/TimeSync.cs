using System;
using System.Net;
using System.Net.Sockets;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Network;

/// <summary>Asks a time server now and then, while the charger is online (RFC 4330, section 10: the manners of a client). Network thread only.</summary>
/// <remarks>Looking up the server's name waits, on a device up to some 15 s where the name server is dead; nothing but the network thread waits with it, and it happens once in an hour, or after growing waits.</remarks>
public sealed class TimeSync
{
    /// <summary>An answer comes within a second or not at all.</summary>
    public const int AnswerMs = 3000;

    /// <summary>A crystal is 20 ppm off: 72 ms an hour.</summary>
    public const int EveryMs = 3600000;

    // RFC 4330, section 10: not within 15 s, then ever less often.
    private const int FirstWaitMs = 15000;
    private const int LongestWaitMs = 3600000;

    // A server that does not want us is asked again tomorrow: addresses change hands.
    private const int DeniedMs = 86400000;
    private const int Port = 123;

    private readonly UdpPort _udp = new UdpPort();
    private readonly NetworkBuffers _buffers;
    private readonly INetwork _network;
    private readonly ISystem _system;
    private readonly SettingValues _values;
    private readonly WallClock _wall;
    private readonly IClock _clock;
    private readonly Log _log;
    private readonly byte[] _nonce = new byte[SntpPacket.NonceLength];
    private string _server = "";
    private int _settingsVersion = -1;
    private IPEndPoint _address;
    private long _askedMs;
    private long _notBeforeMs = long.MinValue;
    private int _waitMs = FirstWaitMs;

    public TimeSync(INetwork network, ISystem system, SettingValues values, WallClock wall, IClock clock, NetworkBuffers buffers, Log log)
    {
        _network = network;
        _system = system;
        _values = values;
        _wall = wall;
        _clock = clock;
        _buffers = buffers;
        _log = log;
    }

    /// <summary>Good answers so far.</summary>
    public int Answers { get; private set; }

    /// <summary>The newest judgement of an answer, -1 before the first.</summary>
    public int LastJudgement { get; private set; } = -1;

    public void Pass(NetworkStatus status, long nowMs)
    {
        FollowSettings();
        if (status.State != NetworkState.Online || _server.Length == 0)
        {
            _udp.Close();
        }
        else if (_udp.IsOpen)
        {
            Listen(nowMs);
        }
        else if (nowMs >= _notBeforeMs)
        {
            Ask();
        }
    }

    public void Close()
    {
        _udp.Close();
    }

    private void FollowSettings()
    {
        if (_settingsVersion == _values.Version)
        {
            return;
        }

        _settingsVersion = _values.Version;
        string server = _values.TextOf(_values.Table.TimeServer);
        if (server != _server)
        {
            // Another server is another chance.
            _server = server;
            _udp.Close();
            _notBeforeMs = long.MinValue;
            _waitMs = FirstWaitMs;
        }
    }

    private void Ask()
    {
        _address = Find(_server);
        long nowMs = _clock.NowMs;
        if (_address == null || !_udp.TryOpen(IPAddress.Any, 0, false))
        {
            Wait(nowMs);
            return;
        }

        _system.FillRandom(_nonce);
        SntpPacket.WriteRequest(_buffers.Out, _nonce);
        _askedMs = nowMs;
        if (!_udp.Send(_buffers.Out, SntpPacket.Length, _address))
        {
            Wait(nowMs);
        }
    }

    private void Listen(long nowMs)
    {
        int length = _udp.Receive(_buffers.In);
        if (length > 0 && _udp.Sender.Equals(_address))
        {
            Take(length, nowMs);
        }
        else if (nowMs - _askedMs >= AnswerMs)
        {
            Wait(nowMs);
        }
    }

    private void Take(int length, long nowMs)
    {
        int judgement = SntpPacket.Judge(_buffers.In, length, _nonce);
        if (judgement == SntpPacket.NotOurs)
        {
            return;
        }

        LastJudgement = judgement;
        if (judgement != SntpPacket.Good)
        {
            Wait(nowMs);
            if (judgement == SntpPacket.Denied)
            {
                _notBeforeMs = nowMs + DeniedMs;
                _log.Warning("time: " + Log.Cut(_server) + " does not want to be asked");
            }

            return;
        }

        _udp.Close();
        long unixMs = SntpPacket.UnixMs(_buffers.In, nowMs - _askedMs);
        if (!_wall.IsSet)
        {
            _log.Info("time: known, from " + Log.Cut(_server));
        }

        _wall.Set(unixMs);
        _network.SetTime(unixMs / 1000);
        Answers++;
        _waitMs = FirstWaitMs;
        _notBeforeMs = nowMs + EveryMs;
    }

    private void Wait(long nowMs)
    {
        _udp.Close();
        _notBeforeMs = nowMs + _waitMs;
        _waitMs = Math.Min(_waitMs * 2, LongestWaitMs);
    }

    // host or host:port; null when it cannot be found.
    private static IPEndPoint Find(string server)
    {
        int colon = server.IndexOf(':');
        int port = Port;
        if (colon >= 0 && (!int.TryParse(server.Substring(colon + 1), out port) || port < 1 || port > 65535))
        {
            return null;
        }

        try
        {
            IPAddress[] addresses = Dns.GetHostEntry(colon < 0 ? server : server.Substring(0, colon)).AddressList;
            for (int i = 0; i < addresses.Length; i++)
            {
                if (addresses[i].AddressFamily == AddressFamily.InterNetwork)
                {
                    return new IPEndPoint(addresses[i], port);
                }
            }
        }
        catch (SocketException)
        {
            // There is no such name, or nobody to ask.
        }
        catch (ArgumentException)
        {
            // What was set is no name at all.
        }

        return null;
    }
}
