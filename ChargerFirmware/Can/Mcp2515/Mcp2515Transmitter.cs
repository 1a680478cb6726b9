using ChargerFirmware.Ports;

namespace ChargerFirmware.Can.Mcp2515;

/// <summary>Transmit buffer 0 and at most one newer frame that waits for it.</summary>
/// <remarks>
/// Only buffer 0 is used: equal priorities go out in falling buffer order (data sheet 3.2), and the other two can be damaged while receiving (erratum 2).
/// A frame that nobody acknowledges is repeated by the chip for ever; the next frame calls it back and takes its place, so no set-point goes out late.
/// </remarks>
public sealed class Mcp2515Transmitter
{
    /// <summary>The longest frame on the slowest bus (160 bits with stuffing at 125 kbit/s) with an error frame behind it takes 1.5 ms; a tick of the clock more.</summary>
    private const int LongestFrameMs = 3;

    private const int Free = 0;
    private const int Pending = 1;
    private const int Aborting = 2;

    private readonly Mcp2515Spi _chip;
    private readonly IClock _clock;
    private readonly CanHealth _health;
    private readonly CanFrame _waiting = new CanFrame();
    private int _state = Free;
    private long _abortedMs;

    public Mcp2515Transmitter(Mcp2515Spi chip, IClock clock, CanHealth health)
    {
        _chip = chip;
        _clock = clock;
        _health = health;
    }

    /// <summary>Frames that were acknowledged since <see cref="BeginInterval"/>.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Whether a frame was on its way at any time since <see cref="BeginInterval"/>.</summary>
    public bool Offered { get; private set; }

    /// <summary>Whether a frame waits until the one in the buffer is called back: <see cref="SendWaiting"/> has to be called then.</summary>
    public bool IsWaiting => _state == Aborting;

    /// <summary>The chip has been reset: whatever was on its way is gone.</summary>
    public void Forget()
    {
        _state = Free;
        BeginInterval();
    }

    public void BeginInterval()
    {
        Acknowledged = 0;
        Offered = _state != Free;
    }

    public void Send(CanFrame frame)
    {
        if (_state == Free || TryFree())
        {
            Load(frame);
            return;
        }

        _waiting.CopyFrom(frame);
    }

    /// <summary>After a look at the chip: whether the frame in the buffer has gone out.</summary>
    public void Follow()
    {
        if (_state == Pending && (_chip.Seen(Mcp2515Registers.Transmit0Control) & Mcp2515Registers.TransmitRequest) == 0)
        {
            CountAcknowledged();
            _state = Free;
        }
    }

    /// <summary>Sends the waiting frame if the buffer is free by now.</summary>
    public void SendWaiting()
    {
        // A frame that is on the wire when it is called back goes on to its end (data sheet 3.6), and whether TXREQ reads 0 meanwhile stands nowhere: time tells.
        if (_clock.NowMs - _abortedMs < LongestFrameMs)
        {
            return;
        }

        int status = _chip.ReadStatus();
        if ((status & Mcp2515Registers.StatusTransmitRequest0) != 0)
        {
            return;
        }

        if ((status & Mcp2515Registers.StatusSent0) != 0)
        {
            CountAcknowledged();
        }
        else
        {
            _health.Replaced++;
        }

        Load(_waiting);
    }

    private void Load(CanFrame frame)
    {
        _chip.Send(frame);
        _state = Pending;
        Offered = true;
    }

    /// <summary>The buffer held a frame when last looked at. True when it has gone out by now; else it is being called back.</summary>
    private bool TryFree()
    {
        if (_state == Aborting)
        {
            _health.Replaced++;
            return false;
        }

        int status = _chip.ReadStatus();
        if ((status & Mcp2515Registers.StatusTransmitRequest0) == 0)
        {
            // Without the flag nothing was sent: the chip has lost its memory, which the next look finds.
            if ((status & Mcp2515Registers.StatusSent0) != 0)
            {
                CountAcknowledged();
            }

            _state = Free;
            return true;
        }

        // The flag, cleared here, tells afterwards whether the frame came through after all.
        _chip.ClearBits(Mcp2515Registers.InterruptFlags, Mcp2515Registers.InterruptSent0);
        _chip.ClearBits(Mcp2515Registers.Transmit0Control, Mcp2515Registers.TransmitRequest);
        _abortedMs = _clock.NowMs;
        _state = Aborting;
        return false;
    }

    private void CountAcknowledged()
    {
        _health.Sent++;
        _health.Settled = true;
        Acknowledged++;
    }
}
