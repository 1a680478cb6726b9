using System;
using ChargerFirmware.Ports;

namespace Simulation.Bms;

/// <summary>
/// A JBD board at the other end of the UART: it answers right requests after its delay, byte by byte at the line's speed, and is
/// silent on everything else. The port's calls live through the time that has passed first, so any clock will do.
/// </summary>
public sealed class SimulatedJbdBms : IUart, ISimulatedDevice
{
    public const int BitsPerSecond = 9600;

    // A board without anything to do falls asleep and loses the request that wakes it (register: sleep time).
    private const int SleepAfterMs = 60_000;

    // Shorter than the silence that a master takes for a lost line (3 s).
    private const int StartNoiseMs = 2000;
    private const int NoisePeriodMs = 130;
    private const int LongestNoise = 12;
    private const int LongestLeftover = 9;

    private readonly SimulatedWorld _world;
    private readonly JbdRegisters _registers;
    private readonly JbdRequestReader _reader = new();
    private readonly JbdReply _reply = new();
    private readonly SerialWire _toBoard = new();
    private readonly SerialWire _toHost = new();
    private readonly Random _noise = new(20_190_412);
    private byte[] _lastFrame = [];
    private int _hostBitsPerSecond;
    private int _replies;
    private long _lastActivityMs;
    private long _busyUntilUs;
    private long _chargeSinceMs = -1;

    public SimulatedJbdBms(SimulatedWorld world, JbdBoard board, string hardwareName = "JBD-SP14S004-L14S-60A-B-U")
    {
        _world = world;
        Board = board;
        _registers = new JbdRegisters(board, hardwareName);
        _lastActivityMs = world.NowMs;
    }

    public JbdBoard Board { get; }

    public JbdLinkFaults Faults { get; } = new();

    /// <summary>Newer firmware: nine bytes more behind the sensors.</summary>
    public bool TrailingBlock
    {
        get => _registers.TrailingBlock;
        set => _registers.TrailingBlock = value;
    }

    /// <summary>Right requests that have arrived, answered or not.</summary>
    public int Requests { get; private set; }

    /// <summary>Wrong ones: the board was silent.</summary>
    public int BadRequests => _reader.Bad;

    /// <summary>Bytes that arrived while the board was busy with the request before: lost.</summary>
    public int CollidedBytes { get; private set; }

    public void Open(int bitsPerSecond)
    {
        lock (_world.Sync)
        {
            _world.Advance();
            _hostBitsPerSecond = bitsPerSecond;
            _toHost.Clear(NowUs);
        }
    }

    public bool Write(byte[] buffer, int offset, int count)
    {
        lock (_world.Sync)
        {
            _world.Advance();
            if (Faults.Pulled || _hostBitsPerSecond == 0)
            {
                return false;
            }

            ReadOnlySpan<byte> bytes = buffer.AsSpan(offset, count);
            if (Faults.Echo)
            {
                _toHost.Send(bytes, NowUs, _hostBitsPerSecond);
            }

            // At another speed the board sees framing errors only.
            if (_hostBitsPerSecond == BitsPerSecond)
            {
                _toBoard.Send(bytes, NowUs, BitsPerSecond);
            }

            return true;
        }
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        lock (_world.Sync)
        {
            _world.Advance();
            int read = 0;
            while (read < count && _toHost.TryReceive(NowUs, out byte value, out _))
            {
                buffer[offset + read] = value;
                read++;
            }

            return read;
        }
    }

    public void Step(long nowMs)
    {
        FollowCharge(nowMs);
        if (Faults.Pulled)
        {
            _toBoard.Clear(NowUs);
            _toHost.Clear(NowUs);
            return;
        }

        while (_toBoard.TryReceive(nowMs * 1000, out byte value, out long atUs))
        {
            Receive(value, atUs);
        }

        if (Faults.Noise && nowMs % NoisePeriodMs == 0 && _toHost.BusyUntilUs <= nowMs * 1000)
        {
            SendNoise(nowMs * 1000);
        }
    }

    private long NowUs => _world.NowMs * 1000;

    private void Receive(byte value, long atUs)
    {
        if (_busyUntilUs > atUs)
        {
            CollidedBytes++;
            return;
        }

        if (_reader.Feed(value, atUs))
        {
            Requests++;
            bool asleep = atUs / 1000 - _lastActivityMs > SleepAfterMs && Board.Readings.MilliAmps == 0;
            _lastActivityMs = atUs / 1000;
            if (!asleep && IsAnswered())
            {
                Answer(atUs);
            }
        }
    }

    private void FollowCharge(long nowMs)
    {
        bool charges = Board.Battery.MilliAmps > 0;
        _chargeSinceMs = !charges ? -1 : _chargeSinceMs < 0 ? nowMs : _chargeSinceMs;
    }

    private bool IsAnswered()
    {
        if (Faults.IgnoreRequests > 0)
        {
            Faults.IgnoreRequests--;
            return false;
        }

        return !Faults.Silent && !Board.IsAsleep
            && !(Faults.BasicInfoSilent && _reader.Register == JbdRegisters.BasicInfo)
            && !(Faults.CellsSilent && _reader.Register == JbdRegisters.CellVoltages);
    }

    private void Answer(long requestEndUs)
    {
        _replies++;
        _registers.Answer(_reply, _reader.Register, _reader.IsWrite, _reader.Data);
        bool startsNow = Faults.SpoilAtChargeStart && _chargeSinceMs >= 0 && _world.NowMs - _chargeSinceMs < StartNoiseMs;
        if (startsNow || IsTurn(Faults.SpoilEvery))
        {
            _reply.SpoilChecksum();
        }

        long fromUs = requestEndUs + (Faults.ReplyDelayMs * 1000L);
        if (Faults.Noise)
        {
            SendNoise(fromUs);
        }

        if (Faults.Leftovers)
        {
            int length = Math.Min(LongestLeftover, _lastFrame.Length);
            _toHost.Send(_lastFrame.AsSpan(_lastFrame.Length - length), fromUs, BitsPerSecond);
        }

        ReadOnlySpan<byte> frame = _reply.Frame;
        _toHost.Send(IsTurn(Faults.CutEvery) ? frame[..(frame.Length / 2)] : frame, fromUs, BitsPerSecond);
        _busyUntilUs = _toHost.BusyUntilUs;
        _lastFrame = frame.ToArray();
    }

    private bool IsTurn(int every)
    {
        return every > 0 && _replies % every == 0;
    }

    // A third of the bytes are frame starts: the worst that noise can do.
    private void SendNoise(long fromUs)
    {
        byte[] bytes = new byte[1 + _noise.Next(LongestNoise)];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = _noise.Next(3) == 0 ? (byte)0xDD : (byte)_noise.Next(256);
        }

        _toHost.Send(bytes, fromUs, BitsPerSecond);
    }
}
