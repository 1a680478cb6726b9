using ChargerFirmware.Can;
using Simulation;
using Simulation.Can;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>A node that sends a frame every 5 ms and acknowledges, without allocating.</summary>
internal sealed class LoadNode : ICanNode, ISimulatedDevice
{
    private const int PeriodMs = 5;

    private readonly CanFrame _frame = CanBench.Frame("T18FF50E580210009600000000");
    private bool _isDue;

    internal LoadNode(SimulatedCanBus bus)
    {
        bus.Attach(this);
        bus.World.Add(this);
    }

    internal int Heard { get; private set; }

    public void Step(long nowMs)
    {
        _isDue |= nowMs % PeriodMs == 0;
    }

    bool ICanNode.Acknowledges(int bitsPerSecond)
    {
        return true;
    }

    bool ICanNode.TryPeekTransmit(CanFrame frame)
    {
        frame.CopyFrom(_frame);
        return _isDue;
    }

    void ICanNode.Transmitted(bool acknowledged, long nowMs)
    {
        _isDue = !acknowledged;
    }

    void ICanNode.Received(CanFrame frame, long nowMs)
    {
        Heard++;
    }
}
