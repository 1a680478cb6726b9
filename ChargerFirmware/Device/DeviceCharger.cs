using System;
using System.Net;
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

    // A fault that comes back at every start must leave time to read the console and to flash, and must not wear the flash out.
    private const int RestartDelayMs = 10_000;

    private const int RepeatMs = 10_000;

    private readonly DeviceClock _clock = new DeviceClock();
    private readonly FlashStorage _storage = new FlashStorage();
    private readonly DeviceSystem _system;
    private ChargerApp _app;
    private ConsoleLog _console;
    private bool _isStarted;

    public DeviceCharger()
    {
        _system = new DeviceSystem(_storage);
    }

    /// <summary>Charges until something fails; then asks for zero current and restarts. Does not return.</summary>
    public void Run()
    {
        PinMap pins = Pins.Map();
        string conflict = PinCheck.Check(pins);
        if (conflict != null)
        {
            Refuse(conflict);
        }

        string reason;
        try
        {
            ReadStartFile();
            Start(new Esp32Board(pins, _clock, _storage, _system));
            reason = Watch();
        }
        catch (Exception e)
        {
            reason = "main: " + e.GetType().FullName + ": " + e.Message;
        }

        Stop();
        Console.WriteLine("restart in " + (RestartDelayMs / 1000).ToString() + " s: " + reason);
        _clock.Sleep(RestartDelayMs);
        _system.Restart(reason);
    }

    private void ReadStartFile()
    {
        Log log = new Log(_clock, StartLogBytes);
        bool isStored = new FirstStart(_storage, log).Apply();
        new ConsoleLog(log).Pass();
        if (isStored)
        {
            _system.Reboot();
        }
    }

    private void Start(Esp32Board hardware)
    {
        SettingValues values = new SettingValues(new SettingTable());
        _app = new ChargerApp(hardware.Board, values, Log.DeviceBytes);
        _console = new ConsoleLog(_app.Log);
        _app.Log.Info("pin map " + hardware.PinsName);
        string lastReason = _system.TakeRestartReason();
        if (lastReason != null)
        {
            _app.Log.Warning("the charger restarted: " + lastReason);
        }

        _app.Start(WebLimits.ForDevice(values), IPAddress.Any, HttpPort);
        _isStarted = true;
    }

    // Until the firmware cannot go on; why.
    private string Watch()
    {
        while (_app.Supervise())
        {
            _console.Pass();
            _clock.Sleep(ChargerApp.SuperviseMs);
        }

        _console.Pass();
        return _app.Failure;
    }

    private void Stop()
    {
        if (!_isStarted)
        {
            return;
        }

        try
        {
            _app.Shutdown(ShutdownMs);
        }
        catch (Exception e)
        {
            // The restart comes all the same: it resets the CAN controller, and silence ends the charge.
            Console.WriteLine("stop: " + e.Message);
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
