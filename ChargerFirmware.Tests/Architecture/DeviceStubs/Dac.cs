namespace System.Device.Dac;

public sealed class DacChannel
{
    internal DacChannel()
    {
    }

    public void WriteValue(ushort value)
    {
    }
}

public sealed class DacController
{
    internal DacController()
    {
    }

    public int ResolutionInBits => 8;

    public static DacController GetDefault()
    {
        return new DacController();
    }

    public DacChannel OpenChannel(int channelNumber)
    {
        return new DacChannel();
    }
}
