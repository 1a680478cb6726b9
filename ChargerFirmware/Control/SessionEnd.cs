using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>Why a charge session has ended, in one number that is stored: a word of its own, a fault, or a cause of a limit. Append only.</summary>
public static class SessionEnd
{
    /// <summary>It charges.</summary>
    public const int None = 0;
    public const int Complete = 1;

    /// <summary>Power went, or the chip was reset: nobody could say goodbye.</summary>
    public const int PowerCut = 2;

    /// <summary>The firmware gave up and started anew.</summary>
    public const int Restart = 3;

    /// <summary>The firmware was told to end.</summary>
    public const int Shutdown = 4;

    /// <summary>The next one had begun before anybody saw.</summary>
    public const int Unseen = 5;

    // Behind these, a FaultCode or a LimitCause.
    private const int Faults = 256;
    private const int Causes = 512;

    // By the values above.
    private const string Names = "none|complete|powerCut|restart|shutdown|unseen";

    /// <summary>Why nothing is charged now.</summary>
    /// <param name="state">A value of <see cref="ChargeState"/>.</param>
    /// <param name="cause">A value of <see cref="LimitCause"/>.</param>
    /// <param name="subject">In state fault the fault's code.</param>
    public static int Of(int state, int cause, int subject)
    {
        if (state == ChargeState.Complete)
        {
            return Complete;
        }

        return state == ChargeState.Fault && subject >= 0 && subject < FaultCode.Count ? Faults + subject : Causes + cause;
    }

    /// <summary>Cold paths only: allocates. A number that this firmware does not know becomes "unseen".</summary>
    public static string NameOf(int end)
    {
        if (end >= Faults && end < Faults + FaultCode.Count)
        {
            return FaultCode.NameOf(end - Faults);
        }

        if (end >= Causes && end < Causes + WordList.CountOf(LimitCause.Names))
        {
            return LimitCause.NameOf(end - Causes);
        }

        return WordList.At(Names, end >= None && end <= Unseen ? end : Unseen);
    }
}
