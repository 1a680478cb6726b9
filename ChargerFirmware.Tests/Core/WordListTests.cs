using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Core;

[TestClass]
public class WordListTests
{
    private const string Words = "zero|a|host|";
    private readonly WordList _words = new WordList(Words);
    private readonly TextBuffer _text = new TextBuffer(20);

    [TestMethod]
    public void New_Constant_KeepsItsWordsInOrder()
    {
        Assert.AreEqual(4, _words.Count);
        for (int i = 0; i < _words.Count; i++)
        {
            _text.Clear();
            _text.Append(_words, i);
            Assert.AreEqual(WordList.At(Words, i), _text.ToString());
            Assert.AreEqual(_text.Length, _words.LengthOf(i));
        }

        Assert.AreEqual("host", WordList.At(Words, 2));
        Assert.AreEqual("", WordList.At(Words, 3));
    }

    [TestMethod]
    public void OfMembers_Names_HaveQuotesAndColon()
    {
        _text.Append(WordList.OfMembers("x|name"), 1);

        Assert.AreEqual("\"name\":", _text.ToString());
    }

    [TestMethod]
    public void Matches_SameBytesOnly_InBothForms()
    {
        byte[] source = Ascii.Of("xHostx");

        Assert.IsFalse(_words.Matches(2, source, 1, 4));
        Assert.IsTrue(_words.MatchesIgnoringCase(2, source, 1, 4));
        Assert.IsFalse(_words.MatchesIgnoringCase(2, source, 1, 5));
        Assert.IsFalse(_words.MatchesIgnoringCase(2, source, 0, 4));
        source[1] = (byte)'h';
        Assert.IsTrue(_words.Matches(2, source, 1, 4));
        Assert.IsFalse(_words.Matches(2, source, 1, 3));
        Assert.IsFalse(_words.Matches(1, source, 1, 4));
    }
}
