using System;
using System.Net;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Network;

/// <summary>The time of day: the platform's own where it has one, else asked of a time server now and then while the charger is online (RFC 4330, section 10: the manners of a client). Network thread only.</summary>
/// <remarks>
/// A server with an address is asked in any case: the owner has named it, perhaps because there is no internet. Once it has answered, its word counts.
/// A server with a name is asked only where the platform can look names up without holding up others; an ESP32 cannot, and its runtime asks for the time by itself.
/// </remarks>
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

    // The platform's clock: looked at often until it is known, then for its drift against ours (one crystal, but set anew about once an hour).
    private const int LookMs = 5000;
    private const int LookAgainMs = 60000;

    private readonly UdpPort _udp = new UdpPort();
    private readonly NetworkBuffers _buffers;
    private readonly INetwork _network;
    private readonly ISystem _system;
    private readonly SettingValues _values;
    private readonly WallClock _wall;
    private readonly IClock _clock;
    private readonly Log _log;
    private readonly byte[] _nonce = new byte[SntpPacket.NonceLength];
    private readonly byte[] _bytes = new byte[4];
    private string _server = "";
    private bool _mayAsk;
    private bool _hasAnswered;
    private long _lookMs = long.MinValue;
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
        if (nowMs >= _lookMs && !_hasAnswered)
        {
            Look(nowMs);
        }

        if (status.State != NetworkState.Online || !_mayAsk)
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
            _hasAnswered = false;
            _mayAsk = MayAsk();
            _udp.Close();
            _notBeforeMs = long.MinValue;
            _waitMs = FirstWaitMs;
        }
    }

    // Whoever named a host here must be told; the default is what the runtime asks anyway.
    private bool MayAsk()
    {
        string host = HostOf(_server);
        bool mayAsk = host.Length > 0 && (_network.CanLookUpNames || AddressText.TryParse(host, _bytes));
        if (!mayAsk && host.Length > 0 && _server != _values.Table.TimeServer.Row().DefaultText)
        {
            _log.Warning("time: names are not looked up here, " + Log.Cut(_server) + " is not asked; give its address");
        }

        return mayAsk;
    }

    private void Look(long nowMs)
    {
        long unixMs = _network.UnixMs;
        _lookMs = nowMs + (unixMs < 0 ? LookMs : LookAgainMs);
        if (unixMs >= 0)
        {
            if (!_wall.IsSet)
            {
                _log.Info("time: known, from the platform");
            }

            _wall.Set(unixMs);
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
        _hasAnswered = true;
        _waitMs = FirstWaitMs;
        _notBeforeMs = nowMs + EveryMs;
    }

    private void Wait(long nowMs)
    {
        _udp.Close();
        _notBeforeMs = nowMs + _waitMs;
        _waitMs = Math.Min(_waitMs * 2, LongestWaitMs);
    }

    private static string HostOf(string server)
    {
        int colon = server.IndexOf(':');
        return colon < 0 ? server : server.Substring(0, colon);
    }

    // host or host:port; null when it cannot be found.
    private IPEndPoint Find(string server)
    {
        string host = HostOf(server);
        int port = Port;
        if (host.Length < server.Length && (!int.TryParse(server.Substring(host.Length + 1), out port) || port < 1 || port > 65535))
        {
            return null;
        }

        bool isFound = AddressText.TryParse(host, _bytes) || (_network.CanLookUpNames && AddressText.TryParse(_network.LookUp(host), _bytes));
        return isFound ? new IPEndPoint(new IPAddress(_bytes), port) : null;
    }
}
