namespace ChargerFirmware.Tests.Host;

/// <summary>One request as the BMS has seen it.</summary>
/// <param name="Register">What was asked for.</param>
/// <param name="Reply">What was answered; null = nothing.</param>
/// <param name="AskedAt">When the request had come (Stopwatch timestamp).</param>
/// <param name="RepliedAt">When the reply's last byte went out, just before it did, so that nobody can have acted upon it sooner; when nothing was answered, as <paramref name="AskedAt"/>.</param>
internal sealed record BmsExchange(int Register, byte[]? Reply, long AskedAt, long RepliedAt);
