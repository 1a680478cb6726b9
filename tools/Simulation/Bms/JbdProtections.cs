using System.Numerics;
using ChargerFirmware.Bms;

namespace Simulation.Bms;

/// <summary>The protection bits of a JBD board: each with its delay, its release and its counter. What is forced from outside comes on top.</summary>
public sealed class JbdProtections(JbdLimits limits)
{
    private const int StopsCharge = Protection.CellOverVoltage | Protection.PackOverVoltage | Protection.ChargeOverTemperature | Protection.ChargeUnderTemperature
        | Protection.ChargeOverCurrent | Protection.ShortCircuit | Protection.FrontEndError | Protection.ChargeFetBroken;

    private const int StopsDischarge = Protection.CellUnderVoltage | Protection.PackUnderVoltage | Protection.DischargeOverTemperature | Protection.DischargeUnderTemperature
        | Protection.DischargeOverCurrent | Protection.ShortCircuit | Protection.FrontEndError | Protection.DischargeFetBroken;

    // Register 0xAA tells the protections in this order; its twelfth word counts restarts.
    private static readonly int[] CounterOrder =
    [
        Protection.ShortCircuit, Protection.ChargeOverCurrent, Protection.DischargeOverCurrent, Protection.CellOverVoltage, Protection.CellUnderVoltage, Protection.ChargeOverTemperature,
        Protection.ChargeUnderTemperature, Protection.DischargeOverTemperature, Protection.DischargeUnderTemperature, Protection.PackOverVoltage, Protection.PackUnderVoltage,
    ];

    private readonly int[] _lastingMs = new int[32];
    private readonly int[] _counts = new int[32];
    private int _measured;
    private int _told;

    /// <summary>Bits that a misbehaviour holds set.</summary>
    public int Forced { get; set; }

    /// <summary>All bits as register 03 tells them, without the software lock.</summary>
    public int Bits => _measured | Forced;

    public bool ChargeAllowed => (Bits & StopsCharge) == 0;

    public bool DischargeAllowed => (Bits & StopsDischarge) == 0;

    /// <summary>Events of the protection at that place of register 0xAA, 0..10.</summary>
    public int CountAt(int place)
    {
        return _counts[BitOperations.TrailingZeroCount(CounterOrder[place])];
    }

    /// <summary>One look at the pack, every <paramref name="elapsedMs"/>.</summary>
    public void Update(JbdReadings now, int elapsedMs)
    {
        int cells = now.CellCount;
        Watch(Protection.CellOverVoltage, now.HighestMilliVolts >= limits.CellOverMilliVolts, now.HighestMilliVolts <= limits.CellOverReleaseMilliVolts, limits.DelayMs, limits.DelayMs, elapsedMs);
        Watch(Protection.CellUnderVoltage, now.LowestMilliVolts <= limits.CellUnderMilliVolts, now.LowestMilliVolts >= limits.CellUnderReleaseMilliVolts, limits.DelayMs, limits.DelayMs, elapsedMs);
        Watch(Protection.PackOverVoltage, now.PackMilliVolts >= limits.CellOverMilliVolts * cells, now.PackMilliVolts <= limits.CellOverReleaseMilliVolts * cells, limits.DelayMs, limits.DelayMs, elapsedMs);
        Watch(Protection.PackUnderVoltage, now.PackMilliVolts <= limits.CellUnderMilliVolts * cells, now.PackMilliVolts >= limits.CellUnderReleaseMilliVolts * cells, limits.DelayMs, limits.DelayMs, elapsedMs);
        Watch(Protection.ChargeOverCurrent, now.MilliAmps >= limits.ChargeOverMilliAmps, now.MilliAmps < limits.ChargeOverMilliAmps, limits.CurrentDelayMs, limits.CurrentReleaseMs, elapsedMs);
        Watch(Protection.DischargeOverCurrent, -now.MilliAmps >= limits.DischargeOverMilliAmps, -now.MilliAmps < limits.DischargeOverMilliAmps, limits.CurrentDelayMs, limits.CurrentReleaseMs, elapsedMs);
        if (now.HasSensor)
        {
            Watch(Protection.ChargeOverTemperature, now.WarmestCelsius >= limits.ChargeHotCelsius, now.WarmestCelsius <= limits.ChargeHotReleaseCelsius, limits.DelayMs, limits.DelayMs, elapsedMs);
            Watch(Protection.ChargeUnderTemperature, now.ColdestCelsius <= limits.ChargeColdCelsius, now.ColdestCelsius >= limits.ChargeColdReleaseCelsius, limits.DelayMs, limits.DelayMs, elapsedMs);
            Watch(Protection.DischargeOverTemperature, now.WarmestCelsius >= limits.DischargeHotCelsius, now.WarmestCelsius <= limits.DischargeHotReleaseCelsius, limits.DelayMs, limits.DelayMs, elapsedMs);
            Watch(Protection.DischargeUnderTemperature, now.ColdestCelsius <= limits.DischargeColdCelsius, now.ColdestCelsius >= limits.DischargeColdReleaseCelsius, limits.DelayMs, limits.DelayMs, elapsedMs);
        }

        CountNewOnes();
    }

    // Sets the bit when the condition has lasted, and clears it when the release has.
    private void Watch(int bit, bool trips, bool releases, int delayMs, int releaseMs, int elapsedMs)
    {
        int slot = BitOperations.TrailingZeroCount(bit);
        bool isSet = (_measured & bit) != 0;
        bool towards = isSet ? releases : trips;
        _lastingMs[slot] = towards ? _lastingMs[slot] + elapsedMs : 0;
        if (towards && _lastingMs[slot] >= (isSet ? releaseMs : delayMs))
        {
            _measured ^= bit;
            _lastingMs[slot] = 0;
        }
    }

    private void CountNewOnes()
    {
        int fresh = Bits & ~_told;
        for (int slot = 0; slot < _counts.Length; slot++)
        {
            _counts[slot] += fresh >> slot & 1;
        }

        _told = Bits;
    }
}
