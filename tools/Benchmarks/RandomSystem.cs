using System;
using System.Security.Cryptography;
using ChargerFirmware.Ports;

namespace Benchmarks;

/// <summary>Chance for the client's keys; nothing else of a machine is asked for here.</summary>
public sealed class RandomSystem : ISystem
{
    public string FirmwareVersion => "";

    public long FreeMemoryBytes => 0;

    public void FillRandom(byte[] target)
    {
        RandomNumberGenerator.Fill(target);
    }

    public void Restart(string reason)
    {
        throw new NotSupportedException(reason);
    }
}
