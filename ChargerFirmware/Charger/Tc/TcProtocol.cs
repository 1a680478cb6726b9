using ChargerFirmware.Can;
using ChargerFirmware.Core;

namespace ChargerFirmware.Charger.Tc;

/// <summary>TC / Elcon chargers (TCCH, HK-J and many of the same make): a command and a status each second, 29-bit ids, 8 bytes, big endian.</summary>
/// <remarks>Control byte 0 means go: a buffer of zeros is a command to charge. A stop therefore always carries control 1 (elconchargers.com, Elcon-CAN-Commands).</remarks>
public sealed class TcProtocol : ChargerProtocol
{
    private const int FrameLength = 8;
    private const int ControlCharge = 0;
    private const int ControlStop = 1;

    // The charger stops after 5 s without a command.
    private const int CommandMs = 1000;

    private readonly uint _commandId;
    private readonly bool _isNewer;

    /// <param name="pair">A value of <see cref="TcPair"/>.</param>
    /// <param name="isNewer">The charger's status has the flags of the newer version. The two cannot be told apart on the wire.</param>
    public TcProtocol(int pair, bool isNewer = false) : base(ChargerOptions.Tc, CommandMs)
    {
        _commandId = TcPair.CommandId(pair);
        _isNewer = isNewer;
        ListenTo(TcPair.StatusId(pair), CanFrame.MaxExtendedId, true);
    }

    public override bool Encode(ChargerRequest request, int part, CanFrame frame)
    {
        Begin(frame, _commandId, true, FrameLength);
        byte[] data = frame.Data;
        bool charges = Charges(request);
        Bytes.WriteUInt16BigEndian(data, 0, VoltageSteps(request.MilliVolts));
        Bytes.WriteUInt16BigEndian(data, 2, charges ? CurrentSteps(request.MilliAmps) : 0);
        data[4] = (byte)(charges ? ControlCharge : ControlStop);
        data[5] = 0;
        data[6] = 0;
        data[7] = 0;
        return true;
    }

    public override bool TryDecode(CanFrame frame, ChargerStatus status)
    {
        if (!Is(frame, StatusId, true, FrameLength))
        {
            return false;
        }

        byte[] data = frame.Data;
        status.MilliVolts = Bytes.ReadUInt16BigEndian(data, 0) * MilliPerStep;
        status.MilliAmps = Bytes.ReadUInt16BigEndian(data, 2) * MilliPerStep;
        status.Flags = _isNewer ? TcFlags.OfNewer(data[4], data[5]) : TcFlags.OfClassic(data[4]);
        status.TempDeciC = _isNewer ? TcFlags.TempDeciC(data[7]) : Unknown.Number;
        return true;
    }
}
