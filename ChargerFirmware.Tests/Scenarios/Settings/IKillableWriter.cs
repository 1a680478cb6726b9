using System;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Tests.Scenarios.Settings;

/// <summary>A process that stores ever greater values until it is killed. One life after another: start, kill, start.</summary>
internal interface IKillableWriter : IDisposable
{
    /// <summary>The greatest value that has been acknowledged as stored, over all lives; 0 at first. After <see cref="Kill"/> nothing is outstanding.</summary>
    long LastAcknowledged { get; }

    /// <summary>Starts a life on the folder; returns at once.</summary>
    void Start(string folder, long firstValue);

    /// <summary>Waits for this life's first acknowledge; false when it does not come.</summary>
    bool WaitForAcknowledge(TimeSpan longest);

    /// <summary>SIGKILL; returns when the process has gone and all that it had said is heard. Fails when it had ended by itself.</summary>
    void Kill();

    /// <summary>The value that loaded settings hold; <see cref="CountedSettings.Torn"/> when they hold parts of several.</summary>
    long ValueOf(SettingValues values);
}
