using ChargerFirmware.Control;

namespace ChargerFirmware.Web;

/// <summary>One command under way to the control thread and back, with a limit of time. Web thread only.</summary>
public sealed class CommandCall
{
    /// <summary>The control loop has not answered in time; beside the values of <see cref="CommandResult"/>.</summary>
    public const int NoAnswer = -1;

    private const int NoTicket = -1;

    private readonly CommandQueue _queue;
    private readonly int _limitMs;
    private int _ticket = NoTicket;
    private long _postedMs;

    public CommandCall(CommandQueue queue, int limitMs)
    {
        _queue = queue;
        _limitMs = limitMs;
    }

    public bool IsPending => _ticket != NoTicket;

    /// <summary>False when the queue is full.</summary>
    public bool TryPost(int kind, int value, long nowMs)
    {
        _ticket = _queue.TryPost(kind, value);
        _postedMs = nowMs;
        return IsPending;
    }

    /// <summary>The result, or <see cref="CommandResult.Pending"/>; any other ends the call.</summary>
    public int Poll(long nowMs)
    {
        int result = _queue.Fetch(_ticket);
        if (result != CommandResult.Pending)
        {
            _ticket = NoTicket;
        }
        else if (nowMs - _postedMs >= _limitMs)
        {
            Abandon();
            return NoAnswer;
        }

        return result;
    }

    /// <summary>Nobody waits any more; the command may still be carried out.</summary>
    public void Abandon()
    {
        if (IsPending)
        {
            _queue.Abandon(_ticket);
            _ticket = NoTicket;
        }
    }
}
