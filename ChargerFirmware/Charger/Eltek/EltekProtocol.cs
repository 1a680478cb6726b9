using ChargerFirmware.Can;
using ChargerFirmware.Core;

namespace ChargerFirmware.Charger.Eltek;

/// <summary>Eltek EV Powercharger (IP20, IP67): command 2FF (11 bit), 7 bytes, little endian, as the charger comes.</summary>
/// <remarks>
/// Doubts. Its status begins with 305, but the layout was not to be had: a frame of that id tells that the charger is there and nothing else, so a stop is confirmed by acknowledges and presence.
/// Its time-out is about 10 s. Byte order, ids and rate can be set in the charger; only its own defaults are spoken here. Source: openinverter.org, Eltek_chargers.
/// </remarks>
public sealed class EltekProtocol : ChargerProtocol
{
    public const uint CommandId = 0x2FF;
    public const uint AnswerId = 0x305;

    private const int CommandLength = 7;

    // Every 0.8..1 s.
    private const int CommandMs = 900;
    private const int Enable = 1;

    /// <summary>0.1 %: the current is the limit, the power is not.</summary>
    private const int FullPower = 1000;

    public EltekProtocol() : base(ChargerOptions.Eltek, CommandMs)
    {
        ListenTo(AnswerId, CanFrame.MaxStandardId, false);
    }

    public override bool Encode(ChargerRequest request, int part, CanFrame frame)
    {
        Begin(frame, CommandId, false, CommandLength);
        byte[] data = frame.Data;
        bool charges = Charges(request);
        data[0] = (byte)(charges ? Enable : 0);
        Bytes.WriteUInt16LittleEndian(data, 1, FullPower);
        Bytes.WriteUInt16LittleEndian(data, 3, VoltageSteps(request.MilliVolts));
        Bytes.WriteUInt16LittleEndian(data, 5, charges ? CurrentSteps(request.MilliAmps) : 0);
        return true;
    }

    public override bool TryDecode(CanFrame frame, ChargerStatus status)
    {
        return frame.Id == AnswerId && !frame.Extended && !frame.Remote;
    }
}
