using ChargerFirmware.Control;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Web;

/// <summary>Commands of one browser on /ws: posts each to the control thread, stores what must survive a restart, then acknowledges. Web thread only.</summary>
/// <remarks>One command at a time: the next message is not read before the acknowledge has gone, so acknowledges keep the order of the commands.</remarks>
public sealed class CommandHandler : IMessageHandler
{
    private readonly CommandReader _reader;
    private readonly AckWriter _ack;
    private readonly CommandCall _call;
    private readonly SettingTable _table;
    private readonly SettingStore _store;
    private readonly SettingChanges _changes;
    private readonly WebCounters _counters;
    private int _id;
    private int _kind;
    private int _value;

    /// <param name="reader">Shared by all browsers, as the next three: a message is read in one go.</param>
    public CommandHandler(CommandReader reader, AckWriter ack, SettingChanges changes, WebParts parts, WebLimits limits, WebCounters counters)
    {
        _reader = reader;
        _ack = ack;
        _changes = changes;
        _call = new CommandCall(parts.Commands, limits.CommandMs);
        _table = parts.Settings.Table;
        _store = parts.Store;
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
            return Begin(peer.Session, nowMs);
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
    private bool Begin(WebSocketSession session, long nowMs)
    {
        if (!_reader.Read(session.MessageBuffer, session.MessageStart, session.MessageLength))
        {
            _counters.CommandsRefused++;
            _ack.Refuse(_reader.HasId, _reader.Id, _reader.Error, session.Output);
            return true;
        }

        _id = _reader.Id;
        _kind = _reader.Kind;
        _value = _reader.Value;
        if (!_call.TryPost(_kind, _value, nowMs))
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
        else if (!Store())
        {
            Refuse("done, but not stored: it will not survive a restart", output);
        }
        else
        {
            _counters.CommandsDone++;
            _ack.Accept(_id, output);
        }
    }

    // Mode, stop and start survive a restart (contract).
    private bool Store()
    {
        _changes.Clear();
        switch (_kind)
        {
            case ChargeCommand.Mode:
                _changes.Set(_table.ChargeMode, _value);
                break;
            case ChargeCommand.Stop:
                _changes.Set(_table.ChargeStopped, 1);
                break;
            case ChargeCommand.Start:
                _changes.Set(_table.ChargeStopped, 0);
                break;
            default:
                return true;
        }

        return _store.Commit(_changes);
    }

    private void Refuse(string error, OutputBuffer output)
    {
        _counters.CommandsRefused++;
        _ack.Refuse(_id, error, output);
    }
}
