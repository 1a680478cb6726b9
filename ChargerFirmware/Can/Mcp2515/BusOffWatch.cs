namespace ChargerFirmware.Can.Mcp2515;

/// <summary>Judges from one look at the error registers to the next whether the chip has been bus-off in between.</summary>
/// <remarks>
/// The chip comes back from bus-off by itself after 128 x 11 recessive bits (5.6 ms at 250 kbit/s), long before the next look 100 ms later, clears TXBO and
/// both counters and repeats the frame that put it there. ERRIF stays latched, but the same latch is set by warning, passive and overrun. What tells them apart:
/// 1. TXBO is set: it is bus-off now.
/// 2. TEC has fallen by more than the frames that were acknowledged. A frame takes 1 off; only the end of bus-off clears the counter (the ways out by a reset or
///    by configuration mode show in CANSTAT, which the driver checks before it asks here).
/// 3. ERRIF is set, EFLG is all clear now and was at the last look, and a frame of ours was on its way. EFLG clear twice means that nothing could hold the latch, so something
///    came and went within the interval. An overrun would still stand in EFLG. A warning of TEC that came and went leaves TEC at 96 minus the acknowledged frames or above.
///    A warning of REC needs about a hundred broken frames of others and then good ones, all within one interval, just while we send: that is taken for bus-off, to the quiet side.
/// Bus-off twice between two looks may leave EFLG at warning, which explains the latch; then rule 2 or a later look finds it, as the cycle goes on while the cause does.
/// The latch is not enabled as an interrupt: a data sheet sentence (7.7) allows a chip that holds it for as long as a warning lasts, and with nobody on the bus that is for ever.
/// </remarks>
public sealed class BusOffWatch
{
    private const int WarningLimit = 96;

    private int _transmitErrors;
    private bool _wasClear;

    /// <summary>The chip has been reset: counters and flags are at zero.</summary>
    public void Restart()
    {
        _transmitErrors = 0;
        _wasClear = true;
    }

    /// <summary>One look; true when the chip is or has been bus-off since the last one.</summary>
    /// <param name="errorFlags">EFLG.</param>
    /// <param name="latched">ERRIF, which is cleared after every look that found it.</param>
    /// <param name="transmitErrors">TEC.</param>
    /// <param name="acknowledged">Frames of ours that were acknowledged since the last look.</param>
    /// <param name="offered">Whether a frame of ours was on its way at any time since the last look.</param>
    public bool SawBusOff(int errorFlags, bool latched, int transmitErrors, int acknowledged, bool offered)
    {
        bool isClear = errorFlags == 0;
        bool counterCleared = _transmitErrors - transmitErrors > acknowledged;
        bool cameAndWent = latched && offered && isClear && _wasClear && transmitErrors + acknowledged < WarningLimit;
        _transmitErrors = transmitErrors;
        _wasClear = isClear;
        return (errorFlags & Mcp2515Registers.ErrorBusOff) != 0 || counterCleared || cameAndWent;
    }
}
