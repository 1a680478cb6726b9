namespace ChargerFirmware.Core;

/// <summary>The mark of a number that is not known. Becomes null on the outside, never 0 and never the last value.</summary>
/// <remarks>The device has no Nullable&lt;T&gt;; no physical quantity here reaches this value.</remarks>
public static class Unknown
{
    public const int Number = int.MinValue;
}
