namespace ChargerFirmware.Bms;

/// <summary>What happened on the BMS line since the start.</summary>
public sealed class BmsCounters
{
    /// <summary>Requests sent, repeats included.</summary>
    public int Requests;

    /// <summary>Replies that were complete, right and asked for.</summary>
    public int Good;

    /// <summary>Beginnings of frames dropped for checksum, end byte, length or silence, and replies whose data makes no sense. A damaged frame with DD in its data counts more than once.</summary>
    public int Bad;

    /// <summary>Whole frames that were not asked for (an echo, another register).</summary>
    public int Unexpected;

    /// <summary>Replies that carried an error status.</summary>
    public int Refused;

    /// <summary>Requests that were not answered in time.</summary>
    public int Late;

    /// <summary>Bytes that belong to no reply: noise, echoes, damaged frames, what was still there before a request.</summary>
    public int SkippedBytes;

    public void CopyFrom(BmsCounters other)
    {
        Requests = other.Requests;
        Good = other.Good;
        Bad = other.Bad;
        Unexpected = other.Unexpected;
        Refused = other.Refused;
        Late = other.Late;
        SkippedBytes = other.SkippedBytes;
    }
}
