namespace ChargerFirmware.Ports;

/// <summary>Time, injected everywhere. Any thread may call.</summary>
public interface IClock
{
    /// <summary>Milliseconds since an arbitrary start; never goes back and never wraps.</summary>
    long NowMs { get; }

    /// <summary>Gives the calling thread's time away for about <paramref name="milliseconds"/> (0 or more).</summary>
    void Sleep(int milliseconds);
}
