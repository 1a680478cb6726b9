using System;
using System.Collections.Generic;
using ChargerFirmware.Can;
using Simulation;
using Simulation.Battery;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

/// <summary>A charger node on a bench: gives it frames, lets time pass and keeps what it sends.</summary>
internal sealed class ChargerBench
{
    private readonly SimulatedWorld _world;
    private readonly ManualClock _clock = new();
    private readonly CanFrame _frame = new();
    private ICanNode? _node;

    public ChargerBench(BatteryOptions? options = null)
    {
        _world = new SimulatedWorld(_clock);
        Battery = new BatteryModel(options ?? new BatteryOptions());
    }

    public BatteryModel Battery { get; }

    public long NowMs => _clock.NowMs;

    /// <summary>Whether somebody acknowledges what the node sends.</summary>
    public bool Acknowledge { get; set; } = true;

    /// <summary>What the node has sent: time and data in hexadecimal.</summary>
    public List<(long AtMs, uint Id, string Data)> Sent { get; } = [];

    public void Put<T>(T node)
        where T : ICanNode, ISimulatedDevice
    {
        _node = node;
        _world.Add(node);
        _world.Add(Battery);
    }

    public void Give(uint id, string hex, bool extended = true, bool remote = false)
    {
        byte[] data = Convert.FromHexString(hex);
        CanFrame frame = new() { Id = id, Extended = extended, Remote = remote, Length = data.Length };
        data.CopyTo(frame.Data, 0);
        _node!.Received(frame, NowMs);
    }

    public void Pass(int milliseconds)
    {
        for (int i = 0; i < milliseconds; i++)
        {
            _clock.Advance(1);
            _world.Advance();
            if (_node!.TryPeekTransmit(_frame))
            {
                Sent.Add((NowMs, _frame.Id, Convert.ToHexString(_frame.Data, 0, _frame.Length)));
                _node.Transmitted(Acknowledge, NowMs);
            }
        }
    }
}
