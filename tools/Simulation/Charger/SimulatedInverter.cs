using ChargerFirmware.Can;
using Simulation.Battery;

namespace Simulation.Charger;

/// <summary>An inverter or solar charger that obeys a battery which tells its limits (Pylontech, Victron, SMA style): 351, 359 and 35C in, the keep-alive 305 out. Under the world's lock.</summary>
/// <remarks>Doubts: its time-out differs by brand from 3 s to 60 s; this one has the shortest, that of one maker's text. The bits of 359 and 35C are common knowledge, not a document's.</remarks>
public sealed class SimulatedInverter : CanCharger
{
    public const uint LimitsId = 0x351;
    public const uint ProtectionId = 0x359;
    public const uint RequestId = 0x35C;
    public const uint KeepAliveId = 0x305;
    public const int LimitsTimeoutMs = 3000;

    private const int KeepAlivePeriodMs = 1000;

    // 359, byte 0: over-voltage, hot, cold; byte 1: charge over-current, system error.
    private const int StopsChargeFirst = 1 << 1 | 1 << 3 | 1 << 4;
    private const int StopsChargeSecond = 1 << 0 | 1 << 3;
    private const int ChargeEnableBit = 0x80;

    private bool _isProtected;
    private bool _isForbidden;

    /// <param name="pack">What it charges; it connects itself.</param>
    /// <param name="bitsPerSecond">500 kbit/s as a rule.</param>
    /// <param name="faults">Shared with whoever switches them.</param>
    public SimulatedInverter(IPack pack, int bitsPerSecond = 500_000, ChargerFaults? faults = null)
        : base(pack, bitsPerSecond, LimitsTimeoutMs, KeepAlivePeriodMs, faults)
    {
    }

    // Until a battery has said so, charging is neither forbidden nor protected from: 351 alone is enough for many.
    protected override bool IsLocked => _isProtected || _isForbidden;

    protected override bool TryRead(CanFrame frame, out bool charge, out double milliVolts, out double milliAmps)
    {
        byte[] data = frame.Data;
        bool isLimits = !frame.Extended && frame.Id == LimitsId && frame.Length is 6 or 8;
        short deciAmps = (short)(data[2] | (data[3] << 8));
        charge = deciAmps > 0;
        milliVolts = (data[0] | (data[1] << 8)) * 100;
        milliAmps = deciAmps > 0 ? deciAmps * 100 : 0;
        if (!frame.Extended && frame.Id == ProtectionId && frame.Length == 7)
        {
            _isProtected = (data[0] & StopsChargeFirst) != 0 || (data[1] & StopsChargeSecond) != 0;
        }

        if (!frame.Extended && frame.Id == RequestId && frame.Length is 1 or 2)
        {
            _isForbidden = (data[0] & ChargeEnableBit) == 0;
        }

        return isLimits;
    }

    protected override void Tell(long nowMs)
    {
        Add(KeepAliveId, false, 8);
    }
}
