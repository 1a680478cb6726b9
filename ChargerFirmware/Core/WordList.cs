namespace ChargerFirmware.Core;

/// <summary>Words that are written and compared often, as bytes in one array with their places: made once from the constant that spells them. Any thread may read.</summary>
/// <remarks>On the device every array and every field costs a block of 12 bytes, so a hundred words apart from one another would cost more than their letters.</remarks>
public sealed class WordList
{
    /// <summary>Stands between the words of a constant; no word has one inside.</summary>
    public const char Separator = '|';

    /// <summary>The words, one behind the other.</summary>
    public readonly byte[] Bytes;

    /// <summary>Where a word begins; it ends where the next one begins, so there is one more than there are words.</summary>
    public readonly short[] Starts;

    /// <param name="words">Separated by <see cref="Separator"/>.</param>
    public WordList(string words) : this(words.Split(new char[] { Separator }), "", "")
    {
    }

    public WordList(string[] words) : this(words, "", "")
    {
    }

    private WordList(string[] words, string before, string behind)
    {
        Starts = new short[words.Length + 1];
        int length = 0;
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = before + words[i] + behind;
            length += Ascii.Of(words[i]).Length;
            Starts[i + 1] = (short)length;
        }

        Bytes = new byte[length];
        for (int i = 0; i < words.Length; i++)
        {
            byte[] word = Ascii.Of(words[i]);
            System.Array.Copy(word, 0, Bytes, Starts[i], word.Length);
        }
    }

    public int Count => Starts.Length - 1;

    /// <summary>Names of JSON members as <see cref="JsonWriter.Name(WordList, int)"/> wants them: with quotes and colon.</summary>
    public static WordList OfMembers(string names)
    {
        return new WordList(names.Split(new char[] { Separator }), "\"", "\":");
    }

    /// <summary>One word of a constant. Cold paths only: allocates.</summary>
    public static string At(string words, int index)
    {
        int from = 0;
        for (int i = 0; i < index; i++)
        {
            from = words.IndexOf(Separator, from) + 1;
        }

        // Not Substring: on the device that unpacks the whole string first, 1.6 KB in one piece for the names of the faults.
        int end = words.IndexOf(Separator, from);
        return new string(words.ToCharArray(from, (end < 0 ? words.Length : end) - from));
    }

    /// <summary>How many words a constant has. Cold paths only.</summary>
    public static int CountOf(string words)
    {
        int count = 1;
        for (int at = words.IndexOf(Separator); at >= 0; at = words.IndexOf(Separator, at + 1))
        {
            count++;
        }

        return count;
    }

    public int LengthOf(int index)
    {
        return Starts[index + 1] - Starts[index];
    }

    /// <summary>Whether the bytes are exactly the word.</summary>
    public bool Matches(int index, byte[] source, int offset, int count)
    {
        int start = Starts[index];
        return count == Starts[index + 1] - start && Core.Bytes.AreEqual(source, offset, Bytes, start, count);
    }

    /// <summary>As <see cref="Matches"/>, with letters of either case; the word is lower case.</summary>
    public bool MatchesIgnoringCase(int index, byte[] source, int offset, int count)
    {
        int start = Starts[index];
        if (count != Starts[index + 1] - start)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            int c = source[offset + i];
            if (c >= 'A' && c <= 'Z')
            {
                c += 'a' - 'A';
            }

            if (c != Bytes[start + i])
            {
                return false;
            }
        }

        return true;
    }
}
