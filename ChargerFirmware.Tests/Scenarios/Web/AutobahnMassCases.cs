using System.Collections.Generic;
using ChargerFirmware.Web;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>Group 9 of the Autobahn list: large messages, many fragments, many chops, many round trips.</summary>
public static class AutobahnMassCases
{
    private const int Kilo = 1024;
    private const int Mega = 1024 * 1024;
    private static readonly int[] Sizes = [64 * Kilo, 256 * Kilo, Mega, 4 * Mega, 8 * Mega, 16 * Mega];
    private static readonly int[] FragmentSizes = [64, 256, Kilo, 4 * Kilo, 16 * Kilo, 64 * Kilo, 256 * Kilo, Mega, 4 * Mega];
    private static readonly int[] Chops = [64, 128, 256, 512, Kilo, 2 * Kilo];
    private static readonly int[] TripSizes = [0, 16, 64, 256, Kilo, 4 * Kilo];

    /// <param name="trips">Round trips of 9.7 and 9.8: the list has 1000.</param>
    public static IEnumerable<AutobahnCase> All(int trips)
    {
        foreach (bool isBinary in new[] { false, true })
        {
            int opcode = isBinary ? Opcode.Binary : Opcode.Text;
            int shift = isBinary ? 1 : 0;
            char octet = isBinary ? '\u00fe' : '*';
            for (int i = 0; i < Sizes.Length; i++)
            {
                int size = Sizes[i];
                yield return new AutobahnCase("9." + (1 + shift) + "." + (i + 1), size + " bytes", peer => AutobahnCases.Echo(peer, opcode, AutobahnCases.Repeat(octet, size), 0), true);
            }

            for (int i = 0; i < FragmentSizes.Length; i++)
            {
                int size = FragmentSizes[i];
                yield return new AutobahnCase("9." + (3 + shift) + "." + (i + 1), "4 MiB in fragments of " + size, peer => Fragments(peer, opcode, octet, size), true);
            }

            for (int i = 0; i < Chops.Length; i++)
            {
                int chop = Chops[i];
                yield return new AutobahnCase("9." + (5 + shift) + "." + (i + 1), "1 MiB in chops of " + chop, peer => AutobahnCases.Echo(peer, opcode, AutobahnCases.Repeat(octet, Mega), chop), true);
            }

            for (int i = 0; i < TripSizes.Length; i++)
            {
                int size = TripSizes[i];
                yield return new AutobahnCase("9." + (7 + shift) + "." + (i + 1), trips + " round trips of " + size, peer => Trips(peer, opcode, octet, size, trips), true);
            }
        }
    }

    private static void Fragments(AutobahnPeer peer, int opcode, char octet, int size)
    {
        byte[] payload = AutobahnCases.Repeat(octet, 4 * Mega);
        AutobahnCases.Fragmented(peer, opcode, payload, size);
        peer.Flush();
        AutobahnCase.ExpectThenClose(peer, new AutobahnEvent(opcode, payload));
    }

    private static void Trips(AutobahnPeer peer, int opcode, char octet, int size, int trips)
    {
        AutobahnEvent expected = new(opcode, AutobahnCases.Repeat(octet, size));
        for (int i = 0; i < trips; i++)
        {
            peer.Frame(opcode, expected.Payload);
            peer.Flush();
            AutobahnCase.Expect(peer, expected);
        }

        AutobahnCase.ExpectThenClose(peer);
    }
}
