using System;
using System.Collections.Generic;
using ChargerFirmware.Ports;

namespace Simulation.Can.Mcp2515;

/// <summary>An MCP2515 at register level, between the firmware's SPI port and the simulated bus (data sheet DS20001801).</summary>
/// <remarks>
/// Written from the data sheet and not from the driver: it shares no constant with it. What a driver must not do is noted in <see cref="Complaints"/>.
/// Simplifications: SPI takes no time, mode changes and loopback happen at the next millisecond, the RXnBF, TXnRTS, CLKOUT and SOF pins are not wired,
/// and wake-up from sleep takes no oscillator start-up.
/// </remarks>
public sealed partial class Mcp2515Chip : ISpi, ISimulatedDevice, ICanNode
{
    /// <summary>Complaints that are kept: the first ones tell.</summary>
    private const int MaxComplaints = 20;
    private const long MicrosecondsPerSecond = 1_000_000;

    private readonly SimulatedWorld _world;
    private readonly SimulatedCanBus _bus;
    private readonly int _crystalHertz;
    private readonly List<string> _complaints = [];
    private List<string>? _recording;

    public Mcp2515Chip(SimulatedWorld world, SimulatedCanBus bus, int crystalHertz = 8_000_000)
    {
        _world = world;
        _bus = bus;
        _crystalHertz = crystalHertz;
        Interrupt = new InterruptLine(this);
        Reset();
        _isStartingUp = false;
        bus.Attach(this);
        world.Add(this);
    }

    /// <summary>The INT pin: low while an enabled flag is set.</summary>
    public ILine Interrupt { get; }

    public SpiFault SpiFault { get; set; }

    public InterruptFault InterruptFault { get; set; }

    /// <summary>TXREQ of a frame on the wire reads 0 as soon as it is cleared. The data sheet leaves it open; related Microchip controllers keep it until the frame has ended.</summary>
    public bool AbortReadsAtOnce { get; set; }

    public long Transactions { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>What the driver did that the data sheet forbids.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Bytes that the firmware sent, one line a transaction, since <see cref="StartRecording"/>.</summary>
    public IReadOnlyList<string> Recording => _recording ?? [];

    /// <summary>The rate that the crystal and the CNF registers make.</summary>
    public int BitsPerSecond => _crystalHertz / (2 * ((_registers[Cnf1] & 0x3F) + 1) * QuantaPerBit);

    public bool IsBusOff => _isBusOff;

    private int QuantaPerBit
    {
        get
        {
            int phase1 = ((_registers[Cnf2] >> 3) & 7) + 1;
            bool phase2FromCnf3 = (_registers[Cnf2] & 0x80) != 0;
            int phase2 = phase2FromCnf3 ? (_registers[Cnf3] & 7) + 1 : Math.Max(phase1, 2);
            return 1 + (_registers[Cnf2] & 7) + 1 + phase1 + phase2;
        }
    }

    private bool IsOnBus => _mode is Normal or ListenOnly && !_isBusOff;

    public void StartRecording()
    {
        _recording = [];
    }

    public void ResetCounters()
    {
        Transactions = 0;
        Bytes = 0;
    }

    /// <summary>Misbehaviour: a brown-out or a spike on the reset pin. Everything that was configured is gone.</summary>
    public void ResetByItself()
    {
        lock (_world.Sync)
        {
            _world.Advance();
            Reset();
        }
    }

    /// <summary>A register as a READ would give it, without a transaction.</summary>
    public int Peek(int address)
    {
        lock (_world.Sync)
        {
            _world.Advance();
            return ReadRegister(address);
        }
    }

    public void Transfer(byte[] send, byte[] receive)
    {
        if (send.Length != receive.Length)
        {
            throw new ArgumentException("SPI transfers as many bytes in both directions");
        }

        lock (_world.Sync)
        {
            _world.Advance();
            Count(send);
            Transact(send, receive);
        }
    }

    public void Write(byte[] send)
    {
        lock (_world.Sync)
        {
            _world.Advance();
            Count(send);
            Transact(send, null);
        }
    }

    void ISimulatedDevice.Step(long nowMs)
    {
        _isStartingUp = false;
        ChangeModeWhenPossible();
        if (_mode == Loopback)
        {
            LoopBack();
        }
    }

    bool ICanNode.Acknowledges(int bitsPerSecond)
    {
        return _mode == Normal && !_isBusOff && IsOwnRate(bitsPerSecond);
    }

    bool ICanNode.Listens(int bitsPerSecond)
    {
        return IsOnBus && IsOwnRate(bitsPerSecond);
    }

    bool ICanNode.Disturbs(int bitsPerSecond)
    {
        return _mode == Normal && !_isBusOff && !IsPassive && !IsOwnRate(bitsPerSecond);
    }

    void ICanNode.Recessive(long microseconds)
    {
        _recessiveUs += microseconds;
        ChangeModeWhenPossible();
        RecoverFromBusOff(microseconds);
    }

    /// <summary>Whether two rates agree within what resynchronisation takes (about 1 %).</summary>
    private bool IsOwnRate(int bitsPerSecond)
    {
        return Math.Abs(bitsPerSecond - BitsPerSecond) * 100L <= BitsPerSecond;
    }

    private long MicrosecondsOfBits(int bits)
    {
        return bits * MicrosecondsPerSecond / BitsPerSecond;
    }

    private void Count(byte[] send)
    {
        Transactions++;
        Bytes += send.Length;
        _recording?.Add(BitConverter.ToString(send).Replace('-', ' '));
    }

    private void Complain(string text)
    {
        if (_complaints.Count < MaxComplaints)
        {
            _complaints.Add(text);
        }
    }

    private sealed class InterruptLine(Mcp2515Chip chip) : ILine
    {
        public bool IsHigh
        {
            get
            {
                lock (chip._world.Sync)
                {
                    chip._world.Advance();
                    return chip.InterruptFault switch
                    {
                        InterruptFault.StuckHigh => true,
                        InterruptFault.StuckLow => false,
                        _ => (chip._registers[CanIntf] & chip._registers[CanInte]) == 0,
                    };
                }
            }
        }

        public void Write(bool high)
        {
        }
    }
}
