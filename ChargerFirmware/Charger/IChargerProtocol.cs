using ChargerFirmware.Can;

namespace ChargerFirmware.Charger;

/// <summary>A charger's language on the CAN bus. Control thread only; encoding and decoding allocate nothing.</summary>
public interface IChargerProtocol
{
    /// <summary>As in the setting charger.protocol.</summary>
    string Name { get; }

    /// <summary>Time between two commands.</summary>
    int PeriodMs { get; }

    /// <summary>Whether the charger answers, so that its silence can be noticed.</summary>
    bool ReportsStatus { get; }

    /// <summary>Whether a command carries the charge voltage: the charger then does constant voltage by itself.</summary>
    bool CarriesVoltage { get; }

    /// <summary>Whether it knows a few levels only, so that a current cannot rise slowly.</summary>
    bool HasSteps { get; }

    /// <summary>Whether a stop on the wire is surely no current.</summary>
    bool CanStop { get; }

    /// <summary>The 29-bit id of the status frames, for the controller's receive filter; 0 where there is none.</summary>
    uint StatusId { get; }

    /// <summary>The largest current, not above <paramref name="limitMilliAmps"/>, that a command can ask for; 0 when even the smallest is too much.</summary>
    int RoundDown(int limitMilliAmps);

    /// <summary>The largest voltage, not above the given one, that a command can ask for.</summary>
    int RoundDownVoltage(int milliVolts);

    /// <summary>What a stop on the wire may still mean: the current behind the protocol's lowest step; 0 where a stop is a stop.</summary>
    int StopMilliAmps { get; }

    /// <summary>Writes the command for the request into <paramref name="frame"/>.</summary>
    void Encode(ChargerRequest request, CanFrame frame);

    /// <summary>Reads a status; true only for a well-formed frame of this charger. Sets everything of the status but its time.</summary>
    bool TryDecode(CanFrame frame, ChargerStatus status);
}
