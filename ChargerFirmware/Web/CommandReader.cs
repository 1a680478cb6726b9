using System;
using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>Reads one command of a browser (PROTOCOL.md). Allocates nothing for a good one; a wrong one is refused with its reason. Web thread only.</summary>
public sealed class CommandReader
{
    /// <summary>Longest reason; the acknowledge around it must fit a WebSocket's output.</summary>
    public const int MaxErrorBytes = 120;

    // Of a peer's own text no more than this is repeated, printable characters only.
    private const int MaxEchoBytes = 32;

    // A command is flat: more levels can only be an error.
    private const int MaxDepth = 4;
    private const int NoMode = -1;
    private const int NoKind = -1;

    private const int SeenId = 1;
    private const int SeenCommand = 2;
    private const int SeenValue = 4;

    private readonly JsonReader _json = new JsonReader(MaxDepth);
    private readonly byte[] _echo = new byte[MaxEchoBytes];
    private readonly byte[] _id = Ascii.Of("id");
    private readonly byte[] _command = Ascii.Of("command");
    private readonly byte[] _value = Ascii.Of("value");

    // By the values of ChargeCommand and ChargeMode.
    private readonly byte[][] _commands = { Ascii.Of("mode"), Ascii.Of("stop"), Ascii.Of("start"), Ascii.Of("clearFaults"), Ascii.Of("releaseChargeFet") };
    private readonly byte[][] _modes = new byte[ChargeMode.Fast + 1][];

    private int _seen;
    private int _mode;

    public CommandReader()
    {
        for (int mode = 0; mode < _modes.Length; mode++)
        {
            _modes[mode] = Ascii.Of(ChargeMode.NameOf(mode));
        }
    }

    /// <summary>Whether the text had a right id: else the acknowledge has none either.</summary>
    public bool HasId { get; private set; }

    public int Id { get; private set; }

    /// <summary>A <see cref="ChargeCommand"/>.</summary>
    public int Kind { get; private set; }

    /// <summary>What goes with it: a <see cref="ChargeMode"/>, else 0.</summary>
    public int Value { get; private set; }

    /// <summary>Why the text is refused: printable ASCII without characters that JSON escapes. Empty when it is not.</summary>
    public TextBuffer Error { get; } = new TextBuffer(MaxErrorBytes);

    /// <summary>True for a command that may be carried out.</summary>
    public bool Read(byte[] source, int offset, int count)
    {
        HasId = false;
        Id = 0;
        Kind = NoKind;
        Value = 0;
        Error.Clear();
        _seen = 0;
        _mode = NoMode;
        _json.Start(source, offset, count);
        if (_json.Read() == JsonToken.ObjectStart)
        {
            while (_json.Read() == JsonToken.Name)
            {
                ReadMember();
            }

            _json.Read();
        }
        else if (_json.Token != JsonToken.Error)
        {
            Refuse("not a JSON object");
            return false;
        }

        return _json.Token == JsonToken.Error ? RefuseText() : Judge();
    }

    private void ReadMember()
    {
        if (_json.TextEquals(_id))
        {
            if (IsFirst(SeenId, "id is given twice"))
            {
                ReadId();
            }
        }
        else if (_json.TextEquals(_command))
        {
            if (IsFirst(SeenCommand, "command is given twice"))
            {
                ReadCommand();
            }
        }
        else if (_json.TextEquals(_value))
        {
            if (IsFirst(SeenValue, "value is given twice"))
            {
                _mode = _json.Read() == JsonToken.String ? WordOf(_modes) : NoMode;
            }
        }
        else
        {
            RefuseWithEcho("unknown member ");
            _json.Read();
        }

        _json.Skip();
    }

    // Of a member that comes again the value is only passed over.
    private bool IsFirst(int bit, string error)
    {
        if ((_seen & bit) != 0)
        {
            Refuse(error);
            _json.Read();
            return false;
        }

        _seen |= bit;
        return true;
    }

    private void ReadId()
    {
        HasId = _json.Read() == JsonToken.Number && _json.IsInteger && _json.Integer >= 0 && _json.Integer <= int.MaxValue;
        if (HasId)
        {
            Id = (int)_json.Integer;
        }
        else
        {
            Refuse("id must be an integer from 0 to 2147483647");
        }
    }

    private void ReadCommand()
    {
        if (_json.Read() != JsonToken.String)
        {
            Refuse("command must be a text");
            return;
        }

        Kind = WordOf(_commands);
        if (Kind == NoKind)
        {
            RefuseWithEcho("unknown command ");
        }
    }

    // Place of the string among the words, or -1.
    private int WordOf(byte[][] words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            if (_json.TextEquals(words[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private bool Judge()
    {
        if ((_seen & SeenId) == 0)
        {
            Refuse("id is missing");
        }
        else if ((_seen & SeenCommand) == 0)
        {
            Refuse("command is missing");
        }
        else if (Kind == ChargeCommand.Mode && _mode == NoMode)
        {
            Refuse("value must be slow, medium, fast or off");
        }
        else if (Kind != ChargeCommand.Mode && (_seen & SeenValue) != 0)
        {
            Refuse("this command takes no value");
        }

        Value = Kind == ChargeCommand.Mode ? _mode : 0;
        return Error.Length == 0;
    }

    // What is no JSON has no id either, whatever was read before the error.
    private bool RefuseText()
    {
        HasId = false;
        Error.Clear();
        Error.Append("not JSON: ");
        Error.Append(_json.ErrorReason);
        Error.Append(" at byte ");
        Error.AppendNumber(_json.ErrorPosition);
        return false;
    }

    // The first reason is told.
    private void Refuse(string error)
    {
        if (Error.Length == 0)
        {
            Error.Append(error);
        }
    }

    private void RefuseWithEcho(string error)
    {
        if (Error.Length > 0)
        {
            return;
        }

        Error.Append(error);
        Array.Clear(_echo, 0, MaxEchoBytes);
        bool fits = _json.CopyText(_echo, 0, MaxEchoBytes) >= 0;
        for (int i = 0; i < MaxEchoBytes && _echo[i] != 0; i++)
        {
            int c = _echo[i];
            Error.AppendByte(c < 0x20 || c >= 0x7F || c == '"' || c == '\\' ? '?' : c);
        }

        if (!fits)
        {
            Error.Append("...");
        }
    }
}
