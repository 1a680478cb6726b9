using ChargerFirmware.Control;

namespace ChargerFirmware.Web;

/// <summary>Words of one peer on the legacy port: each becomes the command mode. The protocol knows no answer; what is no such word is passed over. Web thread only.</summary>
public sealed class LegacyHandler : IMessageHandler
{
    private readonly LegacyText _text;
    private readonly Access _access;
    private readonly WebParts _parts;
    private readonly WebCounters _counters;
    private readonly CommandCall _call;
    private readonly int _commandMs;

    // Since when the message waits for a place in the queue.
    private bool _isWaiting;
    private long _sinceMs;

    public LegacyHandler(LegacyText text, Access access, WebParts parts, WebLimits limits, WebCounters counters)
    {
        _text = text;
        _access = access;
        _parts = parts;
        _counters = counters;
        _commandMs = limits.CommandMs;
        _call = new CommandCall(parts.Commands, limits.CommandMs);
    }

    public bool Handle(WebSocketPeer peer, long nowMs)
    {
        if (_call.IsPending)
        {
            return Poll(nowMs);
        }

        if (!_isWaiting)
        {
            _isWaiting = true;
            _sinceMs = nowMs;
            _counters.Messages++;
        }

        IncomingMessage message = peer.Session.Message;
        // The protocol has no way to show who asks: with a PIN it only tells.
        int mode = _text.ModeOf(message.Buffer, message.Start, message.Length);
        if (mode < 0 || _access.IsPinSet)
        {
            return End(false);
        }

        // Nobody hears that the queue is full: it is tried again for as long as a command may take.
        return !_call.TryPost(ChargeCommand.Mode, mode, nowMs) && nowMs - _sinceMs >= _commandMs && End(false);
    }

    public void Closed()
    {
        _call.Abandon();
        _isWaiting = false;
    }

    private bool Poll(long nowMs)
    {
        int result = _call.Poll(nowMs);
        return result != CommandResult.Pending && End(result != CommandCall.NoAnswer && _parts.Applied.StoreDecisions());
    }

    private bool End(bool isDone)
    {
        _isWaiting = false;
        _counters.CommandsDone += isDone ? 1 : 0;
        _counters.CommandsRefused += isDone ? 0 : 1;
        return true;
    }
}
