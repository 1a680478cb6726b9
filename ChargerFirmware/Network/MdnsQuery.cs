using ChargerFirmware.Core;

namespace ChargerFirmware.Network;

/// <summary>What a packet on the mDNS group means to us: what it asks of us, and whether somebody else has our name. Pure but for its result. Network thread only.</summary>
public sealed class MdnsQuery
{
    // Records of ours, as bits.
    public const int Address = 1;
    public const int Pointer = 2;
    public const int Server = 4;
    public const int Text = 8;
    public const int Kinds = 16;

    /// <summary>"There is nothing else under this name" (NSEC; RFC 6762, section 6.1).</summary>
    public const int Nothing = 32;
    public const int RecordCount = 6;

    public const int TypeA = 1;
    public const int TypePtr = 12;
    public const int TypeTxt = 16;
    public const int TypeAaaa = 28;
    public const int TypeSrv = 33;
    public const int TypeNsec = 47;
    public const int TypeAny = 255;

    private const int HeaderBytes = 12;
    private const int ClassMask = 0x7FFF;
    private const int TopBit = 0x8000;
    private const int ClassIn = 1;
    private const int ClassAny = 255;

    private readonly MdnsNames _names;
    private readonly byte[] _address;
    private byte[] _packet;
    private int _length;
    private int _at;

    // Of the record in hand.
    private int _nameAt;
    private int _type;
    private int _class;
    private uint _ttl;
    private int _data;
    private int _dataLength;

    /// <param name="names">Ours.</param>
    /// <param name="address">Ours, four bytes, which may change.</param>
    public MdnsQuery(MdnsNames names, byte[] address)
    {
        _names = names;
        _address = address;
    }

    /// <summary>The records that are asked for and not known to the asker.</summary>
    public int Wanted { get; private set; }

    /// <summary>Every question that concerns us allows a unicast answer (section 5.4).</summary>
    public bool WantsUnicast { get; private set; }

    /// <summary>It is a probe: somebody wants to have a name (section 8.1).</summary>
    public bool IsProbe { get; private set; }

    /// <summary>Another's probe for our name whose data wins over ours (section 8.2).</summary>
    public bool LosesTieBreak { get; private set; }

    /// <summary>Somebody says that our name is something else.</summary>
    public bool IsConflict { get; private set; }

    /// <summary>Where the questions end.</summary>
    public int QuestionsEnd { get; private set; }

    public int Questions { get; private set; }

    /// <summary>Reads a packet; false when it is neither query nor response, or does not hold together. What was read up to there does not count then.</summary>
    public bool Read(byte[] packet, int length)
    {
        Wanted = 0;
        WantsUnicast = true;
        IsProbe = false;
        LosesTieBreak = false;
        IsConflict = false;
        _packet = packet;
        _length = length;

        // Opcode and response code must be 0 (sections 18.3, 18.11).
        if (length < HeaderBytes || (packet[2] & 0x78) != 0 || (packet[3] & 15) != 0)
        {
            return false;
        }

        bool isQuery = (packet[2] & 0x80) == 0;
        Questions = Bytes.ReadUInt16BigEndian(packet, 4);
        int answers = Bytes.ReadUInt16BigEndian(packet, 6);
        int authorities = Bytes.ReadUInt16BigEndian(packet, 8);
        _at = HeaderBytes;
        bool isWhole = ReadQuestions(isQuery) && (isQuery ? ReadKnown(answers) && ReadProbe(authorities) : ReadOthers(answers + authorities + Bytes.ReadUInt16BigEndian(packet, 10)));
        if (!isWhole)
        {
            Wanted = 0;
            LosesTieBreak = false;
            IsConflict = false;
        }

        return isWhole;
    }

    private bool ReadQuestions(bool isQuery)
    {
        for (int i = 0; i < Questions; i++)
        {
            int end = DnsNames.End(_packet, _length, _at);
            if (end < 0 || end + 4 > _length)
            {
                return false;
            }

            int kind = Bytes.ReadUInt16BigEndian(_packet, end + 2);
            if (isQuery && ((kind & ClassMask) == ClassIn || (kind & ClassMask) == ClassAny))
            {
                int records = RecordsFor(_at, Bytes.ReadUInt16BigEndian(_packet, end));
                Wanted |= records;
                WantsUnicast &= records == 0 || (kind & TopBit) != 0;
            }

            _at = end + 4;
        }

        QuestionsEnd = _at;
        return true;
    }

    private int RecordsFor(int nameAt, int type)
    {
        bool isAny = type == TypeAny;
        if (Is(nameAt, _names.Host))
        {
            return type == TypeA || isAny ? Address : Nothing;
        }

        if (Is(nameAt, _names.Instance))
        {
            return (type == TypeSrv || isAny ? Server : 0) | (type == TypeTxt || isAny ? Text : 0);
        }

        if (type != TypePtr && !isAny)
        {
            return 0;
        }

        return Is(nameAt, _names.Service) ? Pointer : Is(nameAt, _names.Services) ? Kinds : 0;
    }

    // Known-answer suppression (section 7.1): with at least half of our time to live.
    private bool ReadKnown(int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (!ReadRecord())
            {
                return false;
            }

            int record = KnownRecord();
            if (record != 0 && _ttl >= (uint)MdnsWriter.TtlOf(record) / 2)
            {
                Wanted &= ~record;
            }
        }

        return true;
    }

    private int KnownRecord()
    {
        switch (_type)
        {
            case TypeA:
                return Is(_nameAt, _names.Host) && HasOurAddress() ? Address : 0;
            case TypePtr:
                return Is(_nameAt, _names.Service) && Is(_data, _names.Instance) ? Pointer : Is(_nameAt, _names.Services) && Is(_data, _names.Service) ? Kinds : 0;
            case TypeSrv:
                return Is(_nameAt, _names.Instance) && IsOurHost() ? Server : 0;
            default:
                // TXT and NSEC are cheap to say again.
                return 0;
        }
    }

    private bool ReadProbe(int count)
    {
        IsProbe = count > 0;
        for (int i = 0; i < count; i++)
        {
            if (!ReadRecord())
            {
                return false;
            }

            if (_type == TypeA && _dataLength == 4 && Is(_nameAt, _names.Host))
            {
                LosesTieBreak |= Bytes.ReadUInt32BigEndian(_packet, _data) > Bytes.ReadUInt32BigEndian(_address, 0);
            }
        }

        return true;
    }

    private bool ReadOthers(int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (!ReadRecord())
            {
                return false;
            }

            // With a time to live of 0 somebody gives a name up.
            if (_ttl == 0 || (_class & ClassMask) != ClassIn)
            {
                continue;
            }

            if (Is(_nameAt, _names.Host))
            {
                IsConflict |= _type == TypeAaaa || (_type == TypeA && !HasOurAddress());
            }
            else if (_type == TypeSrv && Is(_nameAt, _names.Instance))
            {
                IsConflict |= !IsOurHost();
            }
        }

        return true;
    }

    private bool ReadRecord()
    {
        _nameAt = _at;
        int end = DnsNames.End(_packet, _length, _at);
        if (end < 0 || end + 10 > _length)
        {
            return false;
        }

        _type = Bytes.ReadUInt16BigEndian(_packet, end);
        _class = Bytes.ReadUInt16BigEndian(_packet, end + 2);
        _ttl = Bytes.ReadUInt32BigEndian(_packet, end + 4);
        _dataLength = Bytes.ReadUInt16BigEndian(_packet, end + 8);
        _data = end + 10;
        _at = _data + _dataLength;
        return _at <= _length;
    }

    private bool Is(int nameAt, byte[] name)
    {
        return DnsNames.Matches(_packet, _length, nameAt, name);
    }

    private bool HasOurAddress()
    {
        return _dataLength == 4 && Bytes.AreEqual(_packet, _data, _address, 0, 4);
    }

    // The port may be another one: it is ours all the same, from before a restart.
    private bool IsOurHost()
    {
        return _dataLength > 6 && Is(_data + 6, _names.Host);
    }
}
