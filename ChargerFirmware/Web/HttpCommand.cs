using ChargerFirmware.Control;

namespace ChargerFirmware.Web;

/// <summary>A request that is a command: under way to the control thread, then waiting for the snapshot that shows its effect. Web thread only.</summary>
public sealed class HttpCommand
{
    public const int Waiting = 0;

    /// <summary>The effect shows.</summary>
    public const int Done = 1;
    public const int NoAnswer = 2;

    // The control loop publishes every 100 ms.
    private const int SettleMs = 300;

    private readonly WebShared _shared;
    private readonly CommandCall _call;
    private bool _isSettling;
    private long _snapshotMs;
    private long _sinceMs;

    public HttpCommand(WebShared shared)
    {
        _shared = shared;
        _call = new CommandCall(shared.Parts.Commands, shared.Limits.CommandMs);
    }

    /// <summary>False when the queue is full.</summary>
    public bool TryBegin(int kind, long nowMs)
    {
        _isSettling = false;
        return _call.TryPost(kind, 0, nowMs);
    }

    /// <summary>Nobody waits any more.</summary>
    public void Abandon()
    {
        _call.Abandon();
    }

    public int Poll(long nowMs)
    {
        if (_isSettling)
        {
            return ReadSnapshot() == _snapshotMs && nowMs - _sinceMs < SettleMs ? Waiting : Done;
        }

        int result = _call.Poll(nowMs);
        if (result == CommandResult.Pending || result == CommandCall.NoAnswer)
        {
            return result == CommandCall.NoAnswer ? NoAnswer : Waiting;
        }

        _isSettling = true;
        _sinceMs = nowMs;
        _snapshotMs = ReadSnapshot();
        return Waiting;
    }

    private long ReadSnapshot()
    {
        _shared.Parts.Board.Read(_shared.Snapshot);
        return _shared.Snapshot.NowMs;
    }
}
