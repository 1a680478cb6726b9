using ChargerFirmware.Control;

namespace ChargerFirmware.Web;

/// <summary>Commands of one browser on /ws: posts each to the control thread, stores what must survive a restart, then acknowledges. Web thread only.</summary>
/// <remarks>One command at a time: the next message is not read before the acknowledge has gone, so acknowledges keep the order of the commands.</remarks>
public sealed class CommandHandler : IMessageHandler
{
    private readonly CommandReader _reader;
    private readonly AckWriter _ack;
    private readonly Access _access;
    private readonly CommandCall _call;
    private readonly ISettingsApplied _applied;
    private readonly WebCounters _counters;
    private int _id;

    /// <param name="reader">Shared by all browsers, as the next four: a message is read in one go.</param>
    public CommandHandler(CommandReader reader, AckWriter ack, Access access, WebParts parts, WebLimits limits, WebCounters counters)
    {
        _reader = reader;
        _ack = ack;
        _access = access;
        _call = new CommandCall(parts.Commands, limits.CommandMs);
        _applied = parts.Applied;
        _counters = counters;
    }

    public bool Handle(WebSocketPeer peer, long nowMs)
    {
        OutputBuffer output = peer.Session.Output;
        if (output.Free < AckWriter.MaxFrameBytes)
        {
            return false;
        }

        if (!_call.IsPending)
        {
            _counters.Messages++;
            return Begin(peer, nowMs);
        }

        int result = _call.Poll(nowMs);
        if (result == CommandResult.Pending)
        {
            return false;
        }

        Finish(result, output);
        return true;
    }

    public void Closed()
    {
        _call.Abandon();
    }

    // True when the answer is there at once: a refusal.
    private bool Begin(WebSocketPeer peer, long nowMs)
    {
        WebSocketSession session = peer.Session;
        if (!_reader.Read(session.Message.Buffer, session.Message.Start, session.Message.Length))
        {
            _counters.CommandsRefused++;
            _ack.Refuse(_reader.HasId, _reader.Id, _reader.Error, session.Output);
            return true;
        }

        _id = _reader.Id;
        if (!_access.MayCommand(peer.Ticket, nowMs))
        {
            Refuse(Access.Refusal, session.Output);
            return true;
        }

        if (!_call.TryPost(_reader.Kind, _reader.Value, nowMs))
        {
            Refuse("busy, try again", session.Output);
            return true;
        }

        return false;
    }

    private void Finish(int result, OutputBuffer output)
    {
        if (result == CommandCall.NoAnswer)
        {
            Refuse("no answer from the control loop", output);
        }
        else if (result == CommandResult.StillPresent)
        {
            Refuse("cleared what has gone, but a cause is still present", output);
        }
        else if (result == CommandResult.NotHere)
        {
            Refuse("a node cannot do this: its sender rules", output);
        }
        else if (result == CommandResult.NothingToRelease)
        {
            Refuse("the charge MOSFET was not opened by this charger", output);
        }
        else if (!_applied.StoreDecisions())
        {
            Refuse("done, but not stored: it will not survive a restart", output);
        }
        else
        {
            _counters.CommandsDone++;
            _ack.Accept(_id, output);
        }
    }

    private void Refuse(string error, OutputBuffer output)
    {
        _counters.CommandsRefused++;
        _ack.Refuse(_id, error, output);
    }
}
