using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Where the charge stands.</summary>
public static class ChargeState
{
    /// <summary>Nothing is to be charged: no profile, mode off, a part switched off.</summary>
    public const int Idle = 0;

    /// <summary>Waiting until everything that a charge relies on has been good for long enough.</summary>
    public const int Precheck = 1;
    public const int Precharge = 2;
    public const int ConstantCurrent = 3;
    public const int ConstantVoltage = 4;

    /// <summary>Constant voltage with the current falling towards the tail.</summary>
    public const int Taper = 5;
    public const int Complete = 6;

    /// <summary>The user or a limit of zero holds the charge.</summary>
    public const int Paused = 7;
    public const int Fault = 8;

    /// <summary>By the values above, as <see cref="WordList"/> takes them.</summary>
    public const string Names = "idle|precheck|precharge|constantCurrent|constantVoltage|taper|complete|paused|fault";

    public static string NameOf(int state)
    {
        return WordList.At(Names, state);
    }
}
