using System.Text;

namespace ChargerFirmware.Network;

/// <summary>The names that mDNS answers to, as they stand in packets: a length before each label, 0 at the end (RFC 1035, section 3.1).</summary>
public sealed class MdnsNames
{
    private readonly string _label;

    /// <param name="label">The charger's name, a label of DNS in lower case.</param>
    public MdnsNames(string label)
    {
        _label = label;
        Number(1);
    }

    /// <summary>label.local: its address.</summary>
    public byte[] Host { get; private set; }

    /// <summary>label._http._tcp.local: its page.</summary>
    public byte[] Instance { get; private set; }

    /// <summary>_http._tcp.local: all pages.</summary>
    public byte[] Service { get; } = Wire("_http._tcp.local");

    /// <summary>All kinds of services (RFC 6763, section 9).</summary>
    public byte[] Services { get; } = Wire("_services._dns-sd._udp.local");

    /// <summary>The host as text.</summary>
    public string HostText { get; private set; }

    /// <summary>The first name is the label, the others have the number behind it (RFC 6762, section 9).</summary>
    public void Number(int number)
    {
        string label = number == 1 ? _label : _label + "-" + number.ToString();
        HostText = label + ".local";
        Host = Wire(HostText);
        Instance = Wire(label + "._http._tcp.local");
    }

    /// <summary>A name in its form for packets.</summary>
    public static byte[] Wire(string name)
    {
        byte[] text = Encoding.UTF8.GetBytes("." + name + ".");
        int lengthAt = 0;
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] == '.')
            {
                text[lengthAt] = (byte)(i - lengthAt - 1);
                lengthAt = i;
            }
        }

        text[lengthAt] = 0;
        return text;
    }
}
