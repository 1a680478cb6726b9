using System;
using ChargerFirmware.Can;
using ChargerFirmware.Core;

namespace ChargerFirmware.Charger.Tsm;

/// <summary>Thunderstruck TSM2500 / CH4100: command 18E54024, status 18EB2440 (29 bit), 8 bytes, little endian.</summary>
/// <remarks>
/// Doubts. The coding of the current, 3200 - 10 * A, is that of two public projects that ran real chargers; others send 3200 + 10 * A or 32000 + 10 * A. To be verified with a meter at the
/// first charge: a charger that reads it otherwise is asked for far too much, so begin with a small mode current. The charger's own time-out is some seconds, nowhere told exactly.
/// It refuses a restart that follows a stop at once: it hears the stop for 5 s before it is started.
/// </remarks>
public sealed class TsmProtocol : ChargerProtocol
{
    public const uint CommandId = 0x18E54024;
    public const uint AnswerId = 0x18EB2440;

    private const int FrameLength = 8;

    // 0.5..1 s are allowed; 950 ms ran real chargers.
    private const int CommandMs = 950;
    private const int RestartPauseMs = 5000;

    // Bits 1:0 of the control byte are 00 for start; all others are 1.
    private const int ControlStart = 0xFC;
    private const int ControlStop = 0xFD;

    /// <summary>No current is 3200 tenths, and the current counts down from there: more than 320 A has no room.</summary>
    private const int ZeroCurrent = 3200;
    private const int LedUnchanged = 0xFF;
    private const int Unused = 0xFF;
    private const int TemperatureOffset = 40;
    private const int DeciPerDegree = 10;

    // Pairs of bits in byte 0 of the status, by their place from the right.
    private const int CanErrorPair = 0;
    private const int HardwarePair = 2;
    private const int InputPair = 4;
    private const int TemperaturePair = 6;
    private const int NotApplicable = 3;
    private const int BatteryPair = 2;

    public TsmProtocol() : base(ChargerOptions.Tsm, CommandMs, ZeroCurrent)
    {
        StopBeforeStartMs = RestartPauseMs;
        ListenTo(AnswerId, CanFrame.MaxExtendedId, true);
    }

    public override bool Encode(ChargerRequest request, int part, CanFrame frame)
    {
        Begin(frame, CommandId, true, FrameLength);
        byte[] data = frame.Data;
        bool charges = Charges(request);
        data[0] = (byte)(charges ? ControlStart : ControlStop);
        Bytes.WriteUInt16LittleEndian(data, 1, VoltageSteps(request.MilliVolts));
        Bytes.WriteUInt16LittleEndian(data, 3, ZeroCurrent - (charges ? CurrentSteps(request.MilliAmps) : 0));
        data[5] = LedUnchanged;
        data[6] = Unused;
        data[7] = Unused;
        return true;
    }

    public override bool TryDecode(CanFrame frame, ChargerStatus status)
    {
        if (!Is(frame, AnswerId, true, FrameLength))
        {
            return false;
        }

        byte[] data = frame.Data;
        status.MilliVolts = Bytes.ReadUInt16LittleEndian(data, 2) * MilliPerStep;

        // The sign of the coding is in doubt (above), and a charger delivers in one direction only: the magnitude is right either way.
        status.MilliAmps = Math.Abs(ZeroCurrent - Bytes.ReadUInt16LittleEndian(data, 4)) * MilliPerStep;
        status.TempDeciC = (data[6] - TemperatureOffset) * DeciPerDegree;
        status.Flags = (IsSet(data[0], TemperaturePair) ? ChargerFlag.OverTemperature : 0)
            | (IsSet(data[0], InputPair) ? ChargerFlag.InputVoltage : 0)
            | (IsSet(data[0], HardwarePair) ? ChargerFlag.HardwareFault : 0)
            | (IsSet(data[0], CanErrorPair) ? ChargerFlag.CommTimeout : 0)
            | (IsSet(data[1], BatteryPair) ? ChargerFlag.NoBattery : 0);
        return true;
    }

    // 00 is off, 01 on, 11 not applicable (as in J1939); 10, which nobody describes, counts as on.
    private static bool IsSet(int bits, int pair)
    {
        int value = bits >> pair & NotApplicable;
        return value != 0 && value != NotApplicable;
    }
}
