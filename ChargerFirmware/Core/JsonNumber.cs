namespace ChargerFirmware.Core;

/// <summary>Scans a number of a JSON text (RFC 8259, section 6). Allocates nothing.</summary>
internal sealed class JsonNumber
{
    /// <summary>Whether the newest number has neither fraction nor exponent and fits 64 bits.</summary>
    public bool IsInteger { get; private set; }

    public long Integer { get; private set; }

    public string Error { get; private set; }

    public int ErrorAt { get; private set; }

    /// <summary>The place behind the number that begins at <paramref name="first"/>, or -1 when there is none.</summary>
    public int Scan(byte[] source, int first, int end)
    {
        bool negative = source[first] == '-';
        int digits = negative ? first + 1 : first;
        int wholeEnd = SkipDigits(source, digits, end);
        if (wholeEnd == digits)
        {
            return Fail(first, "no such value");
        }

        if (source[digits] == '0' && wholeEnd > digits + 1)
        {
            return Fail(first, "a number with a leading zero");
        }

        int at = SkipFraction(source, wholeEnd, end);
        if (at >= 0)
        {
            at = SkipExponent(source, at, end);
        }

        SetInteger(source, digits, wholeEnd, negative, at == wholeEnd);
        return at;
    }

    private int SkipFraction(byte[] source, int at, int end)
    {
        return at < end && source[at] == '.' ? SkipSomeDigits(source, at + 1, end) : at;
    }

    private int SkipExponent(byte[] source, int at, int end)
    {
        if (at >= end || (source[at] != 'e' && source[at] != 'E'))
        {
            return at;
        }

        at++;
        return SkipSomeDigits(source, at < end && (source[at] == '+' || source[at] == '-') ? at + 1 : at, end);
    }

    private int SkipSomeDigits(byte[] source, int from, int end)
    {
        int at = SkipDigits(source, from, end);
        return at > from ? at : Fail(at, "digits are missing");
    }

    private static int SkipDigits(byte[] source, int at, int end)
    {
        while (at < end && source[at] >= '0' && source[at] <= '9')
        {
            at++;
        }

        return at;
    }

    // Counted downwards, because the most negative number has no positive counterpart.
    private void SetInteger(byte[] source, int from, int to, bool negative, bool isWhole)
    {
        const long mostTens = long.MinValue / 10;
        const int lastDigit = 8;
        IsInteger = false;
        Integer = 0;
        long value = 0;
        for (int i = from; i < to; i++)
        {
            int digit = source[i] - '0';
            if (value < mostTens || (value == mostTens && digit > lastDigit))
            {
                return;
            }

            value = value * 10 - digit;
        }

        if (isWhole && (negative || value != long.MinValue))
        {
            IsInteger = true;
            Integer = negative ? value : -value;
        }
    }

    private int Fail(int at, string error)
    {
        ErrorAt = at;
        Error = error;
        return -1;
    }
}
