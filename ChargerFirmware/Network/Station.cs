using System;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Network;

/// <summary>Brings the charger onto the owner's network and keeps it there, for ever, with growing waits; every wait has an end. Network thread only.</summary>
public sealed class Station
{
    /// <summary>A radio that is still busy with what was before: a search of the ESP32's runtime takes 7 s.</summary>
    public const int BeginLimitMs = 12000;

    /// <summary>Looking for a network over all channels and proving the password takes 2 to 8 s.</summary>
    public const int JoinLimitMs = 20000;

    /// <summary>DHCP clients repeat themselves after 4, 8 and 16 s at most (RFC 2131, section 4.1): two questions without an answer.</summary>
    public const int AddressLimitMs = 20000;

    public const int FirstWaitMs = 1000;
    public const int LongestWaitMs = 60000;

    private readonly INetwork _network;
    private readonly Log _log;
    private int _waitMs = FirstWaitMs;

    // A network that a user has just named: its credentials are stored once they have proved right.
    private bool _isTrying;
    private string _tryName;
    private string _tryPassword;
    private bool _hasBegun;
    private bool _hasJoined;
    private long _sinceMs;
    private int _toldError;

    public Station(INetwork network, Log log, long nowMs)
    {
        _network = network;
        _log = log;
        OfflineSinceMs = nowMs;
    }

    /// <summary>A <see cref="NetworkState"/>.</summary>
    public int State { get; private set; }

    /// <summary>A <see cref="NetworkError"/>.</summary>
    public int LastError { get; private set; }

    /// <summary>Which network the error is about; null without one.</summary>
    public string FailedName { get; private set; }

    public int Attempts { get; private set; }

    public long NextAttemptMs { get; private set; }

    /// <summary>Since when it is online; meaningful while it is.</summary>
    public long OnlineSinceMs { get; private set; }

    /// <summary>Since when it is not online; meaningful while it is not.</summary>
    public long OfflineSinceMs { get; private set; }

    public bool IsTrying => _isTrying;

    /// <summary>The network in question.</summary>
    public string Name => _isTrying ? _tryName : _network.StoredName;

    /// <summary>A user names a network: it is tried at once, and stored when it takes us. What is stored stays until then.</summary>
    public void Use(string name, string password, long nowMs)
    {
        Leave(nowMs);
        _isTrying = true;
        _tryName = name;
        _tryPassword = password;
        ForgetError();
        Begin(nowMs);
    }

    /// <summary>A user does not want the network any more.</summary>
    public void Forget(long nowMs)
    {
        Leave(nowMs);
        EndTry();
        ForgetError();
        if (!_network.ClearCredentials())
        {
            _log.Warning("wifi: the stored network could not be forgotten");
        }

        State = NetworkState.Unconfigured;
    }

    /// <summary>Does what is due.</summary>
    /// <param name="nowMs">The network's clock.</param>
    /// <param name="mayConnect">False keeps it from beginning an attempt of its own.</param>
    public void Pass(long nowMs, bool mayConnect)
    {
        switch (State)
        {
            case NetworkState.Unconfigured:
                if (_network.HasCredentials && mayConnect)
                {
                    Begin(nowMs);
                }

                break;
            case NetworkState.Connecting:
                Follow(nowMs);
                break;
            case NetworkState.Waiting:
                if (nowMs >= NextAttemptMs && mayConnect)
                {
                    Begin(nowMs);
                }

                break;
            default:
                Watch(nowMs);
                break;
        }
    }

    private void Begin(long nowMs)
    {
        State = NetworkState.Connecting;
        Attempts++;
        _hasBegun = false;
        _hasJoined = false;
        _sinceMs = nowMs;
        Follow(nowMs);
    }

    private void Follow(long nowMs)
    {
        if (!_hasBegun)
        {
            _hasBegun = _isTrying ? _network.BeginTry(_tryName, _tryPassword) : _network.BeginConnect();
            if (_hasBegun)
            {
                _sinceMs = nowMs;
            }
            else if (nowMs - _sinceMs >= BeginLimitMs)
            {
                Fail(NetworkError.Busy, nowMs);
            }

            return;
        }

        switch (_network.StationState)
        {
            case StationState.Online:
                Arrive(nowMs);
                break;
            case StationState.Joined:
                FollowJoined(nowMs);
                break;
            case StationState.WrongPassword:
                Fail(NetworkError.WrongPassword, nowMs);
                break;
            case StationState.NotFound:
                Fail(NetworkError.NotFound, nowMs);
                break;
            case StationState.Refused:
                Fail(NetworkError.Refused, nowMs);
                break;
            default:
                if (nowMs - _sinceMs >= JoinLimitMs)
                {
                    Fail(NetworkError.Timeout, nowMs);
                }

                break;
        }
    }

    private void FollowJoined(long nowMs)
    {
        if (!_hasJoined)
        {
            _hasJoined = true;
            _sinceMs = nowMs;
        }
        else if (nowMs - _sinceMs >= AddressLimitMs)
        {
            Fail(NetworkError.NoAddress, nowMs);
        }
    }

    private void Arrive(long nowMs)
    {
        bool isKept = !_isTrying || _network.KeepTried();

        // What went wrong with another network stays to be read.
        if (FailedName == null || FailedName == Name)
        {
            ForgetError();
        }

        _log.Info("wifi: on " + Log.Cut(Name) + " as " + _network.StationAddress);
        if (!isKept)
        {
            // What is joined but not stored is still what is joined: the try goes on to name it.
            LastError = NetworkError.NotStored;
            FailedName = Name;
            _log.Warning("wifi: " + Log.Cut(Name) + " could not be stored");
        }

        _tryPassword = null;
        if (isKept)
        {
            EndTry();
        }

        State = NetworkState.Online;
        OnlineSinceMs = nowMs;
        Attempts = 0;
        _waitMs = FirstWaitMs;
        _toldError = NetworkError.None;
    }

    private void Watch(long nowMs)
    {
        if (_network.StationState == StationState.Online)
        {
            return;
        }

        OfflineSinceMs = nowMs;
        Fail(NetworkError.Lost, nowMs);
    }

    private void Fail(int error, long nowMs)
    {
        LastError = error;
        FailedName = Name;
        Tell(error);
        if (_isTrying)
        {
            _waitMs = FirstWaitMs;
        }

        _network.Disconnect();
        EndTry();
        if (!_network.HasCredentials)
        {
            State = NetworkState.Unconfigured;
            return;
        }

        State = NetworkState.Waiting;
        NextAttemptMs = nowMs + _waitMs;
        _waitMs = Math.Min(_waitMs * 2, LongestWaitMs);
    }

    // A router that is gone for a night is one line, not a thousand.
    private void Tell(int error)
    {
        if (error != _toldError || _isTrying)
        {
            _toldError = error;
            _log.Warning("wifi: " + Log.Cut(Name == null ? "" : Name) + ": " + NetworkError.NameOf(error));
        }
    }

    private void Leave(long nowMs)
    {
        if (State == NetworkState.Online)
        {
            OfflineSinceMs = nowMs;
        }

        if (State != NetworkState.Unconfigured)
        {
            _network.Disconnect();
        }

        _waitMs = FirstWaitMs;
        Attempts = 0;
    }

    private void ForgetError()
    {
        LastError = NetworkError.None;
        FailedName = null;
        _toldError = NetworkError.None;
    }

    private void EndTry()
    {
        _isTrying = false;
        _tryName = null;
        _tryPassword = null;
    }
}
