using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Bms.Jbd;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>A pack of the vectors: its replies, and the words of the vectors on what they say.</summary>
/// <param name="Source">Where it comes from; says when cells were made up for it.</param>
/// <param name="Played">The replies as they were captured, noise included.</param>
/// <param name="Words">Names and values of basic info, cells and name.</param>
internal sealed record CapturedPack(string Source, PlayedPack Played, IReadOnlyDictionary<string, string> Words)
{
    /// <summary>Every good reply to basic info, with the cells and the name of the same board where those were captured too.</summary>
    public static IReadOnlyList<CapturedPack> All { get; } = [.. JbdBasicVectors.All().Select(Complete), WithStaleBytes()];

    public int Number(string word)
    {
        return int.Parse(Words[word], CultureInfo.InvariantCulture);
    }

    public string[] List(string word)
    {
        return Words[word].Length == 0 ? [] : Words[word].Split(',');
    }

    private static CapturedPack Complete(JbdVector basic)
    {
        JbdVector? cells = Find(JbdRegister.Cells, basic.Source);
        JbdVector? name = Find(JbdRegister.Name, basic.Source);
        Dictionary<string, string> words = WordsOf(basic);
        return cells != null ? Make(basic.Source, basic, cells, name, words) : Make(basic.Source + " [cells made up]", basic, MakeUp(words), name, words);
    }

    // Captured from the board of the second basic vector, with what was left in the line from before.
    private static CapturedPack WithStaleBytes()
    {
        JbdVector cells = JbdCellVectors.All().Single(vector => vector.Source.Contains("docs/debug.txt"));
        JbdVector basic = JbdBasicVectors.All().First(vector => vector.Source.Contains("JBD-SP04S034"));
        return Make(cells.Source, basic, cells, null, WordsOf(basic));
    }

    private static CapturedPack Make(string source, JbdVector basic, JbdVector cells, JbdVector? name, Dictionary<string, string> words)
    {
        foreach (JbdVector other in name == null ? [cells] : new[] { cells, name })
        {
            foreach ((string word, string value) in WordsOf(other))
            {
                words.TryAdd(word, value);
            }
        }

        return new CapturedPack(source, new PlayedPack(basic.Response, cells.Response, name?.Response), words);
    }

    // Equal cells that add up to what the board tells of the whole pack.
    private static JbdVector MakeUp(Dictionary<string, string> words)
    {
        int count = int.Parse(words["cell_count"], CultureInfo.InvariantCulture);
        int milliVolts = int.Parse(words["total_voltage_mv"], CultureInfo.InvariantCulture) / count;
        byte[] data = new byte[2 * count];
        for (int i = 0; i < count; i++)
        {
            Bytes.WriteUInt16BigEndian(data, 2 * i, milliVolts);
        }

        return new JbdVector("made up", "", Hex.From(JbdReplies.Frame(JbdRegister.Cells, 0, data)), "cell_mv=" + string.Join(',', Enumerable.Repeat(milliVolts, count)));
    }

    private static JbdVector? Find(int register, string source)
    {
        return JbdCellVectors.All().FirstOrDefault(vector => vector.Request[2] == register && BoardOf(vector.Source) == BoardOf(source));
    }

    // What stands in brackets differs between the replies of one board.
    private static string BoardOf(string source)
    {
        int bracket = source.IndexOf(" (", StringComparison.Ordinal);
        return bracket < 0 ? source : source[..bracket];
    }

    private static Dictionary<string, string> WordsOf(JbdVector vector)
    {
        return vector.Expect.Split(' ').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
    }
}
