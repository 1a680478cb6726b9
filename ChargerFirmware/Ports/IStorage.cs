namespace ChargerFirmware.Ports;

/// <summary>Small named records on flash. Never called by the control thread: flash must not hold up a stop.</summary>
/// <remarks>Power may fail inside a write: the record then holds anything, other records are untouched. Whoever needs more keeps two records (TwoSlotRecord).</remarks>
public interface IStorage
{
    /// <summary>Reads the record into <paramref name="buffer"/>; the number of bytes, or -1 when there is none, it does not fit or cannot be read.</summary>
    int Read(string name, byte[] buffer);

    /// <summary>Replaces the record; true once it is on the medium, false when the medium refused.</summary>
    bool Write(string name, byte[] buffer, int count);
}
