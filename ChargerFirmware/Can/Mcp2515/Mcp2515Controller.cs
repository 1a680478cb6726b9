using System;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Can.Mcp2515;

/// <summary>The MCP2515 as a CAN bus: brings the chip up, sends, receives, and takes it off the bus and back when it goes bus-off.</summary>
/// <remarks>
/// Control thread only. No call waits and none allocates while the bus runs; all progress is made by being called:
/// <list type="bullet">
/// <item><see cref="Pass"/>, first thing in a control tick (100 ms): start-up step by step, one look at the chip (one transaction: counters, mode, configuration, flags,
/// transmit buffer), error state, bus-off.</item>
/// <item><see cref="TryReceive"/>, in every pass of the loop (at most 5 ms): nothing on SPI while the interrupt line is high. A frame that waits for the transmit buffer
/// goes out from here.</item>
/// <item><see cref="TrySend"/>: two transactions when the buffer is known to be free.</item>
/// </list>
/// Nothing is sent that the caller did not give, and nothing is queued: a set-point that the bus has not taken is replaced by the next.
/// </remarks>
public sealed class Mcp2515Controller : ICanBus
{
    /// <summary>The chip needs 128 oscillator periods after a reset (16 us at 8 MHz), a cold crystal some ms: drivers wait 5..10 ms.</summary>
    public const int ResetMs = 10;

    /// <summary>Between two attempts to find a chip.</summary>
    public const int AbsentRetryMs = 1000;

    /// <summary>Normal mode needs 11 recessive bits, 88 us at 125 kbit/s: a bus that does not give them for so long is shorted or alien.</summary>
    public const int EnterLimitMs = 1000;

    /// <summary>Off the bus after bus-off: doubled from the first to the longest each time.</summary>
    public const int FirstBusOffMs = 1000;
    public const int LongestBusOffMs = 30000;

    /// <summary>On the bus for so long without bus-off: the next one begins again with the first wait.</summary>
    public const int BusOffForgivenMs = 60000;

    /// <summary>After a start other nodes may still be booting: nobody's acknowledge is no complaint before.</summary>
    public const int SettleMs = 5000;

    // A loose wire would write a line for each of its contacts.
    private const int ComplaintForgottenMs = 10000;

    private const int Stopped = 0;
    private const int Absent = 1;
    private const int Resetting = 2;
    private const int Entering = 3;
    private const int Running = 4;
    private const int OffTheBus = 5;

    private const long Unknown = -1;

    private readonly Mcp2515Spi _chip;
    private readonly Mcp2515Setup _setup;
    private readonly Mcp2515Transmitter _transmitter;
    private readonly Mcp2515Receiver _receiver;
    private readonly Log _log;
    private readonly CanHealth _health = new CanHealth();
    private readonly BusOffWatch _watch = new BusOffWatch();
    private readonly BitTiming _timing = new BitTiming();

    private int _phase = Stopped;
    private long _sinceMs;
    private long _startedMs;
    private long _runningSinceMs;
    private int _bitsPerSecond;
    private int _busOffMs = FirstBusOffMs;
    private int _busOffWaitMs;
    private string _complaint;
    private bool _saidPassive;

    public Mcp2515Controller(ISpi spi, ILine interrupt, IClock clock, Log log)
    {
        _chip = new Mcp2515Spi(spi);
        _setup = new Mcp2515Setup(spi);
        _transmitter = new Mcp2515Transmitter(_chip, clock, _health);
        _receiver = new Mcp2515Receiver(_chip, interrupt, _health, log);
        _log = log;
    }

    public CanHealth Health => _health;

    /// <summary>From the next <see cref="Start"/> on, the chip keeps only frames of this kind that agree with <paramref name="id"/> in the bits of <paramref name="mask"/>.</summary>
    public void AcceptOnly(uint id, uint mask, bool extended)
    {
        _setup.AcceptOnly(id, mask, extended);
    }

    /// <summary>From the next <see cref="Start"/> on, the chip keeps every frame: so it is without a choice.</summary>
    public void AcceptAll()
    {
        _setup.AcceptAll();
    }

    public void Start(int bitsPerSecond, int crystalHertz)
    {
        if (!_timing.TryFind(crystalHertz, bitsPerSecond))
        {
            throw new ArgumentException("CAN bit rate");
        }

        _setup.UseTiming(_timing);
        _bitsPerSecond = bitsPerSecond;
        _health.Settled = false;
        _health.State = CanState.Starting;
        _startedMs = Unknown;
        _busOffMs = FirstBusOffMs;
        _complaint = null;
        _receiver.Trust();
        SetUpAnew(Unknown);
    }

    public void Stop()
    {
        // The reset leaves the chip in configuration mode, off the bus and with empty buffers.
        _chip.Reset();
        LeaveBus();
        _health.State = CanState.Starting;
        _phase = Stopped;
    }

    public void Pass(long nowMs)
    {
        if (_phase == Stopped)
        {
            return;
        }

        if (_startedMs == Unknown)
        {
            _startedMs = nowMs;
        }

        if (_sinceMs == Unknown)
        {
            _sinceMs = nowMs;
        }

        long inPhaseMs = nowMs - _sinceMs;
        switch (_phase)
        {
            case Absent:
                if (inPhaseMs >= AbsentRetryMs)
                {
                    SetUpAnew(nowMs);
                }

                break;
            case Resetting:
                if (inPhaseMs >= ResetMs)
                {
                    Configure(nowMs);
                }

                break;
            case Entering:
                WaitForTheBus(nowMs, inPhaseMs);
                break;
            case Running:
                LookAfter(nowMs);
                break;
            default:
                if (inPhaseMs >= _busOffWaitMs)
                {
                    Configure(nowMs);
                }

                break;
        }

        if (!_health.Settled && nowMs - _startedMs >= SettleMs)
        {
            _health.Settled = true;
        }
    }

    public bool TrySend(CanFrame frame)
    {
        if (_phase != Running)
        {
            return false;
        }

        _transmitter.Send(frame);
        return true;
    }

    public bool TryReceive(CanFrame frame)
    {
        if (_phase != Running)
        {
            return false;
        }

        if (_transmitter.IsWaiting)
        {
            _transmitter.SendWaiting();
        }

        return _receiver.TryReceive(frame);
    }

    private void SetUpAnew(long nowMs)
    {
        _chip.Reset();
        LeaveBus();
        _phase = Resetting;
        _sinceMs = nowMs;
    }

    private void LeaveBus()
    {
        _transmitter.Forget();
        _receiver.Forget();
        _health.TransmitErrors = 0;
        _health.ReceiveErrors = 0;
    }

    private void Configure(long nowMs)
    {
        if (!_chip.IsFreshFromReset())
        {
            BeAbsent(nowMs, "CAN: no controller answers, check its supply and the SPI wires");
            return;
        }

        if (!_setup.TryApply())
        {
            BeAbsent(nowMs, "CAN: the controller does not keep what it is told, check the SPI wires");
            return;
        }

        if (_health.State == CanState.Absent)
        {
            _health.State = CanState.Starting;
        }

        _chip.WriteRegister(Mcp2515Registers.Control, Mcp2515Registers.ControlNormal);
        _phase = Entering;
        _sinceMs = nowMs;
        WaitForTheBus(nowMs, 0);
    }

    private void BeAbsent(long nowMs, string complaint)
    {
        Complain(complaint);
        _health.State = CanState.Absent;
        _phase = Absent;
        _sinceMs = nowMs;
    }

    private void WaitForTheBus(long nowMs, long inPhaseMs)
    {
        if (_chip.ReadMode() == Mcp2515Registers.ModeNormal)
        {
            _watch.Restart();
            _saidPassive = false;
            _runningSinceMs = nowMs;
            _phase = Running;
            _health.State = CanState.ErrorActive;
            if (_complaint == null)
            {
                _log.Info("CAN: on the bus at " + (_bitsPerSecond / 1000).ToString() + " kbit/s");
            }
        }
        else if (inPhaseMs >= EnterLimitMs)
        {
            _health.Restarts++;
            _health.State = CanState.Starting;
            Complain("CAN: the bus is never idle, check CANH, CANL and the bit rate");
            SetUpAnew(nowMs);
        }
    }

    private void LookAfter(long nowMs)
    {
        _chip.Look();
        if (!IsAsConfigured())
        {
            _health.Restarts++;
            _health.State = CanState.Starting;
            Complain("CAN: the controller has lost its configuration, it is set up anew");
            SetUpAnew(nowMs);
            return;
        }

        if (_complaint != null && nowMs - _runningSinceMs >= ComplaintForgottenMs)
        {
            _complaint = null;
            _log.Info("CAN: runs well again");
        }

        _transmitter.Follow();
        int errorFlags = _chip.Seen(Mcp2515Registers.ErrorFlags);
        bool latched = (_chip.Seen(Mcp2515Registers.InterruptFlags) & Mcp2515Registers.InterruptError) != 0;
        _health.TransmitErrors = _chip.Seen(Mcp2515Registers.TransmitErrors);
        _health.ReceiveErrors = _chip.Seen(Mcp2515Registers.ReceiveErrors);
        if (_watch.SawBusOff(errorFlags, latched, _health.TransmitErrors, _transmitter.Acknowledged, _transmitter.Offered))
        {
            GoOffTheBus(nowMs);
            return;
        }

        _transmitter.BeginInterval();
        if (nowMs - _runningSinceMs >= BusOffForgivenMs)
        {
            _busOffMs = FirstBusOffMs;
        }

        ClearErrors(errorFlags, latched);
        SetState(errorFlags);
        _receiver.CheckLine();
    }

    private bool IsAsConfigured()
    {
        return (_chip.Seen(Mcp2515Registers.StatusRow1) & Mcp2515Registers.ModeMask) == Mcp2515Registers.ModeNormal
            && _chip.Seen(Mcp2515Registers.ControlRow1) == Mcp2515Registers.ControlNormal
            && _chip.Seen(Mcp2515Registers.Cnf3) == _setup.Wanted(Mcp2515Registers.Cnf3)
            && _chip.Seen(Mcp2515Registers.Cnf2) == _setup.Wanted(Mcp2515Registers.Cnf2)
            && _chip.Seen(Mcp2515Registers.Cnf1) == _setup.Wanted(Mcp2515Registers.Cnf1)
            && _chip.Seen(Mcp2515Registers.InterruptEnable) == _setup.Wanted(Mcp2515Registers.InterruptEnable);
    }

    private void GoOffTheBus(long nowMs)
    {
        // The reset takes the chip off the bus at once and its frame with it; it stays in configuration mode until the wait is over.
        _chip.Reset();
        int transmitErrors = _health.TransmitErrors;
        LeaveBus();
        _health.TransmitErrors = transmitErrors;
        _health.BusOffs++;
        _health.State = CanState.BusOff;
        _busOffWaitMs = _busOffMs;
        _busOffMs = Math.Min(2 * _busOffMs, LongestBusOffMs);
        _phase = OffTheBus;
        _sinceMs = nowMs;
        _log.Warning("CAN: bus-off, silent for " + (_busOffWaitMs / 1000).ToString() + " s");
    }

    private void ClearErrors(int errorFlags, bool latched)
    {
        if ((errorFlags & Mcp2515Registers.ErrorOverrun) != 0)
        {
            // First the cause, or the latch stays.
            _health.Overruns++;
            _chip.ClearBits(Mcp2515Registers.ErrorFlags, Mcp2515Registers.ErrorOverrun);
        }

        if (latched)
        {
            _chip.ClearBits(Mcp2515Registers.InterruptFlags, Mcp2515Registers.InterruptError);
        }
    }

    private void SetState(int errorFlags)
    {
        bool passive = (errorFlags & Mcp2515Registers.ErrorPassive) != 0;
        _health.State = passive ? CanState.ErrorPassive
            : (errorFlags & Mcp2515Registers.ErrorWarning) != 0 ? CanState.ErrorWarning
            : CanState.ErrorActive;
        if (passive == _saidPassive || !_health.Settled)
        {
            return;
        }

        _saidPassive = passive;
        if (passive)
        {
            _log.Warning("CAN: error passive, nobody acknowledges or the bit rate is not the bus's");
        }
        else
        {
            _log.Info("CAN: no longer error passive");
        }
    }

    private void Complain(string complaint)
    {
        if (complaint != _complaint)
        {
            _complaint = complaint;
            _log.Warning(complaint);
        }
    }
}
