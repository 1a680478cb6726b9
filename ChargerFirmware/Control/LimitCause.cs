using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>What binds the current. One of these is always named. Sessions and the black box store the number: append only.</summary>
public static class LimitCause
{
    public const int Mode = 0;

    /// <summary>battery.maxMilliAmps, or half of the nominal capacity an hour.</summary>
    public const int Pack = 1;
    public const int Temperature = 2;
    public const int User = 3;
    public const int Profile = 4;
    public const int Fault = 5;
    public const int Precheck = 6;
    public const int Full = 7;

    /// <summary>The protocol cannot ask for so little.</summary>
    public const int Protocol = 8;

    /// <summary>A part that charging needs is switched off by a setting.</summary>
    public const int Disabled = 9;

    /// <summary>Held after an over-voltage stop until the pack has come down.</summary>
    public const int OverVoltage = 10;

    /// <summary>By the values above, as <see cref="WordList"/> takes them.</summary>
    public const string Names = "mode|pack|temperature|user|profile|fault|precheck|full|protocol|disabled|overVoltage";

    public static string NameOf(int cause)
    {
        return WordList.At(Names, cause);
    }
}
