namespace Simulation.Bms;

/// <summary>How the serial line and the board's answering can be wrong. Changed at run time under the world's lock.</summary>
public sealed class JbdLinkFaults
{
    /// <summary>The board answers nothing.</summary>
    public bool Silent;

    /// <summary>The plug is out: nothing comes, and our side notices that the line has gone.</summary>
    public bool Pulled;

    /// <summary>Register 03 is not answered.</summary>
    public bool BasicInfoSilent;

    /// <summary>Register 04 is not answered.</summary>
    public bool CellsSilent;

    /// <summary>Half-duplex line: what we send comes back first.</summary>
    public bool Echo;

    /// <summary>Garbage, false frame starts included, stands before each reply and comes on the idle line.</summary>
    public bool Noise;

    /// <summary>The end of the reply before stands right in front of each reply.</summary>
    public bool Leftovers;

    /// <summary>Each n-th reply ends in its middle; 0 = none, 1 = every one.</summary>
    public int CutEvery;

    /// <summary>Each n-th reply has a wrong checksum; 0 = none, 1 = every one.</summary>
    public int SpoilEvery;

    /// <summary>Every reply has a wrong checksum in the first seconds of a charge, as when the charge current shifts the line's ground.</summary>
    public bool SpoilAtChargeStart;

    /// <summary>From the end of a request to the start of its reply.</summary>
    public int ReplyDelayMs = DefaultReplyDelayMs;

    /// <summary>So many requests go unanswered, as with a board that sleeps.</summary>
    public int IgnoreRequests;

    /// <summary>A plain UART's reply begins some 10..50 ms after the request.</summary>
    public const int DefaultReplyDelayMs = 20;
}
