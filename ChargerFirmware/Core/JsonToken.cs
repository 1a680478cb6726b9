namespace ChargerFirmware.Core;

/// <summary>What the <see cref="JsonReader"/> has found.</summary>
public static class JsonToken
{
    /// <summary>The text is complete and was right to its end.</summary>
    public const int End = 0;

    /// <summary>The text is no JSON, or more than the reader takes; the reader stays here.</summary>
    public const int Error = 1;
    public const int ObjectStart = 2;
    public const int ObjectEnd = 3;
    public const int ArrayStart = 4;
    public const int ArrayEnd = 5;

    /// <summary>A member's name; its value follows.</summary>
    public const int Name = 6;
    public const int String = 7;
    public const int Number = 8;
    public const int True = 9;
    public const int False = 10;
    public const int Null = 11;
}
