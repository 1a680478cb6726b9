using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Network;

/// <summary>Gives addresses to the few devices on the own network (RFC 2131, RFC 2132). Pure but for its table; network thread only.</summary>
/// <remarks>Addresses follow our own: .2 for the first device, and so on in a fixed table. A device gets the address that it had, as long as nobody newer needed its place.</remarks>
public sealed class DhcpReply
{
    /// <summary>The ESP32's access point takes 10 stations at most.</summary>
    public const int Places = 10;

    /// <summary>Long enough for a set-up, short enough to free places.</summary>
    public const int LeaseSeconds = 3600;

    // Where things stand (RFC 2131, section 2).
    private const int SecondsAt = 8;
    private const int ClientAddressAt = 12;
    private const int YourAddressAt = 16;
    private const int HardwareAt = 28;
    private const int CookieAt = 236;
    private const int OptionsAt = 240;

    /// <summary>Shorter messages were dropped by old relays and clients: BOOTP's length (RFC 951).</summary>
    private const int MinBytes = 300;

    private const int Request = 1;
    private const int Reply = 2;
    private const uint Cookie = 0x63825363;
    private const int MacBytes = 6;

    // Message types (RFC 2132, section 9.6).
    private const int Discover = 1;
    private const int Offer = 2;
    private const int Ask = 3;
    private const int Decline = 4;
    private const int Ack = 5;
    private const int Nak = 6;
    private const int Release = 7;
    private const int Inform = 8;

    private const int OptionMask = 1;
    private const int OptionRouter = 3;
    private const int OptionDns = 6;
    private const int OptionRequested = 50;
    private const int OptionLease = 51;
    private const int OptionType = 53;
    private const int OptionServer = 54;
    private const int OptionEnd = 255;

    // By place: whose it is, and when it was last given; 0 is free.
    private readonly byte[] _macs = new byte[Places * MacBytes];
    private readonly long[] _givenMs = new long[Places];
    private readonly byte[] _address;

    // Of the packet in hand.
    private int _type;
    private int _requestedAt;
    private int _serverAt;
    private int _out;

    /// <param name="address">Our own, four bytes; the other places of its last byte are given.</param>
    public DhcpReply(byte[] address)
    {
        _address = address;
    }

    /// <summary>Makes the reply; its length, or 0 for silence.</summary>
    /// <param name="packet">What came.</param>
    /// <param name="length">How much.</param>
    /// <param name="reply">At least 300 bytes; not the packet's array.</param>
    /// <param name="nowMs">The network's clock; above 0.</param>
    public int Make(byte[] packet, int length, byte[] reply, long nowMs)
    {
        if (!Read(packet, length))
        {
            return 0;
        }

        if (_type == Decline || _type == Release)
        {
            Free(packet);
            return 0;
        }

        // Another server was chosen.
        if (_serverAt > 0 && !Bytes.AreEqual(packet, _serverAt, _address, 0, 4))
        {
            return 0;
        }

        if (_type == Inform)
        {
            Begin(packet, reply, Ack);
            return End(reply);
        }

        int place = Place(packet, nowMs);
        if (_type == Discover)
        {
            Begin(packet, reply, Offer);
        }
        else if (_type != Ask)
        {
            return 0;
        }
        else if (IsRight(packet, place))
        {
            Begin(packet, reply, Ack);
        }
        else
        {
            // It comes from another network: it has to begin anew.
            Begin(packet, reply, Nak);
            return End(reply);
        }

        Array.Copy(_address, 0, reply, YourAddressAt, 3);
        reply[YourAddressAt + 3] = LastByteOf(place);
        Put(reply, OptionLease, 4);
        Bytes.WriteUInt32BigEndian(reply, _out - 4, LeaseSeconds);
        return End(reply);
    }

    private bool Read(byte[] packet, int length)
    {
        if (length < OptionsAt || packet[0] != Request || packet[1] != 1 || packet[2] != MacBytes || Bytes.ReadUInt32BigEndian(packet, CookieAt) != Cookie)
        {
            return false;
        }

        _type = 0;
        _requestedAt = 0;
        _serverAt = 0;
        int at = OptionsAt;
        while (at < length && packet[at] != OptionEnd)
        {
            int option = packet[at++];
            if (option == 0)
            {
                continue;
            }

            int count = at < length ? packet[at++] : length;
            if (at + count > length)
            {
                return false;
            }

            if (option == OptionType && count == 1)
            {
                _type = packet[at];
            }
            else if (option == OptionRequested && count == 4)
            {
                _requestedAt = at;
            }
            else if (option == OptionServer && count == 4)
            {
                _serverAt = at;
            }

            at += count;
        }

        return _type != 0;
    }

    // Its own place, else a free one, else the one that was given longest ago.
    private int Place(byte[] packet, long nowMs)
    {
        int oldest = 0;
        int place = -1;
        for (int i = 0; i < Places; i++)
        {
            if (_givenMs[i] != 0 && Bytes.AreEqual(packet, HardwareAt, _macs, i * MacBytes, MacBytes))
            {
                place = i;
            }

            if (_givenMs[i] < _givenMs[oldest])
            {
                oldest = i;
            }
        }

        if (place < 0)
        {
            place = oldest;
            Array.Copy(packet, HardwareAt, _macs, place * MacBytes, MacBytes);
        }

        _givenMs[place] = nowMs;
        return place;
    }

    private void Free(byte[] packet)
    {
        for (int i = 0; i < Places; i++)
        {
            if (Bytes.AreEqual(packet, HardwareAt, _macs, i * MacBytes, MacBytes))
            {
                _givenMs[i] = 0;
            }
        }
    }

    // The address that it asks for, or uses already (renewal), must be the one of its place.
    private bool IsRight(byte[] packet, int place)
    {
        int at = _requestedAt > 0 ? _requestedAt : ClientAddressAt;
        return Bytes.AreEqual(packet, at, _address, 0, 3) && packet[at + 3] == LastByteOf(place);
    }

    private byte LastByteOf(int place)
    {
        // Above our own, and round before the broadcast address.
        return (byte)((_address[3] + place) % 253 + 1);
    }

    private void Begin(byte[] packet, byte[] reply, int type)
    {
        Array.Clear(reply, 0, MinBytes);

        // Transaction, flags, addresses and hardware are the client's.
        Array.Copy(packet, 0, reply, 0, CookieAt - 192);
        reply[0] = Reply;
        Array.Clear(reply, SecondsAt, 2);
        if (type == Nak)
        {
            Array.Clear(reply, ClientAddressAt, 4);
        }

        Array.Clear(reply, YourAddressAt, 8);
        Bytes.WriteUInt32BigEndian(reply, CookieAt, Cookie);
        _out = OptionsAt;
        Put(reply, OptionType, 1);
        reply[_out - 1] = (byte)type;
        PutAddress(reply, OptionServer);
        if (type != Nak)
        {
            Put(reply, OptionMask, 4);
            Bytes.WriteUInt32BigEndian(reply, _out - 4, 0xFFFFFF00);
            PutAddress(reply, OptionRouter);
            PutAddress(reply, OptionDns);
        }
    }

    private void PutAddress(byte[] reply, int option)
    {
        Put(reply, option, 4);
        Array.Copy(_address, 0, reply, _out - 4, 4);
    }

    // Leaves room for the value before _out.
    private void Put(byte[] reply, int option, int count)
    {
        reply[_out] = (byte)option;
        reply[_out + 1] = (byte)count;
        _out += 2 + count;
    }

    private int End(byte[] reply)
    {
        reply[_out] = OptionEnd;
        return MinBytes;
    }
}
