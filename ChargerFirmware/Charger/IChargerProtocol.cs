using ChargerFirmware.Can;

namespace ChargerFirmware.Charger;

/// <summary>A charger's language. Control thread only; saying and decoding allocate nothing. <see cref="ChargerProtocol"/> has what most of them share.</summary>
/// <remarks>A command has one part or several: each is a frame on the bus, or the output of a charger that is no node of a bus.</remarks>
public interface IChargerProtocol
{
    /// <summary>As in the setting charger.protocol.</summary>
    string Name { get; }

    /// <summary>Time between two commands.</summary>
    int PeriodMs { get; }

    /// <summary>Parts of one command. The last frame of a command is the one that waits when nobody acknowledges, so it carries the limits.</summary>
    int PartCount { get; }

    /// <summary>Whether commands and status go over the CAN bus.</summary>
    bool UsesBus { get; }

    /// <summary>Whether the charger answers, so that its silence can be noticed.</summary>
    bool ReportsStatus { get; }

    /// <summary>The answer is missing when there was none for so long.</summary>
    int SilentAfterMs { get; }

    /// <summary>Whether a command carries the charge voltage: the charger then does constant voltage by itself.</summary>
    bool CarriesVoltage { get; }

    /// <summary>Whether it knows a few levels only, so that a current cannot rise slowly.</summary>
    bool HasSteps { get; }

    /// <summary>Whether a stop on the wire is surely no current.</summary>
    bool CanStop { get; }

    /// <summary>Whether the receiver falls to no current by itself when commands stop.</summary>
    bool HasTimeout { get; }

    /// <summary>How long the charger must have heard a stop before it takes a start; 0 where it needs none.</summary>
    int StopBeforeStartMs { get; }

    /// <summary>The id of the status frames, for the controller's receive filter; 0 where there is none.</summary>
    uint StatusId { get; }

    /// <summary>The bits of <see cref="StatusId"/> that count: several status ids pass one filter.</summary>
    uint StatusMask { get; }

    /// <summary>Whether the status has 29-bit ids.</summary>
    bool StatusIsExtended { get; }

    /// <summary>The largest current, not above <paramref name="limitMilliAmps"/>, that a command can ask for; 0 when even the smallest is too much.</summary>
    int RoundDown(int limitMilliAmps);

    /// <summary>The largest voltage, not above the given one, that a command can ask for.</summary>
    int RoundDownVoltage(int milliVolts);

    /// <summary>What a stop on the wire may still mean: the current behind the protocol's lowest step; 0 where a stop is a stop.</summary>
    int StopMilliAmps { get; }

    /// <summary>What an output that is no bus is driven with, as <see cref="Ports.IDac"/> counts; <see cref="Core.Unknown.Number"/> where there is none.</summary>
    int OutputLevel { get; }

    /// <summary>Says one part of the command: hands its frame to the bus, or drives the output. False when that was not possible now; <paramref name="frame"/> is room to work in.</summary>
    bool TrySay(ChargerRequest request, int part, ICanBus can, CanFrame frame);

    /// <summary>Reads a status frame; true only for a well-formed one of this charger that tells its output, or at least its presence where it tells no more. Never sets the status's time.</summary>
    /// <remarks>Where several frames make up the status, the others set their fields and are false: they end no silence.</remarks>
    bool TryDecode(CanFrame frame, ChargerStatus status);

    /// <summary>The user wants the charger's own latched errors cleared.</summary>
    void ClearErrors();
}
