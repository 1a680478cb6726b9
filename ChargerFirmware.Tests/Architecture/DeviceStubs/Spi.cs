namespace System
{
    public readonly ref struct SpanByte
    {
        public static implicit operator SpanByte(byte[] array)
        {
            return default;
        }
    }
}

namespace System.Device.Spi
{
    public enum SpiMode
    {
        Mode0 = 0,
    }

    public enum DataFlow
    {
        MsbFirst = 0,
    }

    public sealed class SpiConnectionSettings
    {
        public SpiConnectionSettings(int busId, int chipSelectLine)
        {
        }

        public SpiMode Mode { get; set; }

        public int DataBitLength { get; set; }

        public int ClockFrequency { get; set; }

        public DataFlow DataFlow { get; set; }
    }

    public class SpiDevice
    {
        internal SpiDevice()
        {
        }

        public static SpiDevice Create(SpiConnectionSettings settings)
        {
            return new SpiDevice();
        }

        public void Write(SpanByte buffer)
        {
        }

        public void TransferFullDuplex(SpanByte writeBuffer, SpanByte readBuffer)
        {
        }
    }
}
