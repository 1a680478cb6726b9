using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Network;

/// <summary>Writes our records for mDNS (RFC 6762) and the service list (RFC 6763). Names are written out: 512 bytes hold all six records. Network thread only.</summary>
public sealed class MdnsWriter
{
    /// <summary>Longest packet: what every way carries whole.</summary>
    public const int MaxBytes = 512;

    /// <summary>Records with a host's name or address in them (section 10).</summary>
    public const int HostTtlSeconds = 120;
    public const int OtherTtlSeconds = 4500;

    /// <summary>For those who do not speak mDNS (section 6.7).</summary>
    public const int LegacyTtlSeconds = 10;

    private const int HeaderBytes = 12;
    private const int ClassIn = 1;
    private const int TopBit = 0x8000;

    // "path=/" with its length (RFC 6763, section 6).
    private static readonly byte[] TextData = { 6, (byte)'p', (byte)'a', (byte)'t', (byte)'h', (byte)'=', (byte)'/' };

    private readonly MdnsNames _names;
    private readonly byte[] _address;
    private byte[] _packet;
    private int _at;
    private int _ttlDivisor;
    private bool _isLegacy;

    /// <param name="names">Ours.</param>
    /// <param name="address">Ours, four bytes, which may change.</param>
    public MdnsWriter(MdnsNames names, byte[] address)
    {
        _names = names;
        _address = address;
    }

    /// <summary>The page's port.</summary>
    public int HttpPort { get; set; } = 80;

    public static int TtlOf(int record)
    {
        return record == MdnsQuery.Pointer || record == MdnsQuery.Text || record == MdnsQuery.Kinds ? OtherTtlSeconds : HostTtlSeconds;
    }

    /// <summary>The response with these records, and those that are asked for next behind them; its length.</summary>
    public int WriteResponse(byte[] packet, int records)
    {
        Begin(packet, 0);
        WriteRecords(records);
        return _at;
    }

    /// <summary>All records with a time to live of 0: the name is given up (section 10.1).</summary>
    public int WriteGoodbye(byte[] packet, int records)
    {
        Begin(packet, 0);
        _ttlDivisor = int.MaxValue;
        WriteRecords(records);
        return _at;
    }

    /// <summary>The answer to one who asked as an ordinary resolver does: its number, its question again, short times; its length, or 0 for more than one question, which no ordinary resolver asks and which might leave no room.</summary>
    public int WriteLegacy(byte[] packet, int records, byte[] query, int questionsEnd, int questions)
    {
        if (questions != 1 || questionsEnd > MaxBytes / 4)
        {
            return 0;
        }

        Begin(packet, questions);
        packet[0] = query[0];
        packet[1] = query[1];
        Array.Copy(query, HeaderBytes, packet, HeaderBytes, questionsEnd - HeaderBytes);
        _at = questionsEnd;
        _isLegacy = true;
        WriteRecords(records);
        return _at;
    }

    /// <summary>The question whether anybody has our names, with what we would say (section 8.1).</summary>
    public int WriteProbe(byte[] packet)
    {
        Begin(packet, 2);
        packet[2] = 0;
        PutQuestion(_names.Host);
        PutQuestion(_names.Instance);
        _isLegacy = true;
        PutAddress();
        PutServer();
        packet[9] = 2;
        return _at;
    }

    private void Begin(byte[] packet, int questions)
    {
        _packet = packet;
        _at = HeaderBytes;
        _ttlDivisor = 1;
        _isLegacy = false;
        Array.Clear(packet, 0, HeaderBytes);

        // Response, with authority (section 18.4).
        packet[2] = 0x84;
        packet[5] = (byte)questions;
    }

    private void WriteRecords(int records)
    {
        int more = 0;
        if ((records & MdnsQuery.Pointer) != 0)
        {
            // RFC 6763, section 12.1.
            more = MdnsQuery.Server | MdnsQuery.Text | MdnsQuery.Address;
        }
        else if ((records & MdnsQuery.Server) != 0)
        {
            more = MdnsQuery.Address;
        }

        _packet[7] = (byte)Put(records);
        _packet[11] = (byte)Put(more & ~records);
    }

    private int Put(int records)
    {
        int count = 0;
        for (int record = MdnsQuery.Address; record <= MdnsQuery.Nothing; record <<= 1)
        {
            if ((records & record) == 0)
            {
                continue;
            }

            count++;
            switch (record)
            {
                case MdnsQuery.Address:
                    PutAddress();
                    break;
                case MdnsQuery.Pointer:
                    PutHead(_names.Service, MdnsQuery.TypePtr, record, false, _names.Instance.Length);
                    PutBytes(_names.Instance);
                    break;
                case MdnsQuery.Server:
                    PutServer();
                    break;
                case MdnsQuery.Text:
                    PutHead(_names.Instance, MdnsQuery.TypeTxt, record, true, TextData.Length);
                    PutBytes(TextData);
                    break;
                case MdnsQuery.Kinds:
                    PutHead(_names.Services, MdnsQuery.TypePtr, record, false, _names.Service.Length);
                    PutBytes(_names.Service);
                    break;
                default:
                    PutNothing();
                    break;
            }
        }

        return count;
    }

    private void PutQuestion(byte[] name)
    {
        PutBytes(name);
        Put16(MdnsQuery.TypeAny);
        Put16(TopBit | ClassIn);
    }

    private void PutAddress()
    {
        PutHead(_names.Host, MdnsQuery.TypeA, MdnsQuery.Address, true, 4);
        PutBytes(_address);
    }

    private void PutServer()
    {
        PutHead(_names.Instance, MdnsQuery.TypeSrv, MdnsQuery.Server, true, 6 + _names.Host.Length);

        // Priority and weight: there is one.
        Put16(0);
        Put16(0);
        Put16(HttpPort);
        PutBytes(_names.Host);
    }

    private void PutNothing()
    {
        PutHead(_names.Host, MdnsQuery.TypeNsec, MdnsQuery.Nothing, true, _names.Host.Length + 3);
        PutBytes(_names.Host);

        // Block 0, one byte of it, bit 1: type A and nothing else (RFC 4034, section 4.1.2).
        Put16(1);
        _packet[_at++] = 0x40;
    }

    private void PutHead(byte[] name, int type, int record, bool isUnique, int dataLength)
    {
        PutBytes(name);
        Put16(type);
        Put16(isUnique && !_isLegacy ? TopBit | ClassIn : ClassIn);
        int ttl = TtlOf(record) / _ttlDivisor;
        Put16(0);
        Put16(_isLegacy && ttl > LegacyTtlSeconds ? LegacyTtlSeconds : ttl);
        Put16(dataLength);
    }

    private void PutBytes(byte[] bytes)
    {
        Array.Copy(bytes, 0, _packet, _at, bytes.Length);
        _at += bytes.Length;
    }

    private void Put16(int value)
    {
        Bytes.WriteUInt16BigEndian(_packet, _at, value);
        _at += 2;
    }
}
