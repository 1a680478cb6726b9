using System.Text.Json;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>A message from the charger and when it came (Stopwatch timestamp).</summary>
internal sealed record TimedMessage(long At, JsonElement Json);
