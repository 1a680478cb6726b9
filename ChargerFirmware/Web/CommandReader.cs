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

    // In the words
    private const int IdMember = 0;
    private const int CommandMember = 1;
    private const int ValueMember = 2;
    private const int FirstCommand = 3;
    private const int FirstMode = 8;

    private const int SeenId = 1;
    private const int SeenCommand = 2;
    private const int SeenValue = 4;

    private readonly JsonReader _json = new JsonReader(MaxDepth);
    private readonly byte[] _echo = new byte[MaxEchoBytes];
    // Members, then commands and modes by the values of ChargeCommand and ChargeMode.
    private readonly WordList _words;

    private int _seen;
    private int _mode;

    public CommandReader()
    {
        string words = "id|command|value|mode|stop|start|clearFaults|releaseChargeFet";
        for (int mode = 0; mode <= ChargeMode.Fast; mode++)
        {
            words += "|" + ChargeMode.NameOf(mode);
        }

        _words = new WordList(words);
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
        int member = _json.WordOf(_words, IdMember, FirstCommand);
        if (member == IdMember)
        {
            if (IsFirst(SeenId, "id is given twice"))
            {
                ReadId();
            }
        }
        else if (member == CommandMember)
        {
            if (IsFirst(SeenCommand, "command is given twice"))
            {
                ReadCommand();
            }
        }
        else if (member == ValueMember)
        {
            if (IsFirst(SeenValue, "value is given twice"))
            {
                _mode = _json.Read() == JsonToken.String ? _json.WordOf(_words, FirstMode, _words.Count) : NoMode;
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

        Kind = _json.WordOf(_words, FirstCommand, FirstMode);
        if (Kind == NoKind)
        {
            RefuseWithEcho("unknown command ");
        }
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
