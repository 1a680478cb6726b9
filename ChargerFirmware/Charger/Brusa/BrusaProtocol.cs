using ChargerFirmware.Can;
using ChargerFirmware.Core;

namespace ChargerFirmware.Charger.Brusa;

/// <summary>Brusa NLG5 in its control mode "CAN": command 618 every 100 ms, status 610..614 (11 bit), big endian. The NLG6 has another layout and does not understand this.</summary>
/// <remarks>
/// Presence and output come from frame 611, flags from 610 and 614. The bits of those two stand in public tables of NLG5 signals (student projects that had Brusa's sheet); no frame of a real charger was to be had.
/// What another frame has told ages by the 611s since, as all come every 100 ms: a 610 that comes no more is missed as the charger itself would be. One that never came is not: that every charger sends it stands in signal tables only.
/// An error of the charger is latched until an edge of the clear bit. It is given when the user clears faults, and by itself for a CAN time-out alone, which is about us and not about the charger.
/// Ids can be shifted in the charger (brusa.ids): command and status are taken to shift together. Its time-out is of the class of 300 ms, nowhere told exactly.
/// </remarks>
public sealed class BrusaProtocol : ChargerProtocol
{
    private const int CommandOffset = 8;
    private const int CommandLength = 7;
    private const int CommandMs = 100;

    // Byte 0 of the command
    private const int Enable = 0x80;
    private const int ClearErrorLatch = 0x40;

    // Three edges: one may get lost, and more would only make a defective charger try on.
    private const int ClearEdges = 3;

    /// <summary>0..150.0 A.</summary>
    private const int MaxCurrentSteps = 1500;

    // 0x610..0x617: five status ids, and not the command at 0x618.
    private const uint FilterMask = 0x7F8;
    private const int StateFrame = 0;
    private const int ActualFrame = 1;
    private const int TemperatureFrame = 3;
    private const int ErrorFrame = 4;

    // Of 611, one in 100 ms.
    private const int OldAfterFrames = StatusSilentMs / CommandMs;
    private const int Never = -1;

    /// <summary>0.01 A.</summary>
    private const int MilliPerCurrentStep = 10;

    private readonly int _mainsSteps;
    private int _errors;
    private bool _hasError;
    private int _framesToClear;

    // Frames 611 since the frame of each kind; no more are counted than make it old.
    private int _sinceState = Never;
    private int _sinceErrors = Never;
    private int _sinceTemperature = Never;

    /// <param name="firstId">Of the status, a multiple of 16; the command is 8 above.</param>
    /// <param name="mainsMilliAmps">The most that it may draw from the mains.</param>
    public BrusaProtocol(int firstId, int mainsMilliAmps) : base(ChargerOptions.Brusa, CommandMs, MaxCurrentSteps)
    {
        _mainsSteps = mainsMilliAmps / MilliPerStep;
        ListenTo((uint)firstId, FilterMask, false);
    }

    public override bool Encode(ChargerRequest request, int part, CanFrame frame)
    {
        Begin(frame, StatusId + CommandOffset, false, CommandLength);
        byte[] data = frame.Data;
        bool charges = Charges(request);
        data[0] = (byte)((charges ? Enable : 0) | (ClearsNow() ? ClearErrorLatch : 0));
        Bytes.WriteUInt16BigEndian(data, 1, _mainsSteps);
        Bytes.WriteUInt16BigEndian(data, 3, VoltageSteps(request.MilliVolts));
        Bytes.WriteUInt16BigEndian(data, 5, charges ? CurrentSteps(request.MilliAmps) : 0);
        return true;
    }

    /// <summary>As every protocol; a command that the bus did not take carries no edge.</summary>
    public override bool TrySay(ChargerRequest request, int part, ICanBus can, CanFrame frame)
    {
        bool isSaid = base.TrySay(request, part, can, frame);
        if (isSaid && _framesToClear > 0)
        {
            _framesToClear--;
        }

        return isSaid;
    }

    public override bool TryDecode(CanFrame frame, ChargerStatus status)
    {
        if (frame.Extended || frame.Remote || (frame.Id & FilterMask) != StatusId)
        {
            return false;
        }

        byte[] data = frame.Data;
        switch ((int)(frame.Id - StatusId))
        {
            case StateFrame when frame.Length >= 1:
                _hasError = BrusaFlags.HasError(data[0]);
                _sinceState = 0;
                break;
            case ErrorFrame when frame.Length >= 4:
                _errors = (int)Bytes.ReadUInt32BigEndian(data, 0);
                _sinceErrors = 0;
                break;
            case TemperatureFrame when frame.Length >= 2:
                status.TempDeciC = Bytes.ReadInt16BigEndian(data, 0);
                _sinceTemperature = 0;
                return false;
            case ActualFrame when frame.Length == CanFrame.MaxLength:
                return TakeActual(data, status);
            default:
                return false;
        }

        status.Flags = BrusaFlags.Of(_hasError, _errors);
        if (status.Flags == ChargerFlag.CommTimeout && _framesToClear == 0)
        {
            ClearErrors();
        }

        return false;
    }

    /// <summary>The next commands carry the edges.</summary>
    public override void ClearErrors()
    {
        _framesToClear = 2 * ClearEdges;
    }

    private bool TakeActual(byte[] data, ChargerStatus status)
    {
        Age(status);
        if (_sinceState == OldAfterFrames)
        {
            return false;
        }

        status.MilliVolts = Bytes.ReadUInt16BigEndian(data, 4) * MilliPerStep;
        status.MilliAmps = Bytes.ReadUInt16BigEndian(data, 6) * MilliPerCurrentStep;
        return true;
    }

    private void Age(ChargerStatus status)
    {
        _sinceState = Older(_sinceState);
        _sinceErrors = Older(_sinceErrors);
        _sinceTemperature = Older(_sinceTemperature);
        if (_sinceTemperature == OldAfterFrames)
        {
            status.TempDeciC = Unknown.Number;
        }

        // Which error it was is not known any more; whether there is one, 610 tells.
        if (_sinceErrors == OldAfterFrames && _errors != 0)
        {
            _errors = 0;
            status.Flags = BrusaFlags.Of(_hasError, _errors);
        }
    }

    private static int Older(int frames)
    {
        return frames == Never || frames == OldAfterFrames ? frames : frames + 1;
    }

    // Set in one command, not set in the next.
    private bool ClearsNow()
    {
        return _framesToClear > 0 && _framesToClear % 2 == 0;
    }
}
