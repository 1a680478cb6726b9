using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>What the control thread runs: the charge of a charger, or the output of a node. Made and shut down by the main thread, passed by its own.</summary>
public interface IControlLoop
{
    /// <summary>Milliseconds that the thread may sleep before the next <see cref="Pass"/>.</summary>
    int WaitMs { get; }

    /// <summary>Passes and their times.</summary>
    ThreadHealth PassHealth { get; }

    /// <summary>Decisions since the start, and the longest time that one took.</summary>
    ThreadHealth TickHealth { get; }

    /// <summary>True once a shutdown has been asked for and nothing is charged on our word any more, as far as that can be had.</summary>
    bool IsShutDown { get; }

    /// <summary>One round.</summary>
    void Pass();

    /// <summary>Any thread: asks for zero current and for the end.</summary>
    void Shutdown();

    /// <summary>Any thread: whether the last attempt to store something failed.</summary>
    void ReportStorage(bool failed);

    /// <summary>Any thread: whether what is to be remembered of charges cannot be stored.</summary>
    void ReportJournal(bool failed);

    /// <summary>The last word of a control thread that met a programming error: a stop, whatever the rest of it is worth. May throw what it met.</summary>
    void StopCharger();
}
