using ChargerFirmware.Can;
using ChargerFirmware.Core;

namespace ChargerFirmware.Charger.Magnes;

/// <summary>The original charger's frame: id 0000AAAA (29 bit), 6 bytes, no answer. The receiver turns the mode byte into one of three output voltages.</summary>
/// <remarks>
/// The receiver obeys byte 5 alone: 32 hex drives 0 V, 64 and 96 hex its two levels, anything else keeps its last output, and it has no time-out
/// (the original's folder canwithdac). So a stop is byte 32, and byte 32 must be no charge unless the owner says otherwise (magnes.slowMilliAmps).
/// </remarks>
public sealed class MagnesProtocol : ChargerProtocol
{
    public const uint CommandId = 0x0000AAAA;
    public const int ModeSlow = 0x32;
    public const int ModeMedium = 0x64;
    public const int ModeFast = 0x96;

    public const int CommandLength = 6;

    /// <summary>Byte 4 is whole degrees + 40.</summary>
    private const int TemperatureOffset = 40;

    private readonly int _slowMilliAmps;
    private readonly int _mediumMilliAmps;
    private readonly int _fastMilliAmps;

    /// <param name="slowMilliAmps">What the installation charges with at byte 32; 0 where that is no charge.</param>
    /// <param name="mediumMilliAmps">What byte 64 stands for; 0 when it must not be used.</param>
    /// <param name="fastMilliAmps">What byte 96 stands for; 0 when it must not be used.</param>
    /// <param name="periodMs">Time between two frames.</param>
    public MagnesProtocol(int slowMilliAmps, int mediumMilliAmps, int fastMilliAmps, int periodMs) : base(ChargerOptions.Magnes, periodMs)
    {
        _slowMilliAmps = slowMilliAmps;
        _mediumMilliAmps = mediumMilliAmps;
        _fastMilliAmps = fastMilliAmps;
        CarriesVoltage = false;
        HasSteps = true;
        HasTimeout = false;
        CanStop = slowMilliAmps == 0;
        StopMilliAmps = slowMilliAmps;
    }

    public override int RoundDown(int limitMilliAmps)
    {
        switch (ModeFor(limitMilliAmps, false))
        {
            case ModeFast:
                return _fastMilliAmps;
            case ModeMedium:
                return _mediumMilliAmps;
            default:
                return limitMilliAmps >= _slowMilliAmps ? _slowMilliAmps : 0;
        }
    }

    public override int RoundDownVoltage(int milliVolts)
    {
        return milliVolts;
    }

    public override bool Encode(ChargerRequest request, int part, CanFrame frame)
    {
        Begin(frame, CommandId, true, CommandLength);
        byte[] data = frame.Data;
        bool packKnown = request.PackMilliVolts != Unknown.Number && request.PackMilliAmps != Unknown.Number;
        Bytes.WriteUInt16BigEndian(data, 0, Tens(request.PackMilliVolts, 0, ushort.MaxValue));
        Bytes.WriteUInt16BigEndian(data, 2, Tens(request.PackMilliAmps, short.MinValue, short.MaxValue));
        data[4] = (byte)Temperature(request.WarmestDeciC);
        data[5] = (byte)(request.Charge && packKnown ? ModeFor(request.MilliAmps, request.IsWarm) : ModeSlow);
        return true;
    }

    private int ModeFor(int limitMilliAmps, bool isWarm)
    {
        if (!isWarm && _fastMilliAmps > 0 && limitMilliAmps >= _fastMilliAmps)
        {
            return ModeFast;
        }

        return _mediumMilliAmps > 0 && limitMilliAmps >= _mediumMilliAmps ? ModeMedium : ModeSlow;
    }

    private static int Tens(int milli, int minTens, int maxTens)
    {
        if (milli == Unknown.Number)
        {
            return 0;
        }

        int tens = milli / 10;
        return tens < minTens ? minTens : tens > maxTens ? maxTens : tens;
    }

    private static int Temperature(int deciC)
    {
        if (deciC == Unknown.Number)
        {
            return 0;
        }

        int wholeDegrees = deciC >= 0 ? deciC / 10 : -((9 - deciC) / 10);
        int raw = wholeDegrees + TemperatureOffset;
        return raw < 0 ? 0 : raw > byte.MaxValue ? byte.MaxValue : raw;
    }
}
