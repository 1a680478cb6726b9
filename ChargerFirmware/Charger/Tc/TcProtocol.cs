using ChargerFirmware.Can;
using ChargerFirmware.Core;

namespace ChargerFirmware.Charger.Tc;

/// <summary>TC / Elcon chargers (TCCH, HK-J and many of the same make): a command and a status each second, 29-bit ids, 8 bytes, big endian, classic status flags.</summary>
/// <remarks>Control byte 0 means go: a buffer of zeros is a command to charge. A stop therefore always carries control 1 (elconchargers.com, Elcon-CAN-Commands).</remarks>
public sealed class TcProtocol : IChargerProtocol
{
    private const int FrameLength = 8;
    private const int ControlCharge = 0;
    private const int ControlStop = 1;

    /// <summary>Commands and status count in 0.1 V and 0.1 A.</summary>
    private const int MilliPerStep = 100;

    /// <summary>Bits 0..4 of the classic status byte are <see cref="ChargerFlag"/> in its order.</summary>
    private const int ClassicFlags = ChargerFlag.HardwareFault | ChargerFlag.OverTemperature | ChargerFlag.InputVoltage | ChargerFlag.NoBattery | ChargerFlag.CommTimeout;

    private readonly uint _commandId;

    public TcProtocol(int pair)
    {
        _commandId = TcPair.CommandId(pair);
        StatusId = TcPair.StatusId(pair);
    }

    // Kept: on the device every load of a literal allocates.
    public string Name { get; } = ChargerOptions.Tc;

    /// <summary>The charger stops after 5 s without a command.</summary>
    public int PeriodMs => 1000;

    public bool ReportsStatus => true;

    public bool HasSteps => false;

    public bool CarriesVoltage => true;

    public bool CanStop => true;

    public int StopMilliAmps => 0;

    public uint StatusId { get; }

    public int RoundDown(int limitMilliAmps)
    {
        return limitMilliAmps < MilliPerStep ? 0 : Steps(limitMilliAmps) * MilliPerStep;
    }

    public int RoundDownVoltage(int milliVolts)
    {
        return Steps(milliVolts) * MilliPerStep;
    }

    public void Encode(ChargerRequest request, CanFrame frame)
    {
        frame.Id = _commandId;
        frame.Extended = true;
        frame.Remote = false;
        frame.Length = FrameLength;
        byte[] data = frame.Data;
        int currentSteps = request.Charge ? Steps(request.MilliAmps) : 0;
        Bytes.WriteUInt16BigEndian(data, 0, Steps(request.MilliVolts));
        Bytes.WriteUInt16BigEndian(data, 2, currentSteps);
        data[4] = (byte)(currentSteps > 0 && request.MilliVolts != Unknown.Number ? ControlCharge : ControlStop);
        data[5] = 0;
        data[6] = 0;
        data[7] = 0;
    }

    public bool TryDecode(CanFrame frame, ChargerStatus status)
    {
        if (!frame.Extended || frame.Remote || frame.Id != StatusId || frame.Length != FrameLength)
        {
            return false;
        }

        status.MilliVolts = Bytes.ReadUInt16BigEndian(frame.Data, 0) * MilliPerStep;
        status.MilliAmps = Bytes.ReadUInt16BigEndian(frame.Data, 2) * MilliPerStep;
        status.Flags = frame.Data[4] & ClassicFlags;
        return true;
    }

    private static int Steps(int milli)
    {
        if (milli == Unknown.Number || milli < 0)
        {
            return 0;
        }

        int steps = milli / MilliPerStep;
        return steps > ushort.MaxValue ? ushort.MaxValue : steps;
    }
}
