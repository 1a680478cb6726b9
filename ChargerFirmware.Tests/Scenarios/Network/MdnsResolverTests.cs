using System;
using System.Diagnostics;
using System.IO;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Network;

/// <summary>A real resolver (Avahi) finds the charger over a real link: two network name spaces of the test's own, joined by a pair of virtual cards. Nothing leaves them.</summary>
[TestClass]
public sealed class MdnsResolverTests
{
    // Here is the charger, over there are Avahi and, later, a second charger of the same name.
    private const string Script = """
        set -e
        mount -t tmpfs tmpfs /run
        mkdir -p /run/avahi-daemon /run/dbus
        ip link set lo up
        unshare -n sleep 60 & OTHER=$!
        there() { nsenter -t $OTHER -n "$@"; }
        sleep 0.5
        ip link add v0 type veth peer name v1
        ip link set v1 netns $OTHER
        ip addr add 10.9.0.1/24 dev v0
        ip link set v0 up
        there ip link set lo up
        there ip addr add 10.9.0.2/24 dev v1
        there ip link set v1 up
        printf '[server]\nuse-ipv4=yes\nuse-ipv6=no\n[publish]\ndisable-publishing=yes\n' > "$DATA/avahi.conf"
        BUS=$(dbus-daemon --system --fork --nopidfile --print-pid)
        there avahi-daemon -f "$DATA/avahi.conf" --no-chroot --no-drop-root --no-rlimits >/dev/null 2>&1 & AVAHI=$!
        exec_charger() { exec "$@" dotnet exec "$CHARGER" --http 8080 --wifi sim --legacy-port 0 --listen "$IP" --mdns "$IP" --data "$DATA/$IP" >/dev/null 2>>"$DATA/log"; }
        IP=10.9.0.1; exec_charger env & FIRST=$!
        set +e
        wait_for() { for i in $(seq 60); do grep -q "$1" "$DATA/log" && return; sleep 0.5; done; }
        wait_for 'mdns: http://charger-b2c3.local/'
        sleep 1
        echo "address $(there timeout 5 avahi-resolve -4 -n charger-b2c3.local)"
        echo "service $(there timeout 5 avahi-browse -r -t -p _http._tcp | grep '^=')"
        echo "nobody $(there timeout 2 avahi-resolve -4 -n other.local 2>/dev/null)"
        IP=10.9.0.2; exec_charger nsenter -t $OTHER -n & SECOND=$!
        wait_for 'mdns: http://charger-b2c3-2.local/'
        sleep 1
        echo "first $(there timeout 5 avahi-resolve -4 -n charger-b2c3.local)"
        echo "second $(there timeout 5 avahi-resolve -4 -n charger-b2c3-2.local)"
        kill -INT $FIRST $SECOND
        wait $FIRST
        echo "exit $?"
        sleep 2
        echo "gone $(there timeout 3 avahi-browse -t -p -r _http._tcp | grep '^=')"
        kill $AVAHI $BUS $OTHER
        """;

    [TestMethod]
    [TestCategory("Long")]
    [NeedsPrograms("unshare", "nsenter", "ip", "avahi-daemon", "avahi-resolve", "avahi-browse", "dbus-daemon")]
    public void Avahi_OverARealLink_FindsAddressServiceAndTheSecondsOtherName()
    {
        using TemporaryFolder folder = new();
        string output = Run(folder.Path, Script, out string errors);
        Assert.AreNotEqual(0, output.Length, "the script says nothing: " + errors);
        string log = File.ReadAllText(Path.Combine(folder.Path, "log"));
        StringAssert.Contains(output, "address charger-b2c3.local\t10.9.0.1\n", log);
        StringAssert.Contains(output, "service =;v1;IPv4;charger-b2c3;Web Site;local;charger-b2c3.local;10.9.0.1;8080;\"path=/\"\n", log);
        StringAssert.Contains(output, "nobody \n");
        StringAssert.Contains(output, "first charger-b2c3.local\t10.9.0.1\n", log);
        StringAssert.Contains(output, "second charger-b2c3-2.local\t10.9.0.2\n", log);
        StringAssert.Contains(output, "exit 0\n", log);
        StringAssert.Contains(output, "gone \n", "the goodbye was heard");
    }

    private static string Run(string folder, string script, out string errors)
    {
        ProcessStartInfo start = new("unshare", ["-n", "-m", "bash", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DATA"] = folder;
        start.Environment["CHARGER"] = Path.Combine(AppContext.BaseDirectory, "VirtualCharger.dll");
        start.Environment["PATH"] += ":/usr/sbin:/sbin";
        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> reading = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        errors = reading.GetAwaiter().GetResult();
        return output;
    }
}
