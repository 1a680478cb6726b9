using ChargerFirmware.Ports;

namespace ChargerFirmware.Tests.Doubles;

/// <summary>A machine whose chance is 1, 2, 3 and so on; counts how often it is asked.</summary>
public sealed class CountingRandom : ISystem
{
    private int _next;

    public int Calls { get; private set; }

    public string FirmwareVersion => "";

    public long FreeMemoryBytes => 0;

    public void FillRandom(byte[] target)
    {
        Calls++;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = (byte)++_next;
        }
    }

    public void Restart(string reason)
    {
    }
}
