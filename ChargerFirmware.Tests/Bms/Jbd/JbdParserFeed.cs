using System;
using ChargerFirmware.Bms.Jbd;

namespace ChargerFirmware.Tests.Bms.Jbd;

/// <summary>Gives bytes to a parser as a line would.</summary>
public static class JbdParserFeed
{
    /// <summary>Puts bytes in; how many found room.</summary>
    public static int Add(JbdParser parser, byte[] bytes, int offset, int count)
    {
        int taken = parser.MakeRoom();
        if (taken > count)
        {
            taken = count;
        }

        Array.Copy(bytes, offset, parser.Buffer, parser.End, taken);
        parser.Added(taken);
        return taken;
    }

    /// <summary>Puts all bytes in, in pieces as they fit, and counts the frames found.</summary>
    public static int CountFrames(JbdParser parser, byte[] bytes)
    {
        int found = 0;
        for (int offset = 0; offset < bytes.Length;)
        {
            offset += Add(parser, bytes, offset, bytes.Length - offset);
            while (parser.Next())
            {
                found++;
            }
        }

        return found;
    }

    /// <summary>The line is silent for good: counts the frames that stand behind beginnings that were none.</summary>
    public static int CountFramesInSilence(JbdParser parser)
    {
        int found = 0;
        while (parser.GiveUp())
        {
            while (parser.Next())
            {
                found++;
            }
        }

        return found;
    }
}
