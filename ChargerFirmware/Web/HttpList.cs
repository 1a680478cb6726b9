using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>Comma-separated header values (RFC 9110, section 5.6.1). Reads in place, allocates nothing.</summary>
public static class HttpList
{
    /// <summary>Whether a token is in the list; upper and lower case are the same, the word is lower case.</summary>
    public static bool Contains(byte[] source, int offset, int count, WordList words, int word)
    {
        int at = offset;
        int end = offset + count;
        while (at < end)
        {
            int from = SkipBlanks(source, at, end);
            int next = FindComma(source, from, end);
            int to = TrimBlanks(source, from, next);
            if (words.MatchesIgnoringCase(word, source, from, to - from))
            {
                return true;
            }

            at = next + 1;
        }

        return false;
    }

    /// <summary>Whether the client takes gzip (section 12.5.3): it is in the list, or everything is, with a weight above 0.</summary>
    public static bool AcceptsGzip(byte[] source, int offset, int count, WordList words)
    {
        bool acceptsAny = false;
        int at = offset;
        int end = offset + count;
        while (at < end)
        {
            int from = SkipBlanks(source, at, end);
            int next = FindComma(source, from, end);
            int semicolon = from;
            while (semicolon < next && source[semicolon] != ';')
            {
                semicolon++;
            }

            int length = TrimBlanks(source, from, semicolon) - from;
            bool isWanted = !IsWeightZero(source, semicolon, next);
            if (words.MatchesIgnoringCase(HttpWords.Gzip, source, from, length) || words.MatchesIgnoringCase(HttpWords.OldGzip, source, from, length))
            {
                return isWanted;
            }

            acceptsAny |= isWanted && words.Matches(HttpWords.Any, source, from, length);
            at = next + 1;
        }

        return acceptsAny;
    }

    /// <summary>Whether an If-None-Match value names the entity tag (section 13.1.2, weak comparison) or any.</summary>
    /// <param name="tag">With its quotes.</param>
    public static bool MatchesTag(byte[] source, int offset, int count, byte[] tag)
    {
        int at = offset;
        int end = offset + count;
        while (at < end)
        {
            int from = SkipBlanks(source, at, end);
            int next = FindComma(source, from, end);
            int to = TrimBlanks(source, from, next);
            if (to - from == 1 && source[from] == '*')
            {
                return true;
            }

            bool isWeak = to - from > 2 && source[from] == 'W' && source[from + 1] == '/';
            int tagFrom = isWeak ? from + 2 : from;
            if (Ascii.Matches(source, tagFrom, to - tagFrom, tag))
            {
                return true;
            }

            at = next + 1;
        }

        return false;
    }

    public static int SkipBlanks(byte[] source, int at, int end)
    {
        while (at < end && (source[at] == ' ' || source[at] == '\t'))
        {
            at++;
        }

        return at;
    }

    /// <summary>The end of what stands before blanks.</summary>
    public static int TrimBlanks(byte[] source, int from, int end)
    {
        while (end > from && (source[end - 1] == ' ' || source[end - 1] == '\t'))
        {
            end--;
        }

        return end;
    }

    private static int FindComma(byte[] source, int at, int end)
    {
        while (at < end && source[at] != ',')
        {
            at++;
        }

        return at;
    }

    // ";q=0", ";q=0.0" and so on (section 12.4.2); any other parameter or none is a weight above 0.
    private static bool IsWeightZero(byte[] source, int semicolon, int end)
    {
        int at = SkipBlanks(source, semicolon + 1, end);
        if (at + 2 >= end || (source[at] != 'q' && source[at] != 'Q') || source[at + 1] != '=')
        {
            return false;
        }

        for (int i = at + 2; i < end; i++)
        {
            int c = source[i];
            if (c != '0' && c != '.' && c != ' ' && c != '\t')
            {
                return false;
            }
        }

        return true;
    }
}
