using ChargerFirmware.Can;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Charger.Analog;

/// <summary>A charger that is steered by a voltage of 0..10 V: one of three levels of the converter by the current that is allowed, 0 at every stop. No bus, no answer, no charge voltage.</summary>
/// <remarks>
/// The output keeps its level when the firmware hangs: what ends such a charge is the hold-off circuit on the charge-enable line and the restart, which drives 0 (ARCHITECTURE.md, section 10).
/// A level of 0, or a current of 0 behind it, makes a step that is never used: it would look like a charge and give none.
/// </remarks>
public sealed class AnalogProtocol : ChargerProtocol
{
    // Written again so often: a converter that has lost its value is not wrong for longer.
    private const int RepeatMs = 500;

    private readonly ChargerOptions _options;
    private readonly IDac _dac;
    private int _level;

    /// <param name="options">Currents of the modes and the levels that stand for them; not changed afterwards.</param>
    /// <param name="dac">Null where the board has none: nothing is ever driven then, and never a charge asked for.</param>
    public AnalogProtocol(ChargerOptions options, IDac dac) : base(ChargerOptions.Analog, RepeatMs)
    {
        _options = options;
        _dac = dac;
        UsesBus = false;
        CarriesVoltage = false;
        HasSteps = true;
        HasTimeout = false;
    }

    /// <summary>What was last written; unknown without a converter.</summary>
    public override int OutputLevel => _dac == null ? Unknown.Number : _level;

    public override int RoundDown(int limitMilliAmps)
    {
        switch (StepFor(limitMilliAmps, false))
        {
            case AnalogLevels.Fast:
                return _options.FastMilliAmps;
            case AnalogLevels.Medium:
                return _options.MediumMilliAmps;
            case AnalogLevels.Slow:
                return _options.SlowMilliAmps;
            default:
                return 0;
        }
    }

    public override int RoundDownVoltage(int milliVolts)
    {
        return milliVolts;
    }

    public override bool TrySay(ChargerRequest request, int part, ICanBus can, CanFrame frame)
    {
        if (_dac != null)
        {
            _level = request.Charge ? AnalogLevels.Of(_options, StepFor(request.MilliAmps, request.IsWarm)) : 0;
            _dac.Write(_level);
        }

        return true;
    }

    /// <summary>There is no frame.</summary>
    public override bool Encode(ChargerRequest request, int part, CanFrame frame)
    {
        return false;
    }

    private int StepFor(int limitMilliAmps, bool isWarm)
    {
        if (_dac == null)
        {
            return AnalogLevels.Off;
        }

        for (int step = isWarm ? AnalogLevels.Medium : AnalogLevels.Fast; step > AnalogLevels.Off; step--)
        {
            int milliAmps = step == AnalogLevels.Fast ? _options.FastMilliAmps : step == AnalogLevels.Medium ? _options.MediumMilliAmps : _options.SlowMilliAmps;
            if (milliAmps > 0 && limitMilliAmps >= milliAmps && AnalogLevels.Of(_options, step) > 0)
            {
                return step;
            }
        }

        return AnalogLevels.Off;
    }
}
