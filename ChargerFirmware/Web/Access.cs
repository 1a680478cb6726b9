using System;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Web;

/// <summary>Who may command: anyone on the network while no PIN is set, else who has logged in with it. Web thread only.</summary>
/// <remarks>
/// A login gives a random token; who shows it is known by its ticket, a number that is never given twice.
/// A session ends after <see cref="SessionSeconds"/>, at its logout, when eight newer ones have pushed it out, and with a change of the PIN.
/// Comparisons take as long for a wrong byte as for a right one.
/// </remarks>
public sealed class Access
{
    /// <summary>Why a command without a session is refused. The page knows the sentence.</summary>
    public const string Refusal = "the PIN is needed";

    /// <summary>Nobody's ticket.</summary>
    public const int NoTicket = 0;

    /// <summary>Bytes of the longest PIN; the setting's limit.</summary>
    public const int MaxPinBytes = 32;

    /// <summary>128 random bits (as RFC 6749, section 10.10, asks at least) as hexadecimal digits.</summary>
    public const int TokenLength = 32;

    /// <summary>A day: who comes back to the page tomorrow knows the PIN.</summary>
    public const int SessionSeconds = 86400;

    // Phones and PCs of a household; the oldest one logs in again.
    private const int MaxSessions = 8;

    private readonly SettingValues _values;
    private readonly ISystem _system;
    private readonly byte[] _pin = new byte[MaxPinBytes];

    // Made at the first login: most chargers have no PIN. Zeros while there is no session.
    private byte[] _tokens;
    private int[] _tickets;
    private long[] _endMs;
    private int _pinLength;
    private int _version = -1;
    private int _lastTicket;

    public Access(SettingValues values, ISystem system)
    {
        _values = values;
        _system = system;
    }

    /// <summary>Without one everybody may command.</summary>
    public bool IsPinSet
    {
        get
        {
            Refresh();
            return _pinLength > 0;
        }
    }

    /// <summary>May the peer that holds this ticket command?</summary>
    public bool MayCommand(int ticket, long nowMs)
    {
        return !IsPinSet || FindTicket(ticket, nowMs) >= 0;
    }

    /// <summary>The ticket of the token that a request shows; <see cref="NoTicket"/> without a right one.</summary>
    public int TicketOf(HttpRequest request, long nowMs)
    {
        if (!IsPinSet || _tickets == null || request.TokenLength != TokenLength)
        {
            return NoTicket;
        }

        int found = NoTicket;
        for (int i = 0; i < MaxSessions; i++)
        {
            int difference = 0;
            for (int at = 0; at < TokenLength; at++)
            {
                difference |= _tokens[i * TokenLength + at] ^ request.Buffer[request.TokenOffset + at];
            }

            if (difference == 0 && _tickets[i] != NoTicket && nowMs < _endMs[i])
            {
                found = _tickets[i];
            }
        }

        return found;
    }

    /// <summary>Whether it is the PIN.</summary>
    /// <param name="pin">Room for <see cref="MaxPinBytes"/>, filled up with zeros.</param>
    /// <param name="length">Of the PIN in it; -1 for one that is too long.</param>
    public bool IsPin(byte[] pin, int length)
    {
        Refresh();
        int difference = length ^ _pinLength;
        for (int i = 0; i < MaxPinBytes; i++)
        {
            difference |= pin[i] ^ _pin[i];
        }

        return difference == 0;
    }

    /// <summary>Begins a session, in the place of the oldest one when there is no other.</summary>
    public int Begin(long nowMs)
    {
        if (_tickets == null)
        {
            // The one that is asked for comes last: memory may be short for any of them.
            _tokens = new byte[MaxSessions * TokenLength];
            _endMs = new long[MaxSessions];
            _tickets = new int[MaxSessions];
        }

        int place = 0;
        for (int i = 1; i < MaxSessions; i++)
        {
            if (_endMs[i] < _endMs[place])
            {
                place = i;
            }
        }

        byte[] random = new byte[TokenLength / 2];
        _system.FillRandom(random);
        for (int i = 0; i < TokenLength; i++)
        {
            int digit = (i & 1) == 0 ? random[i / 2] >> 4 : random[i / 2] & 15;
            _tokens[place * TokenLength + i] = (byte)(digit < 10 ? '0' + digit : 'a' - 10 + digit);
        }

        _lastTicket = _lastTicket == int.MaxValue ? 1 : _lastTicket + 1;
        _tickets[place] = _lastTicket;
        _endMs[place] = nowMs + SessionSeconds * 1000L;
        return _lastTicket;
    }

    /// <summary>Writes the token of a session that has just begun.</summary>
    public void WriteToken(int ticket, TextBuffer text)
    {
        int place = FindTicket(ticket, long.MinValue);
        if (place >= 0)
        {
            text.Append(_tokens, place * TokenLength, TokenLength);
        }
    }

    /// <summary>Ends a session.</summary>
    public void End(int ticket)
    {
        int place = FindTicket(ticket, long.MinValue);
        if (place >= 0)
        {
            Forget(place);
        }
    }

    private int FindTicket(int ticket, long nowMs)
    {
        for (int i = 0; ticket != NoTicket && _tickets != null && i < MaxSessions; i++)
        {
            if (_tickets[i] == ticket)
            {
                return nowMs < _endMs[i] ? i : -1;
            }
        }

        return -1;
    }

    // Another PIN, or none: who knew the old one may be who it was changed for.
    private void Refresh()
    {
        int version = _values.Version;
        if (version == _version)
        {
            return;
        }

        byte[] pin = Ascii.Of(_values.TextOf(_values.Table.WebPin));
        _version = version;
        if (pin.Length == _pinLength && Bytes.AreEqual(pin, 0, _pin, 0, pin.Length))
        {
            return;
        }

        Array.Clear(_pin, 0, MaxPinBytes);
        Array.Copy(pin, 0, _pin, 0, pin.Length);
        _pinLength = pin.Length;
        for (int i = 0; _tickets != null && i < MaxSessions; i++)
        {
            Forget(i);
        }
    }

    private void Forget(int place)
    {
        _tickets[place] = NoTicket;
        _endMs[place] = 0;
        Array.Clear(_tokens, place * TokenLength, TokenLength);
    }
}
