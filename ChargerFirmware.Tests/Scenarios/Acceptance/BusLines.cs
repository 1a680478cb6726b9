using System;
using System.Globalization;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>The commands to a charger as lines of the CAN port.</summary>
internal static class BusLines
{
    public const string Magnes = "magnes";
    public const string Tc = "tc";

    private const string MagnesStart = "T0000AAAA6";
    private const string TcStart = "T1806E5F48";

    public static bool IsCommand(string line)
    {
        return line.StartsWith(MagnesStart, StringComparison.Ordinal) || line.StartsWith(TcStart, StringComparison.Ordinal);
    }

    /// <summary>magnes: mode byte 32; tc: current 0 and control 1.</summary>
    public static bool IsStop(string line)
    {
        return line.StartsWith(TcStart, StringComparison.Ordinal)
            ? line.Substring(TcStart.Length + 4, 6) == "000001"
            : line.StartsWith(MagnesStart, StringComparison.Ordinal) && line.EndsWith("32", StringComparison.Ordinal);
    }

    public static bool IsCharge(string line)
    {
        return IsCommand(line) && !IsStop(line);
    }

    /// <summary>A charge with this current: magnes has medium (10 A) and fast (15 A).</summary>
    public static bool IsCharge(string line, int milliAmps)
    {
        return line.StartsWith(TcStart, StringComparison.Ordinal)
            ? line.Substring(TcStart.Length + 4, 6) == (milliAmps / 100).ToString("X4", CultureInfo.InvariantCulture) + "00"
            : line.StartsWith(MagnesStart, StringComparison.Ordinal) && line.EndsWith(milliAmps == 15000 ? "96" : "64", StringComparison.Ordinal);
    }

    /// <summary>The line that the contract gives for these values.</summary>
    /// <param name="modeByte">32, 64 or 96.</param>
    public static string MagnesOf(int milliVolts, int milliAmps, int? warmestDeciC, string modeByte)
    {
        int temperature = warmestDeciC == null ? 0 : Math.Clamp((int)Math.Floor(warmestDeciC.Value / 10.0) + 40, 0, 255);
        return MagnesStart
            + (milliVolts / 10).ToString("X4", CultureInfo.InvariantCulture)
            + (milliAmps / 10 & 0xFFFF).ToString("X4", CultureInfo.InvariantCulture)
            + temperature.ToString("X2", CultureInfo.InvariantCulture) + modeByte;
    }
}
