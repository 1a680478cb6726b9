using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Network;

/// <summary>The one answer of the own network's name server: every name is here. Pure; RFC 1035.</summary>
/// <remarks>
/// What is no query, or does not hold together, gets no answer: whoever sends it would not understand one. What holds together but is more than this server
/// does gets the code that the RFC has for it, so that the asker need not wait.
/// </remarks>
public static class DnsReply
{
    /// <summary>A message over UDP (RFC 1035, section 2.3.4).</summary>
    public const int MaxBytes = 512;

    /// <summary>Short, so that a phone does not take the address home.</summary>
    public const int TtlSeconds = 30;

    public const int TypeA = 1;
    public const int ClassIn = 1;
    public const int ClassAny = 255;

    private const int HeaderBytes = 12;
    private const int MaxNameBytes = 255;
    private const int MaxLabelBytes = 63;

    // Second and third byte of the header (section 4.1.1).
    private const int IsReply = 0x80;
    private const int OpcodeMask = 0x78;
    private const int IsAuthority = 0x04;
    private const int RecursionDesired = 0x01;
    private const int RecursionAvailable = 0x80;

    private const int NoError = 0;
    private const int FormatError = 1;
    private const int NotImplemented = 4;
    private const int Refused = 5;

    /// <summary>Makes the reply; its length, or 0 for silence.</summary>
    /// <param name="packet">What came.</param>
    /// <param name="length">How much; more than <see cref="MaxBytes"/> is answered as a format error.</param>
    /// <param name="reply">At least <see cref="MaxBytes"/> long; not the packet's array.</param>
    /// <param name="address">Four bytes: where every name is.</param>
    public static int Make(byte[] packet, int length, byte[] reply, byte[] address)
    {
        if (length < HeaderBytes || (packet[2] & IsReply) != 0)
        {
            return 0;
        }

        if (length > MaxBytes)
        {
            return WriteHeader(packet, reply, FormatError, 0, 0);
        }

        if ((packet[2] & OpcodeMask) != 0)
        {
            return WriteHeader(packet, reply, NotImplemented, 0, 0);
        }

        // With more than one question nobody could tell whose code it is (RFC 9619).
        if (Bytes.ReadUInt16BigEndian(packet, 4) != 1)
        {
            return WriteHeader(packet, reply, FormatError, 0, 0);
        }

        int end = NameEnd(packet, length);
        if (end < 0)
        {
            // A pointer in the first name could only lead into the header.
            return end == -1 ? 0 : WriteHeader(packet, reply, FormatError, 0, 0);
        }

        if (end + 4 > length)
        {
            return 0;
        }

        int type = Bytes.ReadUInt16BigEndian(packet, end);
        int kind = Bytes.ReadUInt16BigEndian(packet, end + 2);
        if (kind != ClassIn && kind != ClassAny)
        {
            return WriteHeader(packet, reply, Refused, 0, 0);
        }

        bool hasAddress = type == TypeA;
        WriteHeader(packet, reply, NoError, 1, hasAddress ? 1 : 0);
        Array.Copy(packet, HeaderBytes, reply, HeaderBytes, end + 4 - HeaderBytes);
        return hasAddress ? WriteAddress(reply, end + 4, address) : end + 4;
    }

    // Where the first question's name ends; -1: it does not hold together; -2: a pointer or a label type that is not for here.
    private static int NameEnd(byte[] packet, int length)
    {
        int at = HeaderBytes;
        while (at < length)
        {
            int label = packet[at];
            if (label > MaxLabelBytes)
            {
                return -2;
            }

            at += label + 1;
            if (at - HeaderBytes > MaxNameBytes)
            {
                return -1;
            }

            if (label == 0)
            {
                return at;
            }
        }

        return -1;
    }

    private static int WriteHeader(byte[] packet, byte[] reply, int code, int questions, int answers)
    {
        Array.Clear(reply, 0, HeaderBytes);
        reply[0] = packet[0];
        reply[1] = packet[1];
        reply[2] = (byte)(IsReply | (packet[2] & OpcodeMask) | IsAuthority | (packet[2] & RecursionDesired));

        // A resolver that asked for recursion gives up without it.
        reply[3] = (byte)(RecursionAvailable | code);
        reply[5] = (byte)questions;
        reply[7] = (byte)answers;
        return HeaderBytes;
    }

    private static int WriteAddress(byte[] reply, int at, byte[] address)
    {
        // The name again, as a pointer to the question's (section 4.1.4).
        reply[at] = 0xC0;
        reply[at + 1] = HeaderBytes;
        Bytes.WriteUInt16BigEndian(reply, at + 2, TypeA);
        Bytes.WriteUInt16BigEndian(reply, at + 4, ClassIn);
        Bytes.WriteUInt32BigEndian(reply, at + 6, TtlSeconds);
        Bytes.WriteUInt16BigEndian(reply, at + 10, address.Length);
        Array.Copy(address, 0, reply, at + 12, address.Length);
        return at + 12 + address.Length;
    }
}
