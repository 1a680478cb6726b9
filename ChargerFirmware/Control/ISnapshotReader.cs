namespace ChargerFirmware.Control;

/// <summary>Whoever takes a few numbers out of the newest snapshot and needs no copy of all of it.</summary>
public interface ISnapshotReader
{
    /// <summary>The board's lock is held meanwhile: short, and no call that may wait.</summary>
    void Take(ChargerSnapshot newest);
}
