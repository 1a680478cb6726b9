using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>What binds the current. One of these is always named. Sessions and the black box store the number: append only.</summary>
public static class LimitCause
{
    public const int Mode = 0;

    /// <summary>battery.maxMilliAmps, or half of the nominal capacity an hour.</summary>
    public const int Pack = 1;
    public const int Temperature = 2;

    /// <summary>The user's word, or charge.limitMilliAmps.</summary>
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

    /// <summary>charger.maxMilliAmps, or how warm the charger says it is.</summary>
    public const int Charger = 11;

    /// <summary>The highest cell approaches its limit.</summary>
    public const int Cell = 12;

    /// <summary>The cells are too far apart.</summary>
    public const int Spread = 13;

    /// <summary>The BMS warns of a protection.</summary>
    public const int Bms = 14;

    /// <summary>A temperature sensor that was there is missing.</summary>
    public const int Sensor = 15;

    /// <summary>Somebody from afar (a charging network) allows no more.</summary>
    public const int Remote = 16;

    /// <summary>The lowest cell has to be brought up gently.</summary>
    public const int Precharge = 17;

    /// <summary>The state of charge that was asked for is reached, or cannot be judged.</summary>
    public const int Soc = 18;
    public const int Schedule = 19;

    public const int Count = 20;

    /// <summary>By the values above, as <see cref="WordList"/> takes them.</summary>
    public const string Names = "mode|pack|temperature|user|profile|fault|precheck|full|protocol|disabled|overVoltage|charger|cell|spread|bms|sensor|remote|precharge|soc|schedule";

    public static string NameOf(int cause)
    {
        return WordList.At(Names, cause);
    }
}
