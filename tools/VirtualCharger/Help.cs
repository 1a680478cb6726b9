namespace VirtualCharger;

/// <summary>The text of --help.</summary>
public static class Help
{
    public const string Text = """
        The charger's firmware on a PC. Battery, BMS, CAN bus and charger are simulated unless an option says otherwise.

        Usage: VirtualCharger [options]

          --http PORT          page, API and WebSocket (8080; 0 = any free port)
          --listen ADDRESS     IPv4 address to bind (127.0.0.1; 0.0.0.0 = every network)
          --legacy-port PORT   the original WebSocket text protocol (9998; 0 = off): accepted, not served yet by this version
          --bms sim|PATH       simulated BMS, or a real serial line: tty or pty, 9600 8N1 (sim)
          --pack NAME          the simulated pack: nmc14, lfp16 or lto24; battery.profile follows it (nmc14)
          --soc PERCENT        its state of charge at the start, 0 to 100 (78)
          --ambient DEGC       the temperature around it, -30 to 70 (25)
          --can-port PORT      serves the CAN bus on 127.0.0.1:PORT as SLCAN text lines (off; 0 = any free port)
          --charger sim|none   a simulated charger of the chosen protocol on the bus, or nobody (sim)
          --wifi none|sim      no radio, or one among simulated routers, with an own network at --listen's address (none)
          --dns-port PORT      name server of that own network (0 = off; needs --wifi sim)
          --mdns ADDRESS[:PORT] answers mDNS on the interface with this address (off; port 5353; needs --wifi sim)
          --set KEY=VALUE      any setting, for this run only; repeatable
          --data FOLDER        where settings and journals live (a folder under the user's data folder)
          --speed N            simulated time runs N times faster, 1 to 1000 (1); not with a real BMS
          --fault NAME[@A[-B]] starts a misbehaviour of the simulation at second A (0) and ends it at second B (never); repeatable
          --fault list         prints the misbehaviours
          --ws-echo            a WebSocket path /echo for protocol judges: accepted, not served yet by this version
          --help               prints this

        Prints 'Charger ready: http://ADDRESS:PORT/' once it serves; log lines go to standard error.
        Ends on SIGINT or SIGTERM: the charger is told to stop, then exit 0. Exit 2: it could not start, the one line on
        standard error says why. Exit 3: the firmware asked for a restart.

        """;
}
