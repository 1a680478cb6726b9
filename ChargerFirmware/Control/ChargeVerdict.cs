using ChargerFirmware.Core;

namespace ChargerFirmware.Control;

/// <summary>What a tick has come to: the state, what binds, and what explains it. Written in place by whoever decides.</summary>
public sealed class ChargeVerdict
{
    /// <summary>A value of <see cref="ChargeState"/>.</summary>
    public int State = ChargeState.Precheck;

    /// <summary>A value of <see cref="LimitCause"/>.</summary>
    public int Cause = LimitCause.Precheck;

    /// <summary>As <see cref="ChargerSnapshot.WhySubject"/>.</summary>
    public int WhySubject = Unknown.Number;
    public int WhyValue = Unknown.Number;

    /// <summary>True, so that a reason that is found can be returned in one line.</summary>
    public bool Is(int state, int cause, int whySubject = Unknown.Number, int whyValue = Unknown.Number)
    {
        State = state;
        Cause = cause;
        WhySubject = whySubject;
        WhyValue = whyValue;
        return true;
    }
}
