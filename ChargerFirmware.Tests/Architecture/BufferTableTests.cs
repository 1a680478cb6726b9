using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using ChargerFirmware.Can.Mcp2515;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Journal;
using ChargerFirmware.Network;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Can.Mcp2515;
using ChargerFirmware.Tests.Core;
using ChargerFirmware.Tests.Host;
using ChargerFirmware.Tests.Scenarios.Web;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using Simulation.Network;

namespace ChargerFirmware.Tests.Architecture;

/// <summary>The buffers of the device: the table in ARCHITECTURE.md lists each one that the firmware really makes, and adds up to at most 32 KB.</summary>
/// <remarks>Found by walking the objects: a buffer that nobody has written into the table fails the test. Words and snapshots are no buffers: what they hold is fixed.</remarks>
[TestClass]
public sealed class BufferTableTests
{
    private const int LimitBytes = 32 * 1024;

    // Below, it is a request of a chip or a BMS, or counts and states: of those an int array has at most 32; the times of faults are longs.
    private const int SmallestBytes = 32;
    private const int SmallestIntBytes = 256;

    // They hold bytes for whoever has made them: the table names the owner.
    private static readonly Type[] Containers = [typeof(TextBuffer), typeof(OutputBuffer), typeof(JsonWriter)];

    [TestMethod]
    public void Architecture_BufferTable_IsWhatTheDeviceMakesAndAddsUp()
    {
        SortedDictionary<string, (int Each, int Count)> made = new(StringComparer.Ordinal);
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        foreach (object root in DeviceParts())
        {
            Walk(root, root.GetType().Name, made, seen);
        }

        string[][] rows = Rows().ToArray();
        string[] written = rows.Where(row => row[0].StartsWith('`')).Select(row => string.Join(" | ", row[0].Trim('`'), row[1], row[2], row[3])).Order(StringComparer.Ordinal).ToArray();
        string[] expected = made.Select(pair => Row(pair.Key, pair.Value.Each, pair.Value.Count)).Order(StringComparer.Ordinal).ToArray();
        CollectionAssert.AreEqual(expected, written, "the table should be\n" + string.Join('\n', expected));

        int total = made.Values.Sum(buffer => buffer.Each * buffer.Count);
        Assert.IsLessThanOrEqualTo(LimitBytes, total);
        Assert.AreEqual(total.ToString(CultureInfo.InvariantCulture), rows.Single(row => row[0] == "in all")[3]);
    }

    // What Device/Program makes, as far as it has buffers.
    private static IEnumerable<object> DeviceParts()
    {
        ManualClock clock = new();
        SettingValues values = new(new SettingTable());
        Log log = new(clock, Log.DeviceBytes);
        SnapshotBoard board = new();
        CommandQueue commands = new();
        SettingStore store = new(new FakeFlash(), values, log);
        ChargeJournal journal = new(clock, clock, new WallClock(clock), board, new FakeFlash(), log, 1);
        yield return journal;
        WebParts parts = new() { Journal = journal, Clock = clock, Board = board, Commands = commands, Settings = values, Store = store, System = new PlentySystem(), Assets = new TestAssets(), Log = log };
        yield return log;
        yield return store;
        WebServer server = new(parts, WebLimits.ForDevice(values), IPAddress.Loopback, 0);
        MakeAllPlaces(server);
        yield return server;
        SimulatedNetwork radio = new(clock);
        yield return new NetworkLoop(radio, clock, new NoSystem(), values, store, new WallClock(clock), log, new ManualLine(), new ManualLine(), new NetworkOptions());
        yield return new RestartRecord(new FakeFlash(), clock);
        Mcp2515Controller can = new(new ScriptedSpi(), new ManualLine(), clock, log);
        yield return new ControlLoop(clock, new Tests.Bms.SilentUart(), can, board, commands, log, ChargeSettingsReader.Read(values, false), new ChargeStart());
    }

    // As they are once everybody has come who may.
    private static void MakeAllPlaces(WebServer server)
    {
        foreach (WebSocketEndpoint endpoint in new[] { server.Browsers, server.LegacyPeers })
        {
            while (endpoint.Count < endpoint.Peers.Length)
            {
                using Socket nobody = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                endpoint.TakePlace().Open(nobody, [], 0, [], 0, 0, 0);
            }
        }

        object places = typeof(WebServer).GetField("_connections", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(server)!;
        MethodInfo make = typeof(HttpPlaces).GetMethod("Make", BindingFlags.Instance | BindingFlags.NonPublic)!;
        for (HttpPlaces http = (HttpPlaces)places; http.Count < http.All.Length;)
        {
            make.Invoke(http, null);
        }
    }

    private sealed class NoSystem : ISystem
    {
        public string FirmwareVersion => "";

        public long FreeMemoryBytes => 0;

        public void FillRandom(byte[] target)
        {
        }

        public void Restart(string reason)
        {
        }
    }

    private sealed class PlentySystem : ISystem
    {
        public string FirmwareVersion => "";

        public long FreeMemoryBytes => int.MaxValue;

        public void FillRandom(byte[] target)
        {
        }

        public void Restart(string reason)
        {
        }
    }

    private static void Walk(object at, string owner, IDictionary<string, (int Each, int Count)> made, HashSet<object> seen)
    {
        if (!seen.Add(at) || at is WordList)
        {
            return;
        }

        if (at is Array array)
        {
            WalkArray(array, owner, made, seen);
            return;
        }

        Type type = at.GetType();
        if (type.Assembly != typeof(ControlLoop).Assembly)
        {
            return;
        }

        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            object? value = field.GetValue(at);
            if (value != null && !field.FieldType.IsPrimitive && value is not string)
            {
                Walk(value, Containers.Contains(type) ? owner : type.Name + "." + Plain(field.Name), made, seen);
            }
        }
    }

    private static void WalkArray(Array array, string owner, IDictionary<string, (int Each, int Count)> made, HashSet<object> seen)
    {
        if (!array.GetType().GetElementType()!.IsPrimitive)
        {
            foreach (object? item in array)
            {
                if (item != null)
                {
                    Walk(item, owner, made, seen);
                }
            }

            return;
        }

        int bytes = Buffer.ByteLength(array);
        if ((array is byte[] && bytes >= SmallestBytes) || (array is int[] or short[] && bytes >= SmallestIntBytes))
        {
            int before = made.TryGetValue(owner, out (int Each, int Count) known) ? known.Count : 0;
            made[owner] = (bytes, before + 1);
        }
    }

    // "<Bytes>k__BackingField" and "_input" as one writes them.
    private static string Plain(string field)
    {
        return field.StartsWith('<') ? field[1..field.IndexOf('>')] : char.ToUpperInvariant(field.TrimStart('_')[0]) + field.TrimStart('_')[1..];
    }

    private static string Row(string name, int each, int count)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{name} | {each} | {count} | {each * count}");
    }

    private static IEnumerable<string[]> Rows()
    {
        return File.ReadLines(Repository.PathOf("ChargerFirmware/ARCHITECTURE.md")).SkipWhile(line => line != "## 9. Memory").TakeWhile(line => !line.StartsWith("## 10", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());
    }
}
