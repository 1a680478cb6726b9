using ChargerFirmware.Can;
using ChargerFirmware.Core;

namespace ChargerFirmware.Charger;

/// <summary>What the protocols have in common: their facts, which a constructor sets, and the tenths of volts and amperes that nearly all of them count in.</summary>
public abstract class ChargerProtocol : IChargerProtocol
{
    /// <summary>A charger that tells its output once a second is missed after this: 3 s are promised until the stop is on the bus, less two ticks and one frame.</summary>
    public const int StatusSilentMs = 2700;

    /// <summary>0.1 V and 0.1 A.</summary>
    protected const int MilliPerStep = 100;

    private readonly int _maxCurrentSteps;

    /// <param name="name">Kept: on the device every load of a literal allocates.</param>
    /// <param name="periodMs">Time between two commands.</param>
    /// <param name="maxCurrentSteps">The largest current that a command has room for.</param>
    protected ChargerProtocol(string name, int periodMs, int maxCurrentSteps = ushort.MaxValue)
    {
        Name = name;
        PeriodMs = periodMs;
        _maxCurrentSteps = maxCurrentSteps;
    }

    public string Name { get; }

    public int PeriodMs { get; }

    public int PartCount { get; protected set; } = 1;

    public bool UsesBus { get; protected set; } = true;

    public bool ReportsStatus { get; protected set; }

    public int SilentAfterMs { get; protected set; } = StatusSilentMs;

    public bool CarriesVoltage { get; protected set; } = true;

    public bool HasSteps { get; protected set; }

    public bool CanStop { get; protected set; } = true;

    public bool HasTimeout { get; protected set; } = true;

    public int StopBeforeStartMs { get; protected set; }

    public uint StatusId { get; private set; }

    public uint StatusMask { get; private set; }

    public bool StatusIsExtended { get; private set; }

    public int StopMilliAmps { get; protected set; }

    public virtual int OutputLevel => Unknown.Number;

    public virtual int RoundDown(int limitMilliAmps)
    {
        return CurrentSteps(limitMilliAmps) * MilliPerStep;
    }

    public virtual int RoundDownVoltage(int milliVolts)
    {
        return VoltageSteps(milliVolts) * MilliPerStep;
    }

    public virtual bool TrySay(ChargerRequest request, int part, ICanBus can, CanFrame frame)
    {
        return !Encode(request, part, frame) || can.TrySend(frame);
    }

    /// <summary>Writes a part of the command, all of its bytes; false when this part has nothing to say now.</summary>
    public abstract bool Encode(ChargerRequest request, int part, CanFrame frame);

    public virtual bool TryDecode(CanFrame frame, ChargerStatus status)
    {
        return false;
    }

    public virtual void ClearErrors()
    {
    }

    /// <summary>The charger answers with these ids.</summary>
    protected void ListenTo(uint id, uint mask, bool extended)
    {
        ReportsStatus = true;
        StatusId = id;
        StatusMask = mask;
        StatusIsExtended = extended;
    }

    /// <summary>Whether the request may become a current on the wire: with an unknown voltage it may not, and where the current rounds to nothing it is a stop.</summary>
    protected bool Charges(ChargerRequest request)
    {
        return request.Charge && VoltageSteps(request.MilliVolts) > 0 && CurrentSteps(request.MilliAmps) > 0;
    }

    /// <summary>The current in tenths, rounded down and within the command's room.</summary>
    protected int CurrentSteps(int milliAmps)
    {
        int steps = Steps(milliAmps);
        return steps > _maxCurrentSteps ? _maxCurrentSteps : steps;
    }

    /// <summary>The voltage in tenths, rounded down; 0 while it is not known.</summary>
    protected static int VoltageSteps(int milliVolts)
    {
        int steps = Steps(milliVolts);
        return steps > ushort.MaxValue ? ushort.MaxValue : steps;
    }

    /// <summary>The head of a frame; its data bytes are the caller's, every one.</summary>
    protected static void Begin(CanFrame frame, uint id, bool extended, int length)
    {
        frame.Id = id;
        frame.Extended = extended;
        frame.Remote = false;
        frame.Length = length;
    }

    /// <summary>Whether a frame is a data frame of this kind, id and length.</summary>
    protected static bool Is(CanFrame frame, uint id, bool extended, int length)
    {
        return frame.Id == id && frame.Extended == extended && !frame.Remote && frame.Length == length;
    }

    private static int Steps(int milli)
    {
        return milli < MilliPerStep ? 0 : milli / MilliPerStep;
    }
}
