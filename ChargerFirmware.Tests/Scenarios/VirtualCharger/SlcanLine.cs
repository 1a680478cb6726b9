namespace ChargerFirmware.Tests.Scenarios.VirtualCharger;

/// <summary>A line of the CAN port and when it came (Stopwatch timestamp).</summary>
internal readonly record struct SlcanLine(long At, string Text);
