using System;
using ChargerFirmware.Can;

namespace Simulation.Can;

/// <summary>What became of one attempt to send a frame, as a tap on the bus sees it.</summary>
public sealed record BusFrame(ICanNode Sender, uint Id, bool Extended, bool Remote, byte[] Data, BusOutcome Outcome, long EndUs)
{
    /// <summary>In the form of SLCAN, for instance <c>T0000AAAA2150A</c>.</summary>
    public string Text => Slcan.Format(Id, Extended, Remote, Data);

    internal static BusFrame Of(ICanNode sender, CanFrame frame, BusOutcome outcome, long endUs)
    {
        byte[] data = frame.Remote ? new byte[frame.Length] : frame.Data.AsSpan(0, frame.Length).ToArray();
        return new BusFrame(sender, frame.Id, frame.Extended, frame.Remote, data, outcome, endUs);
    }
}
