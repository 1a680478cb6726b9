namespace ChargerFirmware.Can;

/// <summary>How the bus and its controller are. Plain fields, copied into the snapshot.</summary>
public sealed class CanHealth
{
    /// <summary>A value of <see cref="CanState"/>.</summary>
    public int State = CanState.Starting;

    /// <summary>Transmit and receive error counters, 0..255.</summary>
    public int TransmitErrors;
    public int ReceiveErrors;

    /// <summary>Frames that were acknowledged on the bus, and frames that were received.</summary>
    public int Sent;
    public int Received;

    /// <summary>Frames that nobody had acknowledged when a newer one took their place.</summary>
    public int Replaced;

    /// <summary>Times that a received frame was lost because both buffers were full.</summary>
    public int Overruns;

    /// <summary>Times that the controller went bus-off.</summary>
    public int BusOffs;

    /// <summary>Times that the controller had to be set up anew unasked: it had lost its configuration, or the bus was never idle.</summary>
    public int Restarts;

    /// <summary>Whether the bus may be complained about: something was acknowledged, or nobody did for 5 s after the start.</summary>
    public bool Settled;

    public void CopyFrom(CanHealth other)
    {
        State = other.State;
        TransmitErrors = other.TransmitErrors;
        ReceiveErrors = other.ReceiveErrors;
        Sent = other.Sent;
        Received = other.Received;
        Replaced = other.Replaced;
        Overruns = other.Overruns;
        BusOffs = other.BusOffs;
        Restarts = other.Restarts;
        Settled = other.Settled;
    }
}
