namespace ChargerFirmware.Core;

/// <summary>Writes JSON (RFC 8259) into a <see cref="TextBuffer"/>; puts the commas. One thread at a time.</summary>
public sealed class JsonWriter
{
    private static readonly byte[] NullWord = { (byte)'n', (byte)'u', (byte)'l', (byte)'l' };
    private static readonly byte[] TrueWord = { (byte)'t', (byte)'r', (byte)'u', (byte)'e' };
    private static readonly byte[] FalseWord = { (byte)'f', (byte)'a', (byte)'l', (byte)'s', (byte)'e' };

    private bool _needsComma;

    public JsonWriter(TextBuffer buffer)
    {
        Buffer = buffer;
    }

    public TextBuffer Buffer { get; }

    /// <summary>Empties the buffer and begins anew.</summary>
    public void Clear()
    {
        Buffer.Clear();
        _needsComma = false;
    }

    /// <summary>Whether what comes next is separated by a comma; <see cref="Continue"/> takes it back.</summary>
    public bool NeedsComma => _needsComma;

    /// <summary>Takes over in the middle of a list: whether something stands before what comes next.</summary>
    public void Continue(bool needsComma)
    {
        _needsComma = needsComma;
    }

    public void BeginObject()
    {
        Open('{');
    }

    public void EndObject()
    {
        Close('}');
    }

    public void BeginArray()
    {
        Open('[');
    }

    public void EndArray()
    {
        Close(']');
    }

    /// <summary>A member's name out of a list made by <see cref="WordList.OfMembers"/>.</summary>
    public void Name(WordList names, int index)
    {
        Comma();
        int start = names.Starts[index];
        Buffer.Append(names.Bytes, start, names.Starts[index + 1] - start);
        _needsComma = false;
    }

    /// <summary>A member's name on a cold path.</summary>
    public void Name(string name)
    {
        String(name);
        Buffer.AppendByte(':');
        _needsComma = false;
    }

    /// <summary>A number; <see cref="Unknown.Number"/> becomes null.</summary>
    public void Number(int value)
    {
        if (value == Unknown.Number)
        {
            Null();
            return;
        }

        Number((long)value);
    }

    public void Number(long value)
    {
        Comma();
        Buffer.AppendNumber(value);
        _needsComma = true;
    }

    public void Bool(bool value)
    {
        Comma();
        Buffer.Append(value ? TrueWord : FalseWord);
        _needsComma = true;
    }

    public void Null()
    {
        Comma();
        Buffer.Append(NullWord);
        _needsComma = true;
    }

    /// <summary>A string that needs no escape: a word of ours.</summary>
    public void Word(WordList words, int index)
    {
        BeginString();
        int start = words.Starts[index];
        Buffer.Append(words.Bytes, start, words.Starts[index + 1] - start);
        EndString();
    }

    /// <summary>A string from anywhere, escaped; null becomes null. Allocates.</summary>
    public void String(string value)
    {
        if (value == null)
        {
            Null();
            return;
        }

        byte[] bytes = Ascii.Of(value);
        String(bytes, 0, bytes.Length);
    }

    /// <summary>A string from UTF-8 bytes, escaped.</summary>
    public void String(byte[] utf8, int offset, int count)
    {
        BeginString();
        for (int i = offset; i < offset + count; i++)
        {
            EscapedByte(utf8[i]);
        }

        EndString();
    }

    /// <summary>Opens a string that the caller writes into <see cref="Buffer"/> itself, without characters that need an escape.</summary>
    public void BeginString()
    {
        Comma();
        Buffer.AppendByte('"');
    }

    public void EndString()
    {
        Buffer.AppendByte('"');
        _needsComma = true;
    }

    private void EscapedByte(byte value)
    {
        if (value == '"' || value == '\\')
        {
            Buffer.AppendByte('\\');
            Buffer.AppendByte(value);
        }
        else if (value < 0x20 || value == 0x7F)
        {
            Buffer.AppendByte('\\');
            Buffer.AppendByte('u');
            Buffer.AppendHex(value, 4);
        }
        else
        {
            Buffer.AppendByte(value);
        }
    }

    private void Open(char bracket)
    {
        Comma();
        Buffer.AppendByte(bracket);
        _needsComma = false;
    }

    private void Close(char bracket)
    {
        Buffer.AppendByte(bracket);
        _needsComma = true;
    }

    private void Comma()
    {
        if (_needsComma)
        {
            Buffer.AppendByte(',');
        }
    }
}
