using System;
using System.Net;
using System.Threading;
using ChargerFirmware.Boards;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using ChargerFirmware.Web;

namespace ChargerFirmware.Device;

/// <summary>The firmware on its board, from power-up to restart. Main thread.</summary>
public sealed class DeviceCharger
{
    // What config.json can give to say is two lines.
    private const int StartLogBytes = 1024;

    private const int HttpPort = 80;

    // A tc charger confirms its stop within 1 s and a bit; what has not happened in twice that will not.
    private const int ShutdownMs = 2000;

    private const int RepeatMs = 10_000;

    private readonly DeviceClock _clock = new DeviceClock();
    private readonly FlashStorage _storage = new FlashStorage();
    private readonly DeviceSystem _system = new DeviceSystem();
    private ChargerApp _app;
    private ConsoleLog _console;
    private bool _isStarted;
    private string _failure;

    /// <summary>Charges until something fails; then asks for zero current and restarts. Does not return.</summary>
    public void Run()
    {
        PinMap pins = Pins.Map();
        string conflict = PinCheck.Check(pins);
        if (conflict != null)
        {
            Refuse(conflict);
        }

        try
        {
            ReadStartFile();
            if (Start(new Esp32Board(pins, _clock, _storage, _system, new WifiDriver())))
            {
                Watch();
            }
        }
        catch (Exception e)
        {
            _failure = "main: " + e.GetType().FullName + ": " + e.Message;
        }

        Restart(Stop());
    }

    private void ReadStartFile()
    {
        Log log = new Log(_clock, StartLogBytes);
        new FirstStart(_storage, log).Apply();
        new ConsoleLog(log).Pass();
    }

    // False when the runtime must start anew first.
    private bool Start(Esp32Board hardware)
    {
        SettingValues values = new SettingValues(new SettingTable());
        _app = new ChargerApp(hardware.Board, values, Log.DeviceBytes);
        _console = new ConsoleLog(_app.Log);
        _app.Log.Info("pin map " + hardware.PinsName);
        if (_app.PrepareOwnNetwork(hardware.OwnNetwork))
        {
            _console.Pass();
            return false;
        }

        // What fails on its way may leave a thread behind that charges.
        _isStarted = true;
        _app.Start(WebLimits.ForDevice(values), IPAddress.Any, HttpPort);
        new Thread(hardware.Radio.Run).Start();
        return true;
    }

    // Until the firmware cannot go on, or has a reason to start anew.
    private void Watch()
    {
        while (_app.Supervise())
        {
            _console.Pass();
            _clock.Sleep(ChargerApp.SuperviseMs);
        }

        _console.Pass();
    }

    private void Restart(bool isStopped)
    {
        if (_failure != null)
        {
            NoteFailure();
        }

        string failure = _failure != null || _app == null ? _failure : _app.Failure;
        if (failure == null)
        {
            _system.Restart("for the own network");
            return;
        }

        int delayMs = RestartPace.DelayMs(isStopped, _app != null && _app.HasFailedRepeatedly);
        Console.WriteLine("restart in " + (delayMs / 1000).ToString() + " s: " + failure);
        _clock.Sleep(delayMs);
        _system.Restart(failure);
    }

    // Where there is no firmware yet to keep it, the run has lasted no time.
    private void NoteFailure()
    {
        if (_app != null)
        {
            _app.NoteFailure(_failure);
        }
        else
        {
            new RestartRecord(_storage, _clock).NoteFailure(_failure);
        }
    }

    // True when nothing is charged on our word any more, or never was.
    private bool Stop()
    {
        if (!_isStarted)
        {
            return true;
        }

        try
        {
            return _app.Shutdown(ShutdownMs);
        }
        catch (Exception e)
        {
            // The restart comes all the same: it resets the CAN controller, and silence ends the charge.
            Console.WriteLine("stop: " + e.Message);
            return false;
        }
    }

    // No pin has been touched yet, and none will be: a restart would change nothing.
    private void Refuse(string why)
    {
        while (true)
        {
            Console.WriteLine("the charger does not start, " + why);
            _clock.Sleep(RepeatMs);
        }
    }
}
