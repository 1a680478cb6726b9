using System.Text;

namespace ChargerFirmware.Core;

/// <summary>Scans a string of a JSON text (RFC 8259, section 7) and gives it with its escapes resolved. Allocates in <see cref="GetText"/> only.</summary>
internal sealed class JsonString
{
    private readonly Utf8Check _utf8 = new Utf8Check();
    private byte[] _source = new byte[0];
    private int _start;
    private int _end;
    private bool _hasEscapes;

    public string Error { get; private set; }

    public int ErrorAt { get; private set; }

    /// <summary>The place behind the closing quote of the string whose first character is at <paramref name="first"/>, or -1 when it is none.</summary>
    public int Scan(byte[] source, int first, int end)
    {
        bool hasEscapes = false;
        int at = first;
        while (at < end && source[at] != '"')
        {
            int c = source[at];
            if (c < 0x20)
            {
                return Fail(at, "a control character in a string");
            }

            at++;
            if (c == '\\')
            {
                hasEscapes = true;
                at = SkipEscape(source, at, end);
                if (at < 0)
                {
                    return -1;
                }
            }
        }

        if (at >= end)
        {
            return Fail(at, "a string without an end");
        }

        _utf8.Reset();
        if (!_utf8.Feed(source, first, at - first) || !_utf8.IsComplete)
        {
            return Fail(first, "a string that is not UTF-8");
        }

        Take(source, first, at);
        _hasEscapes = hasEscapes;
        return at + 1;
    }

    /// <summary>Takes bytes as they stand for the text.</summary>
    public void Take(byte[] source, int start, int end)
    {
        _source = source;
        _start = start;
        _end = end;
        _hasEscapes = false;
    }

    public bool IsEqual(byte[] ascii)
    {
        return IsEqual(ascii, 0, ascii.Length);
    }

    public int WordOf(WordList words, int from, int to)
    {
        int word = from;
        while (word < to && !IsEqual(words.Bytes, words.Starts[word], words.LengthOf(word)))
        {
            word++;
        }

        return word < to ? word - from : -1;
    }

    private bool IsEqual(byte[] ascii, int offset, int count)
    {
        if (!_hasEscapes)
        {
            return count == _end - _start && Bytes.AreEqual(_source, _start, ascii, offset, count);
        }

        int at = _start;
        for (int i = 0; i < count; i++)
        {
            if (at >= _end || JsonText.CharacterAt(_source, ref at, _end) != ascii[offset + i])
            {
                return false;
            }
        }

        return at == _end;
    }

    public string GetText()
    {
        if (!_hasEscapes)
        {
            return Encoding.UTF8.GetString(_source, _start, _end - _start);
        }

        // No escape is shorter than what it stands for.
        byte[] resolved = new byte[_end - _start];
        return Encoding.UTF8.GetString(resolved, 0, Copy(resolved, 0, resolved.Length));
    }

    /// <summary>The number of UTF-8 bytes copied, or -1 when they do not fit.</summary>
    public int Copy(byte[] target, int offset, int capacity)
    {
        int length = 0;
        int at = _start;
        while (at < _end)
        {
            int character = JsonText.CharacterAt(_source, ref at, _end);
            int size = JsonText.SizeOf(character);
            if (size > capacity - length)
            {
                return -1;
            }

            JsonText.Encode(character, size, target, offset + length);
            length += size;
        }

        return length;
    }

    // From behind the backslash to behind the escape; -1 when it is none.
    private int SkipEscape(byte[] source, int at, int end)
    {
        int c = at < end ? source[at] : 0;
        if (c != 'u')
        {
            bool isKnown = c == '"' || c == '\\' || c == '/' || c == 'b' || c == 'f' || c == 'n' || c == 'r' || c == 't';
            return isKnown ? at + 1 : Fail(at, "no such escape");
        }

        int unit = JsonText.Unit(source, at + 1, end);
        if (unit < 0)
        {
            return Fail(at, "four hexadecimal digits are missing");
        }

        at += 5;
        if (unit < 0xD800 || unit > 0xDFFF)
        {
            return at;
        }

        bool hasLow = unit <= 0xDBFF && at + 1 < end && source[at] == '\\' && source[at + 1] == 'u';
        int low = hasLow ? JsonText.Unit(source, at + 2, end) : -1;
        return low >= 0xDC00 && low <= 0xDFFF ? at + 6 : Fail(at, "half a surrogate pair");
    }

    private int Fail(int at, string error)
    {
        ErrorAt = at;
        Error = error;
        return -1;
    }
}
