namespace ChargerFirmware.Core;

/// <summary>Checks UTF-8 (RFC 3629) that arrives in pieces: a character may be split anywhere. One thread at a time.</summary>
/// <remarks>Refuses overlong forms, surrogates and what lies above U+10FFFF at the first byte that proves it, so that a peer can be told at once.</remarks>
public sealed class Utf8Check
{
    private const int FirstContinuation = 0x80;
    private const int LastContinuation = 0xBF;

    // Continuation bytes still to come, and the range that the next of them must lie in.
    private int _missing;
    private int _lowest;
    private int _highest;

    /// <summary>Whether the text does not end within a character.</summary>
    public bool IsComplete => _missing == 0;

    public void Reset()
    {
        _missing = 0;
    }

    /// <summary>Goes on with the next piece; false as soon as the text cannot be UTF-8 any more, and then nothing further may be fed before <see cref="Reset"/>.</summary>
    public bool Feed(byte[] source, int offset, int count)
    {
        int at = offset;
        int end = offset + count;
        while (at < end)
        {
            if (_missing == 0)
            {
                at = SkipAscii(source, at, end);
                if (at == end)
                {
                    return true;
                }

                if (!Lead(source[at]))
                {
                    return false;
                }
            }
            else
            {
                int next = source[at];
                if (next < _lowest || next > _highest)
                {
                    return false;
                }

                _missing--;
                _lowest = FirstContinuation;
                _highest = LastContinuation;
            }

            at++;
        }

        return true;
    }

    // Commands and most other text are ASCII: four at a time costs half of a test for each byte.
    private static int SkipAscii(byte[] source, int at, int end)
    {
        int lastFour = end - 4;
        while (at <= lastFour && (source[at] | source[at + 1] | source[at + 2] | source[at + 3]) < 0x80)
        {
            at += 4;
        }

        while (at < end && source[at] < 0x80)
        {
            at++;
        }

        return at;
    }

    // RFC 3629, section 4: what a lead byte asks of the bytes behind it.
    private bool Lead(int lead)
    {
        _lowest = FirstContinuation;
        _highest = LastContinuation;
        if (lead < 0xC2)
        {
            return false;
        }

        if (lead < 0xE0)
        {
            _missing = 1;
            return true;
        }

        if (lead < 0xF0)
        {
            _missing = 2;
            _lowest = lead == 0xE0 ? 0xA0 : FirstContinuation;
            _highest = lead == 0xED ? 0x9F : LastContinuation;
            return true;
        }

        _missing = 3;
        _lowest = lead == 0xF0 ? 0x90 : FirstContinuation;
        _highest = lead == 0xF4 ? 0x8F : LastContinuation;
        return lead <= 0xF4;
    }
}
