using System;
using System.Net.Sockets;
using System.Threading;
using ChargerFirmware;
using ChargerFirmware.Settings;
using ChargerFirmware.Web;

namespace VirtualCharger;

/// <summary>The firmware on its hosted hardware, from the start to the end of the process. Main thread.</summary>
public sealed class HostedCharger
{
    // The device keeps 4 KB; a PC can keep the last few hundred lines.
    private const int LogBytes = 65_536;

    // 2 s are promised from the signal to the end of the process. A tc charger confirms its stop within 1 s and a bit; the farewell to
    // the browsers (0.5 s at most) and the end of the runtime must fit too.
    private const int ShutdownMs = 1150;

    // The last frames of the bus are on their way to those who watch it over TCP.
    private const int LastFramesMs = 100;

    // Judges open one connection after the other, but do not always wait for the last one to be gone.
    private const int EchoPlaces = 8;

    private readonly Options _options;
    private readonly EndSignals _signals;
    private readonly Hardware _hardware;
    private readonly ChargerApp _app;
    private readonly LogDrain _drain;
    private readonly SiteKeeper _keeper;
    private string? _restartReason;

    /// <summary>Opens the hardware; throws <see cref="StartupException"/> for what cannot be had.</summary>
    public HostedCharger(Options options, EndSignals signals)
    {
        _options = options;
        _signals = signals;
        _hardware = new Hardware(options, Restart);
        _app = new ChargerApp(_hardware.Board, _hardware.Values, LogBytes);
        _drain = new LogDrain(_app.Log, Console.OpenStandardError());
        _keeper = new SiteKeeper(_hardware.Site.World, _hardware.ScaledClock, EveryRound);
    }

    public string Url => "http://" + _options.Listen + ":" + _app.HttpPort + "/";

    /// <summary>Opens the web port and starts every thread.</summary>
    public void Start()
    {
        try
        {
            _app.Start(Limits(), _options.Listen, _options.HttpPort);
        }
        catch (SocketException exception)
        {
            throw new StartupException(ExplainSocket(exception.SocketErrorCode));
        }

        if (_hardware.CanPort != 0)
        {
            _app.Log.Info("the CAN bus is served as SLCAN on 127.0.0.1:" + _hardware.CanPort);
        }

        _keeper.Start();
    }

    /// <summary>Looks after the firmware until a signal or a failure, then stops the charger; the exit code.</summary>
    public int RunUntilTheEnd()
    {
        while (!_signals.Wait(ChargerApp.SuperviseMs))
        {
            if (!_app.Supervise())
            {
                Restart(_app.Failure ?? _app.PlannedRestart);
            }
        }

        _app.Shutdown(ShutdownMs);
        Thread.Sleep(LastFramesMs);
        _keeper.Stop();
        _hardware.Dispose();
        if (_restartReason == null)
        {
            return ExitCode.Done;
        }

        Console.Error.WriteLine("restart: " + _restartReason);
        return ExitCode.Restart;
    }

    // Any thread.
    private void Restart(string reason)
    {
        Interlocked.CompareExchange(ref _restartReason, reason, null);
        _signals.End();
    }

    private void EveryRound()
    {
        _hardware.Follower.Pass(_app.Snapshots);
        _drain.Pass();
    }

    private WebLimits Limits()
    {
        WebLimits limits = WebLimits.ForPc(_hardware.Values);
        limits.EchoPlaces = _options.WebSocketEcho ? EchoPlaces : 0;
        return limits;
    }

    private string ExplainSocket(SocketError error)
    {
        SettingValues values = _hardware.Values;
        bool isLegacy = _app.IsLegacyRefused;
        string port = isLegacy ? "--legacy-port " + values.NumberOf(values.Table.WebLegacyPort) : "--http " + _options.HttpPort;
        string zero = isLegacy ? "0 for none" : "0 for any free one";
        return error switch
        {
            SocketError.AddressAlreadyInUse => port + ": another program has this port; stop it, or give another port, or " + zero + ".",
            SocketError.AccessDenied => port + ": this port needs more rights; give one above 1023.",
            SocketError.AddressNotAvailable => "--listen " + _options.Listen + ": this machine does not have this address; give one of its own, or 0.0.0.0 for all.",
            _ => port + " on " + _options.Listen + " cannot be opened (" + error + "); give another port or address.",
        };
    }
}
