using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;

namespace VirtualCharger;

/// <summary>What the command line asks for.</summary>
/// <remarks>
/// Read by hand: a bad option must give exactly one line that says how to mend it, where a command-line library prints its
/// usage text, and a hundred lines are less than the library's configuration would be.
/// </remarks>
public sealed class Options
{
    private const int MaxPort = 65_535;

    // Measured: 1000 times real time takes a quarter of one core of a small PC.
    private const double MaxSpeed = 1000;

    // In slow motion the stop at the end would not be on the bus within the promised time.
    private const double MinSpeed = 1;

    /// <summary>0 = any free port.</summary>
    public int HttpPort { get; private set; } = 8080;

    public IPAddress Listen { get; private set; } = IPAddress.Loopback;

    /// <summary>0 = off.</summary>
    public int LegacyPort { get; private set; } = 9998;

    /// <summary>A real serial line; null = the simulated BMS.</summary>
    public string? SerialPath { get; private set; }

    /// <summary>The simulated pack; a name of <see cref="Packs"/>.</summary>
    public string Pack { get; private set; } = Packs.Default;

    /// <summary>State of charge of the simulated pack at the start; -1 = its default.</summary>
    public int SocPercent { get; private set; } = -1;

    /// <summary>Temperature around the simulated pack; null = its default.</summary>
    public int? AmbientCelsius { get; private set; }

    /// <summary>-1 = off, 0 = any free port.</summary>
    public int CanPort { get; private set; } = -1;

    /// <summary>False: nobody on the bus but us.</summary>
    public bool SimulatedCharger { get; private set; } = true;

    /// <summary>KEY=VALUE, in the order given.</summary>
    public List<KeyValuePair<string, string>> Settings { get; } = [];

    public string DataFolder { get; private set; } = "";

    public double Speed { get; private set; } = 1;

    /// <summary>NAME[@SECONDS[-SECONDS]], in the order given.</summary>
    public List<string> Faults { get; } = [];

    public bool WebSocketEcho { get; private set; }

    /// <summary>True: the firmware has a radio, among simulated routers; false: the network is the PC's.</summary>
    public bool SimulatedWifi { get; private set; }

    /// <summary>Where the name server of the simulated own network listens; 0 = off.</summary>
    public int DnsPort { get; private set; }

    /// <summary>Where mDNS is answered; null = nowhere.</summary>
    public IPEndPoint? Mdns { get; private set; }

    public bool ShowHelp { get; private set; }

    public bool ListFaults { get; private set; }

    private bool _speedGiven;
    private string? _packOption;

    /// <summary>Reads the command line; throws <see cref="StartupException"/> for what it cannot take.</summary>
    public static Options Parse(string[] arguments)
    {
        Options options = new();
        Queue<string> rest = new(arguments);
        while (rest.Count > 0)
        {
            options.Take(rest.Dequeue(), rest);
        }

        if (options.SerialPath != null && options._speedGiven)
        {
            throw new StartupException("--speed cannot be used with --bms " + options.SerialPath + ": a real BMS lives in real time. Leave one of the two out.");
        }

        if (options.SerialPath != null && options._packOption != null)
        {
            throw new StartupException(options._packOption + " cannot be used with --bms " + options.SerialPath + ": it shapes the simulated pack. Leave one of the two out.");
        }

        if (!options.SimulatedWifi && (options.DnsPort != 0 || options.Mdns != null))
        {
            throw new StartupException("--dns-port and --mdns belong to the firmware's own network part; give --wifi sim too.");
        }

        if (options.DataFolder.Length == 0)
        {
            options.DataFolder = DefaultDataFolder();
        }

        return options;
    }

    private void Take(string argument, Queue<string> rest)
    {
        // --name=value is the same as --name value.
        int equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        string name = equals < 0 ? argument : argument[..equals];
        string? attached = equals < 0 ? null : argument[(equals + 1)..];
        switch (name)
        {
            case "--help" or "-h":
                ShowHelp = NoValue(name, attached);
                break;
            case "--ws-echo":
                WebSocketEcho = NoValue(name, attached);
                break;
            case "--http":
                HttpPort = Port(name, Value(name, attached, rest), "any free port");
                break;
            case "--listen":
                Listen = Address(name, Value(name, attached, rest));
                break;
            case "--legacy-port":
                LegacyPort = Port(name, Value(name, attached, rest), "off");
                break;
            case "--can-port":
                CanPort = Port(name, Value(name, attached, rest), "any free port");
                break;
            case "--bms":
                TakeBms(Value(name, attached, rest));
                break;
            case "--pack":
                TakePack(Value(name, attached, rest));
                break;
            case "--soc":
                SocPercent = PackNumber(name, Value(name, attached, rest), 0, 100, "percent");
                break;
            case "--ambient":
                AmbientCelsius = PackNumber(name, Value(name, attached, rest), -30, 70, "degC");
                break;
            case "--wifi":
                TakeWifi(Value(name, attached, rest));
                break;
            case "--dns-port":
                DnsPort = Port(name, Value(name, attached, rest), "off");
                break;
            case "--mdns":
                TakeMdns(name, Value(name, attached, rest));
                break;
            case "--charger":
                TakeCharger(Value(name, attached, rest));
                break;
            case "--set":
                TakeSetting(Value(name, attached, rest));
                break;
            case "--data":
                DataFolder = NotEmpty(name, Value(name, attached, rest), "a folder");
                break;
            case "--speed":
                TakeSpeed(Value(name, attached, rest));
                break;
            case "--fault":
                TakeFault(Value(name, attached, rest));
                break;
            default:
                throw new StartupException("'" + Shown(argument) + "' is no option; --help lists them.");
        }
    }

    private void TakeBms(string value)
    {
        NotEmpty("--bms", value, "'sim' or the path of a serial line");
        SerialPath = value == "sim" ? null : value;
    }

    private void TakeCharger(string value)
    {
        if (value is not ("sim" or "none"))
        {
            throw new StartupException("--charger: '" + Shown(value) + "' is neither 'sim' nor 'none'; give one of them.");
        }

        SimulatedCharger = value == "sim";
    }

    private void TakePack(string value)
    {
        Pack = Packs.Find(value) != null ? value : throw new StartupException("--pack: there is no pack '" + Shown(value) + "'; give one of " + Packs.Names + ".");
        _packOption = "--pack";
    }

    private int PackNumber(string name, string value, int min, int max, string unit)
    {
        bool isNumber = int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number);
        _packOption = name;
        return isNumber && number >= min && number <= max ? number : throw new StartupException(name + ": '" + Shown(value) + "' is not right; give a number from " + min + " to " + max + " (" + unit + ").");
    }

    private void TakeWifi(string value)
    {
        if (value is not ("sim" or "none"))
        {
            throw new StartupException("--wifi: '" + Shown(value) + "' is neither 'sim' nor 'none'; give one of them.");
        }

        SimulatedWifi = value == "sim";
    }

    // ADDRESS or ADDRESS:PORT.
    private void TakeMdns(string name, string value)
    {
        string[] parts = value.Split(':', 2);
        int port = parts.Length == 1 ? 5353 : Port(name, parts[1], "off");
        Mdns = port == 0 ? null : new IPEndPoint(Address(name, parts[0]), port);
    }

    private void TakeSetting(string value)
    {
        int equals = value.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
        {
            throw new StartupException("--set: '" + Shown(value) + "' is not KEY=VALUE; give for instance charge.mode=medium.");
        }

        Settings.Add(new KeyValuePair<string, string>(value[..equals], value[(equals + 1)..]));
    }

    private void TakeSpeed(string value)
    {
        bool isNumber = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double speed);
        if (!isNumber || speed < MinSpeed || speed > MaxSpeed)
        {
            throw new StartupException("--speed: '" + Shown(value) + "' is not a speed; give a number from 1 to 1000.");
        }

        Speed = speed;
        _speedGiven = true;
    }

    private void TakeFault(string value)
    {
        if (value == "list")
        {
            ListFaults = true;
            return;
        }

        Faults.Add(value);
    }

    private static string Value(string name, string? attached, Queue<string> rest)
    {
        if (attached != null)
        {
            return attached;
        }

        // An option where a value belongs is a forgotten value; a negative number is left to the option's own check.
        if (rest.Count == 0 || rest.Peek().StartsWith("--", StringComparison.Ordinal))
        {
            throw new StartupException(name + " needs a value; --help tells which.");
        }

        return rest.Dequeue();
    }

    private static bool NoValue(string name, string? attached)
    {
        return attached == null ? true : throw new StartupException(name + " takes no value; leave '=" + Shown(attached) + "' out.");
    }

    private static string NotEmpty(string name, string value, string what)
    {
        return value.Length > 0 ? value : throw new StartupException(name + " is empty; give " + what + ".");
    }

    private static int Port(string name, string value, string zero)
    {
        bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port);
        return isNumber && port <= MaxPort ? port : throw new StartupException(name + ": '" + Shown(value) + "' is not a port; give a number from 0 to 65535 (0 = " + zero + ").");
    }

    private static IPAddress Address(string name, string value)
    {
        if (value == "localhost")
        {
            return IPAddress.Loopback;
        }

        // Four parts: the parser would also take "1" for 0.0.0.1.
        bool isAddress = IPAddress.TryParse(value, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetwork && value.Split('.').Length == 4;
        return isAddress ? address! : throw new StartupException(name + ": '" + Shown(value) + "' is not an IPv4 address; give for instance 127.0.0.1, or 0.0.0.0 for every network.");
    }

    private static string DefaultDataFolder()
    {
        string user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return user.Length > 0 ? Path.Combine(user, "ChargerFirmware") : throw new StartupException("--data: this user has no data folder; give one with --data FOLDER.");
    }

    /// <summary>A piece of the command line as it may stand in a single line.</summary>
    private static string Shown(string text)
    {
        char[] shown = text.ToCharArray();
        for (int i = 0; i < shown.Length; i++)
        {
            shown[i] = char.IsControl(shown[i]) ? '?' : shown[i];
        }

        return new string(shown);
    }
}
