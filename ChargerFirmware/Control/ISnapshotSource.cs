namespace ChargerFirmware.Control;

/// <summary>Whoever knows the whole charger: the control loop, and in tests a snapshot made by hand.</summary>
public interface ISnapshotSource
{
    /// <summary>Writes all of it; the reader's lock is held meanwhile.</summary>
    void Fill(ChargerSnapshot snapshot);
}
