using ChargerFirmware.Can;

namespace ChargerFirmware.Tests.Doubles;

/// <summary>A CAN bus that keeps the last frame and plays one received frame.</summary>
public sealed class FakeCanBus : ICanBus
{
    private readonly CanFrame _inbox = new CanFrame();
    private bool _hasInbox;
    private bool _isEndless;

    public CanHealth Health { get; } = new CanHealth();

    public CanFrame LastSent { get; } = new CanFrame();

    public int SendCalls { get; private set; }

    /// <summary>False: the bus is down.</summary>
    public bool Up { get; set; } = true;

    /// <summary>Whether somebody acknowledges.</summary>
    public bool Acknowledged { get; set; } = true;

    public int Starts { get; private set; }

    public void AcceptOnly(uint id, uint mask, bool extended)
    {
    }

    public void AcceptAll()
    {
    }

    public void Start(int bitsPerSecond, int crystalHertz)
    {
        Starts++;
        Health.State = CanState.ErrorActive;
    }

    public void Stop()
    {
        Health.State = CanState.Starting;
    }

    public void Pass(long nowMs)
    {
        Health.State = Up ? CanState.ErrorActive : CanState.BusOff;
    }

    public bool TrySend(CanFrame frame)
    {
        if (!Up)
        {
            return false;
        }

        SendCalls++;
        LastSent.CopyFrom(frame);
        if (Acknowledged)
        {
            Health.Sent++;
        }

        return true;
    }

    public int ReceiveCalls { get; private set; }

    public bool TryReceive(CanFrame frame)
    {
        ReceiveCalls++;
        if (!_hasInbox)
        {
            return false;
        }

        frame.CopyFrom(_inbox);
        _hasInbox = _isEndless;
        return true;
    }

    /// <summary>A bus that never pauses.</summary>
    public void DeliverForEver(uint id, byte[] data)
    {
        Deliver(id, true, data);
        _isEndless = true;
    }

    public void Deliver(uint id, bool extended, byte[] data)
    {
        _inbox.Id = id;
        _inbox.Extended = extended;
        _inbox.Remote = false;
        _inbox.Length = data.Length;
        System.Array.Copy(data, _inbox.Data, data.Length);
        _hasInbox = true;
    }
}
