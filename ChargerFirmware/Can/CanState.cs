using ChargerFirmware.Core;

namespace ChargerFirmware.Can;

/// <summary>The error state of a CAN node (ISO 11898-1), and what precedes it.</summary>
public static class CanState
{
    /// <summary>No controller answers, or it does not take its configuration.</summary>
    public const int Absent = 0;

    /// <summary>The controller is being set up; nothing is on the bus yet.</summary>
    public const int Starting = 1;
    public const int ErrorActive = 2;
    public const int ErrorWarning = 3;
    public const int ErrorPassive = 4;
    public const int BusOff = 5;

    /// <summary>Switched off by the setting can.enabled.</summary>
    public const int Disabled = 6;

    /// <summary>By the values above, as <see cref="WordList"/> takes them.</summary>
    public const string Names = "absent|starting|errorActive|errorWarning|errorPassive|busOff|disabled";

    public static string NameOf(int state)
    {
        return WordList.At(Names, state);
    }
}
