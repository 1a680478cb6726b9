using ChargerFirmware.Core;

namespace ChargerFirmware.Settings;

/// <summary>What a setting's value looks like.</summary>
public static class SettingType
{
    public const int Bool = 0;
    public const int Int = 1;

    /// <summary>One of a list of words; as a number it is the index in that list.</summary>
    public const int Enum = 2;
    public const int Text = 3;

    /// <summary>A text that is stored but never shown again.</summary>
    public const int Secret = 4;

    /// <summary>By the values above, as <see cref="WordList"/> takes them.</summary>
    public const string Names = "bool|int|enum|text|secret";

    public static string NameOf(int type)
    {
        return WordList.At(Names, type);
    }
}
