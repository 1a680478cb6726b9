namespace System.IO.Ports;

public enum Parity
{
    None = 0,
}

public enum StopBits
{
    One = 1,
}

public sealed class SerialPort
{
    public SerialPort(string portName, int baudRate, Parity parity, int dataBits, StopBits stopBits)
    {
    }

    public int BaudRate { get; set; }

    public int BytesToRead => 0;

    public void Open()
    {
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        return 0;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
    }
}
