using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Can.Mcp2515;

/// <summary>The two receive buffers and the interrupt line that tells of them.</summary>
/// <remarks>
/// The line is low while a buffer is full (only those two interrupts are enabled), so a high line needs no transaction. A line that is broken or shorted must not cost
/// frames: when it contradicts the chip's flags, the chip is polled from then on.
/// </remarks>
public sealed class Mcp2515Receiver
{
    /// <summary>Times in a row that the line may be low without a frame.</summary>
    private const int FalseCallLimit = 3;

    private readonly Mcp2515Spi _chip;
    private readonly ILine _interrupt;
    private readonly CanHealth _health;
    private readonly Log _log;
    private bool _frameInBuffer1;
    private bool _polling;
    private int _falseCalls;

    public Mcp2515Receiver(Mcp2515Spi chip, ILine interrupt, CanHealth health, Log log)
    {
        _chip = chip;
        _interrupt = interrupt;
        _health = health;
        _log = log;
    }

    /// <summary>The chip has been reset: its buffers are empty.</summary>
    public void Forget()
    {
        _frameInBuffer1 = false;
        _falseCalls = 0;
    }

    /// <summary>The line is given another chance.</summary>
    public void Trust()
    {
        _polling = false;
    }

    public bool TryReceive(CanFrame frame)
    {
        if (_frameInBuffer1)
        {
            // Seen full together with buffer 0, so older than what buffer 0 may hold by now.
            _frameInBuffer1 = false;
            Receive(1, frame);
            return true;
        }

        if (!_polling && _interrupt.IsHigh)
        {
            _falseCalls = 0;
            return false;
        }

        int status = _chip.ReadStatus();
        if ((status & Mcp2515Registers.StatusUnused) != 0)
        {
            return false;
        }

        if ((status & Mcp2515Registers.StatusRx0) != 0)
        {
            _frameInBuffer1 = (status & Mcp2515Registers.StatusRx1) != 0;
            Receive(0, frame);
            return true;
        }

        if ((status & Mcp2515Registers.StatusRx1) != 0)
        {
            Receive(1, frame);
            return true;
        }

        if (!_polling && ++_falseCalls >= FalseCallLimit)
        {
            Poll();
        }

        return false;
    }

    /// <summary>After a look at the chip: a full buffer under a high line. The flags were read before the line, so one contradiction is proof.</summary>
    public void CheckLine()
    {
        int full = Mcp2515Registers.InterruptRx0 | Mcp2515Registers.InterruptRx1;
        if (!_polling && (_chip.Seen(Mcp2515Registers.InterruptFlags) & full) != 0 && _interrupt.IsHigh)
        {
            Poll();
        }
    }

    private void Receive(int buffer, CanFrame frame)
    {
        _chip.Receive(buffer, frame);
        _health.Received++;
        _falseCalls = 0;
    }

    private void Poll()
    {
        _polling = true;
        _log.Warning("CAN: the interrupt line does not follow the controller, which is polled from now on");
    }
}
