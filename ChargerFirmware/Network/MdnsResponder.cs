using System;
using System.Net;
using System.Net.Sockets;
using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Network;

/// <summary>Makes the charger known as label.local on the network that it is on, and its page as a service (RFC 6762, RFC 6763). Network thread only.</summary>
/// <remarks>One network at a time: the owner's, else the own one. Each has other addresses to tell, and a socket of lwIP does not say by which one a packet came.</remarks>
public sealed class MdnsResponder
{
    private const int Everything = MdnsQuery.Address | MdnsQuery.Pointer | MdnsQuery.Server | MdnsQuery.Text | MdnsQuery.Kinds;
    private const int MaxPacketsPerPass = 8;

    // RFC 6762, section 8.1: three probes 250 ms apart, the first one after up to 250 ms; 15 conflicts within 10 s slow it down, until there is a name.
    private const int Probes = 3;
    private const int ProbeMs = 250;
    private const int PatientAfter = 15;
    private const int PatientWithinMs = 10000;
    private const int PatientMs = 5000;

    // Whoever sends a conflict after the other must not wash everything else out of the log.
    private const int TellMs = 10000;

    // Section 8.2: whoever loses the tie-break asks again after a second.
    private const int TieBreakMs = 1000;

    // Section 8.3.
    private const int Announcements = 2;
    private const int AnnounceMs = 1000;

    // Section 6: a record goes to the group once a second, to answer a probe four times.
    private const int AgainMs = 1000;
    private const int AgainForProbeMs = 250;

    // Section 5.4: a quarter of the shortest time to live; everybody's cache is fresh then.
    private const int FreshMs = MdnsWriter.HostTtlSeconds * 1000 / 4;
    private const int RetryMs = 30000;

    private readonly UdpPort _udp = new UdpPort();
    private readonly NetworkBuffers _buffers;
    private readonly ISystem _system;
    private readonly Log _log;
    private readonly int _port;
    private readonly MdnsNames _names;
    private readonly MdnsQuery _query;
    private readonly MdnsWriter _writer;
    private readonly byte[] _address = new byte[4];
    private readonly byte[] _mask = new byte[4];
    private readonly byte[] _random = new byte[1];
    private readonly IPAddress _groupAddress = new IPAddress(new byte[] { 224, 0, 0, 251 });
    private readonly IPEndPoint _group;

    // By record: when it last went to the group.
    private readonly long[] _sentMs = new long[MdnsQuery.RecordCount];

    // The newest conflicts, in a ring.
    private readonly long[] _conflictMs = new long[PatientAfter];
    private string _addressText;
    private string _maskText;
    private string _toldName;
    private int _number = 1;
    private int _conflicts;
    private bool _isPatient;
    private bool _isProved;
    private long _tellNotBeforeMs = long.MinValue;
    private long _warnNotBeforeMs = long.MinValue;
    private int _probesLeft;
    private int _announcementsLeft;
    private long _nextMs;
    private long _notBeforeMs = long.MinValue;
    private bool _hasTold;

    /// <param name="label">The charger's name, a label of DNS in lower case.</param>
    /// <param name="system">For the delay before the first probe.</param>
    /// <param name="buffers">Shared by the network thread.</param>
    /// <param name="log">Hears of names and conflicts.</param>
    /// <param name="port">5353 but for tests; 0 keeps it off.</param>
    public MdnsResponder(string label, ISystem system, NetworkBuffers buffers, Log log, int port)
    {
        _system = system;
        _buffers = buffers;
        _log = log;
        _port = port;
        _names = new MdnsNames(label);
        _query = new MdnsQuery(_names, _address);
        _writer = new MdnsWriter(_names, _address);
        _group = new IPEndPoint(_groupAddress, port);
    }

    /// <summary>For instance "charger-b2c3.local"; null while it was not proved to be ours. It stays while a doubt about it is settled: browsers go on to use it.</summary>
    public string Name { get; private set; }

    /// <summary>The page's port, as the service record tells it.</summary>
    public int HttpPort
    {
        get { return _writer.HttpPort; }
        set { _writer.HttpPort = value; }
    }

    public int Answered { get; private set; }

    /// <summary>Of the name that it has or asks for: 1 is the label itself.</summary>
    public int Number => _number;

    /// <summary>Packets that came from another network.</summary>
    public int Foreign { get; private set; }

    /// <summary>Packets that were no mDNS or did not hold together.</summary>
    public int Broken { get; private set; }

    /// <param name="address">The address to tell, whose network it speaks on; null when there is none.</param>
    /// <param name="mask">Which bits of it are the network's; null where nobody knows, and then everybody is heard.</param>
    /// <param name="nowMs">The network's clock.</param>
    public void Pass(string address, string mask, long nowMs)
    {
        if (_port == 0)
        {
            return;
        }

        if (address != _addressText || address == null)
        {
            Close();
            _addressText = address;
            _notBeforeMs = long.MinValue;
        }

        if (address == null || (!_udp.IsOpen && !Open(nowMs)))
        {
            return;
        }

        Follow(mask);
        Listen(nowMs);
        if (nowMs >= _nextMs)
        {
            Speak(nowMs);
        }

        TellName(nowMs);
    }

    private void Follow(string mask)
    {
        if (mask != _maskText)
        {
            _maskText = mask;
            if (!AddressText.TryParse(mask, _mask))
            {
                Array.Clear(_mask, 0, _mask.Length);
            }
        }
    }

    private void Listen(long nowMs)
    {
        for (int i = 0; i < MaxPacketsPerPass; i++)
        {
            int length = _udp.Receive(_buffers.In);
            if (length <= 0)
            {
                break;
            }

            if (IsNear(_udp.Sender))
            {
                Take(length, nowMs);
            }
            else
            {
                Foreign++;
            }
        }
    }

    // Section 11: what comes from another network is not heard. The address costs an array on the device, a packet on the group at a time.
    private bool IsNear(IPEndPoint sender)
    {
        byte[] from = sender.Address.GetAddressBytes();
        int difference = 0;
        for (int i = 0; i < 4; i++)
        {
            difference |= (from[i] ^ _address[i]) & _mask[i];
        }

        return difference == 0;
    }

    private void TellName(long nowMs)
    {
        if (_isProved && Name != _toldName && nowMs >= _tellNotBeforeMs)
        {
            _toldName = Name;
            _tellNotBeforeMs = nowMs + TellMs;
            _log.Info("mdns: http://" + Name + "/");
        }
    }

    /// <summary>Gives the name up and closes.</summary>
    public void Close()
    {
        if (_udp.IsOpen && _isProved)
        {
            _udp.Send(_buffers.Out, _writer.WriteGoodbye(_buffers.Out, Everything), _group);
        }

        _isProved = false;
        Name = null;
        _toldName = null;
        _udp.Close();
    }

    private bool Open(long nowMs)
    {
        if (nowMs < _notBeforeMs || !AddressText.TryParse(_addressText, _address))
        {
            return false;
        }

        byte[] membership = new byte[8];
        Array.Copy(_groupAddress.GetAddressBytes(), 0, membership, 0, 4);
        Array.Copy(_address, 0, membership, 4, 4);
        if (_udp.TryOpen(IPAddress.Any, _port, true)
            && _udp.TrySet(SocketOptionName.AddMembership, membership)
            && _udp.TrySet(SocketOptionName.MulticastInterface, _address))
        {
            // Section 11: 255 tells that it came from this very network. Where the system refuses it works all the same.
            _udp.TrySet(SocketOptionName.MulticastTimeToLive, 255);
            Probe(nowMs, 0);
            return true;
        }

        _udp.Close();
        _notBeforeMs = nowMs + RetryMs;
        if (!_hasTold)
        {
            _hasTold = true;
            _log.Warning("mdns: port " + _port.ToString() + " on " + _addressText + " cannot be had: there is no name ending in .local");
        }

        return false;
    }

    private void Probe(long nowMs, int delayMs)
    {
        _isProved = false;
        _probesLeft = Probes;
        _announcementsLeft = Announcements;
        _system.FillRandom(_random);
        _nextMs = nowMs + delayMs + (_random[0] * ProbeMs >> 8);
        Array.Clear(_sentMs, 0, _sentMs.Length);
    }

    private void Speak(long nowMs)
    {
        if (_probesLeft > 0)
        {
            _probesLeft--;
            _nextMs = nowMs + ProbeMs;
            _udp.Send(_buffers.Out, _writer.WriteProbe(_buffers.Out), _group);
        }
        else if (_announcementsLeft > 0)
        {
            _isProved = true;
            Name = _names.HostText;
            _announcementsLeft--;
            _nextMs = nowMs + AnnounceMs;
            Multicast(Everything, nowMs);
        }
        else
        {
            _isPatient = false;
            _nextMs = long.MaxValue;
        }
    }

    private void Take(int length, long nowMs)
    {
        if (length > MdnsWriter.MaxBytes || !_query.Read(_buffers.In, length))
        {
            // Longer ones are known answers of a big network, cut: answering twice is better than not at all, but not to half a packet.
            Broken++;
            return;
        }

        bool isLegacy = _udp.Sender.Port != _port;
        if (_query.IsConflict && !isLegacy)
        {
            Yield(nowMs);
        }
        else if (!_isProved)
        {
            if (_query.LosesTieBreak && _probesLeft < Probes)
            {
                Probe(nowMs, TieBreakMs);
            }
        }
        else if (_query.Wanted != 0)
        {
            Answer(isLegacy, nowMs);
        }
    }

    // Section 9: who has announced proves its name again; who has not takes another one, but only if it has asked for this one (section 8.1).
    private void Yield(long nowMs)
    {
        if (!_isProved && _probesLeft == Probes)
        {
            return;
        }

        Count(nowMs);
        if (!_isProved)
        {
            Rename(nowMs);
        }

        Probe(nowMs, _isPatient ? PatientMs : 0);
    }

    private void Count(long nowMs)
    {
        int oldest = _conflicts % PatientAfter;
        _isPatient |= _conflicts + 1 >= PatientAfter && nowMs - _conflictMs[(oldest + 1) % PatientAfter] <= PatientWithinMs;
        _conflictMs[oldest] = nowMs;
        _conflicts++;
    }

    private void Rename(long nowMs)
    {
        _number++;
        _names.Number(_number);
        Name = null;
        if (nowMs >= _warnNotBeforeMs)
        {
            _warnNotBeforeMs = nowMs + TellMs;
            _log.Warning("mdns: the name is taken, now " + _names.HostText);
        }
    }

    private void Answer(bool isLegacy, long nowMs)
    {
        // A probe is answered to the group: where programs share the port, a unicast answer reaches only one of them (section 15.1), and two would have one name.
        int records = _query.Wanted;
        if (isLegacy)
        {
            int length = _writer.WriteLegacy(_buffers.Out, records, _buffers.In, _query.QuestionsEnd, _query.Questions);
            Answered += length > 0 && _udp.Send(_buffers.Out, length, _udp.Sender) ? 1 : 0;
        }
        else if (_query.WantsUnicast && !_query.IsProbe && AreFresh(records, nowMs))
        {
            Answered += _udp.Send(_buffers.Out, _writer.WriteResponse(_buffers.Out, records), _udp.Sender) ? 1 : 0;
        }
        else
        {
            records = NotJustSent(records, _query.IsProbe ? AgainForProbeMs : AgainMs, nowMs);
            if (records != 0)
            {
                Multicast(records, nowMs);
                Answered++;
            }
        }
    }

    private void Multicast(int records, long nowMs)
    {
        for (int i = 0; i < MdnsQuery.RecordCount; i++)
        {
            if ((records & 1 << i) != 0)
            {
                _sentMs[i] = nowMs;
            }
        }

        _udp.Send(_buffers.Out, _writer.WriteResponse(_buffers.Out, records), _group);
    }

    private bool AreFresh(int records, long nowMs)
    {
        return NotJustSent(records, FreshMs, nowMs) == 0;
    }

    private int NotJustSent(int records, int withinMs, long nowMs)
    {
        for (int i = 0; i < MdnsQuery.RecordCount; i++)
        {
            if (_sentMs[i] != 0 && nowMs - _sentMs[i] < withinMs)
            {
                records &= ~(1 << i);
            }
        }

        return records;
    }
}
