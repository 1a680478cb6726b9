using ChargerFirmware.Can;
using ChargerFirmware.Core;

namespace ChargerFirmware.Charger.Pylontech;

/// <summary>The battery tells its limits and an inverter or charger obeys (Pylontech, Victron, SMA and their likes): six frames once a second, 11 bit, little endian.</summary>
/// <remarks>
/// A stop is a charge limit of 0 with the charge-enable bit cleared. The charge voltage stays the last one that nothing spoke against: an inverter takes a lower one for an order to drain the pack down to it.
/// A frame with a value that is not known is left out, for these frames have no way to say so; the flags always go out, and the limits as soon as a charge voltage has been known: 0 V would be an order to drain. Discharge is not what this firmware judges:
/// its limit is what the owner sets (0 as it comes), withdrawn as soon as anything speaks against it. The bits of 359 and 35C are general knowledge, confirmed by captured frames only where those were 0 or enabled.
/// The answer, 305 or 307, carries nothing but presence.
/// </remarks>
public sealed class PylontechProtocol : ChargerProtocol
{
    // Flags first, so that a stop is told by the first frame; the limits last, so that they wait where nobody acknowledges.
    private const int FlagsPart = 0;
    private const int AlarmsPart = 1;
    private const int ChargePart = 2;
    private const int MeasuredPart = 3;
    private const int NamePart = 4;
    private const int Parts = 6;

    private const uint LimitsId = 0x351;
    private const uint ChargeId = 0x355;
    private const uint MeasuredId = 0x356;
    private const uint AlarmsId = 0x359;
    private const uint FlagsId = 0x35C;
    private const uint NameId = 0x35E;

    // 305 (most) and 307 (Victron) differ in bit 1.
    private const uint AnswerId = 0x305;
    private const uint AnswerMask = 0x7FD;

    private const int BroadcastMs = 1000;

    // The answer comes about once a second, from a computer that has other things to do: five of them.
    private const int AnswerSilentMs = 5000;

    private const int MayCharge = 0x80;
    private const int MayDischarge = 0x40;
    private const int PermillePerPercent = 10;
    private const int MilliVoltsPerStep = 10;
    private const int OnePack = 1;

    // Inverters look for this name before they believe the rest.
    private static readonly byte[] Maker = { 0x50, 0x59, 0x4C, 0x4F, 0x4E, 0x20, 0x20, 0x20 };

    private readonly int _dischargeMilliAmps;

    // Limits that were told once have to be taken back, whatever is known by then.
    private int _toldMilliVolts = Unknown.Number;

    /// <param name="answers">The inverter answers, and its silence is a fault. Some never do.</param>
    /// <param name="dischargeMilliAmps">What the owner lets it take out of the pack.</param>
    public PylontechProtocol(bool answers, int dischargeMilliAmps) : base(ChargerOptions.Pylontech, BroadcastMs, short.MaxValue)
    {
        PartCount = Parts;
        SilentAfterMs = AnswerSilentMs;
        _dischargeMilliAmps = dischargeMilliAmps;
        if (answers)
        {
            ListenTo(AnswerId, AnswerMask, false);
        }
    }

    public override bool Encode(ChargerRequest request, int part, CanFrame frame)
    {
        byte[] data = frame.Data;
        switch (part)
        {
            case FlagsPart:
                Begin(frame, FlagsId, false, 2);
                data[0] = (byte)((Charges(request) ? MayCharge : 0) | (DischargeSteps(request) > 0 ? MayDischarge : 0));
                data[1] = 0;
                return true;
            case AlarmsPart:
                WriteAlarms(request, frame);
                return true;
            case ChargePart:
                return WriteCharge(request, frame);
            case MeasuredPart:
                return WriteMeasured(request, frame);
            case NamePart:
                Begin(frame, NameId, false, Maker.Length);
                System.Array.Copy(Maker, data, Maker.Length);
                return true;
            default:
                return WriteLimits(request, frame);
        }
    }

    public override bool TryDecode(CanFrame frame, ChargerStatus status)
    {
        return ReportsStatus && !frame.Extended && !frame.Remote && (frame.Id & AnswerMask) == AnswerId;
    }

    private bool WriteLimits(ChargerRequest request, CanFrame frame)
    {
        int milliVolts = !request.Charge && request.HeldMilliVolts != Unknown.Number ? request.HeldMilliVolts : request.MilliVolts;
        _toldMilliVolts = milliVolts == Unknown.Number ? _toldMilliVolts : milliVolts;
        if (_toldMilliVolts == Unknown.Number)
        {
            return false;
        }

        Begin(frame, LimitsId, false, 8);
        byte[] data = frame.Data;
        Bytes.WriteUInt16LittleEndian(data, 0, VoltageSteps(_toldMilliVolts));
        Bytes.WriteUInt16LittleEndian(data, 2, Charges(request) ? CurrentSteps(request.MilliAmps) : 0);
        Bytes.WriteUInt16LittleEndian(data, 4, DischargeSteps(request));
        Bytes.WriteUInt16LittleEndian(data, 6, VoltageSteps(request.EmptyMilliVolts));
        return true;
    }

    private static void WriteAlarms(ChargerRequest request, CanFrame frame)
    {
        Begin(frame, AlarmsId, false, 7);
        byte[] data = frame.Data;
        Bytes.WriteUInt16LittleEndian(data, 0, request.Alarms);

        // The BMS protects or does not: it gives no warnings ahead.
        Bytes.WriteUInt16LittleEndian(data, 2, 0);
        data[4] = OnePack;
        data[5] = Maker[0];
        data[6] = Maker[4];
    }

    private static bool WriteCharge(ChargerRequest request, CanFrame frame)
    {
        if (request.SocPermille == Unknown.Number || request.HealthPermille == Unknown.Number)
        {
            return false;
        }

        Begin(frame, ChargeId, false, 4);
        Bytes.WriteUInt16LittleEndian(frame.Data, 0, request.SocPermille / PermillePerPercent);
        Bytes.WriteUInt16LittleEndian(frame.Data, 2, request.HealthPermille / PermillePerPercent);
        return true;
    }

    private static bool WriteMeasured(ChargerRequest request, CanFrame frame)
    {
        if (request.PackMilliVolts == Unknown.Number || request.PackMilliAmps == Unknown.Number || request.WarmestDeciC == Unknown.Number)
        {
            return false;
        }

        Begin(frame, MeasuredId, false, 6);
        Bytes.WriteUInt16LittleEndian(frame.Data, 0, Clamp(request.PackMilliVolts / MilliVoltsPerStep));
        Bytes.WriteUInt16LittleEndian(frame.Data, 2, Clamp(request.PackMilliAmps / MilliPerStep));
        Bytes.WriteUInt16LittleEndian(frame.Data, 4, Clamp(request.WarmestDeciC));
        return true;
    }

    private int DischargeSteps(ChargerRequest request)
    {
        return request.MayDischarge ? CurrentSteps(_dischargeMilliAmps) : 0;
    }

    private static int Clamp(int value)
    {
        return value < short.MinValue ? short.MinValue : value > short.MaxValue ? short.MaxValue : value;
    }
}
