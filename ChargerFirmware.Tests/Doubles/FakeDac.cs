using ChargerFirmware.Ports;

namespace ChargerFirmware.Tests.Doubles;

/// <summary>A converter that keeps what was written.</summary>
public sealed class FakeDac : IDac
{
    /// <summary>-1 before the first write: a forgotten 0 at the start shows.</summary>
    public int Level { get; private set; } = -1;

    public int Writes { get; private set; }

    public void Write(int level)
    {
        Level = level;
        Writes++;
    }
}
