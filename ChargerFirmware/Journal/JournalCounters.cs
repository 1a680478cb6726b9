namespace ChargerFirmware.Journal;

/// <summary>What the journal has asked of the medium since the start. The journal thread counts, others read.</summary>
public sealed class JournalCounters
{
    public int Writes;

    /// <summary>Of those, bytes of our own: what the file system adds is not seen from here.</summary>
    public long WrittenBytes;
    public int Failures;

    /// <summary>Samples that found no place while the medium was away.</summary>
    public int LostSamples;

    /// <summary>Notes one write; returns whether it has succeeded.</summary>
    public bool Count(bool isWritten, int bytes)
    {
        Writes++;
        WrittenBytes += bytes;
        Failures += isWritten ? 0 : 1;
        return isWritten;
    }
}
