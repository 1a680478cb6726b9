using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Core;

/// <summary>Where one kind of character ends and the next begins (RFC 3629, RFC 8259 section 7), and what each refusal says.</summary>
[TestClass]
public class JsonBoundaryTests
{
    private readonly byte[] _copy = new byte[16];

    [TestMethod]
    [DataRow("\\u007F", "7F")]
    [DataRow("\\u0080", "C280")]
    [DataRow("\\u07FF", "DFBF")]
    [DataRow("\\u0800", "E0A080")]
    [DataRow("\\ud7ff", "ED9FBF")]
    [DataRow("\\uE000", "EE8080")]
    [DataRow("\\uFFFF", "EFBFBF")]
    [DataRow("\\uD800\\uDC00", "F0908080")]
    [DataRow("\\uD800\\uDFFF", "F0908FBF")]
    [DataRow("\\uDBFF\\uDC00", "F48FB080")]
    [DataRow("\\uDBFF\\uDFFF", "F48FBFBF")]
    [DataRow("a\\u09afZ", "61E0A6AF5A")]
    public void CopyText_Escapes_BecomeUtf8(string text, string expected)
    {
        JsonReader reader = Over(Ascii.Of("\"" + text + "\""));
        Assert.AreEqual(JsonToken.String, reader.Read(), text);
        int length = reader.CopyText(_copy, 0, _copy.Length);
        Assert.AreEqual(expected, Hex.Of(_copy, length));
        Assert.AreEqual(JsonToken.End, reader.Read());
    }

    [TestMethod]
    [DataRow("207F")]
    [DataRow("C280")]
    [DataRow("DFBF")]
    [DataRow("E0A080")]
    [DataRow("EFBFBF")]
    [DataRow("F0908080")]
    [DataRow("F48FBFBF")]
    [DataRow("61C3A962E282AC63F09F988064")]
    public void CopyText_Utf8_StaysAsItIs(string bytes)
    {
        JsonReader reader = Over(Hex.Parse("22" + bytes + "22"));
        Assert.AreEqual(JsonToken.String, reader.Read(), bytes);
        int length = reader.CopyText(_copy, 0, _copy.Length);
        Assert.AreEqual(bytes, Hex.Of(_copy, length));

        // With an escape beside it, each character is taken apart and put together again.
        reader = Over(Hex.Parse("225C6E" + bytes + "22"));
        Assert.AreEqual(JsonToken.String, reader.Read(), bytes);
        length = reader.CopyText(_copy, 0, _copy.Length);
        Assert.AreEqual("0A" + bytes, Hex.Of(_copy, length));
    }

    [TestMethod]
    [DataRow("", "the text is empty")]
    [DataRow("  ", "the text ends too early")]
    [DataRow("[1", "the text ends too early")]
    [DataRow("1 1", "something follows the end")]
    [DataRow("[1 1]", "a comma or an end is missing")]
    [DataRow("{1", "a name in quotes is missing")]
    [DataRow("{\"\\a\"", "no such escape")]
    [DataRow("{\"a\"", "a colon is missing")]
    [DataRow("{\"a\" ", "a colon is missing")]
    [DataRow("{\"a\",1", "a colon is missing")]
    [DataRow("nulx", "no such value")]
    [DataRow("nul", "no such value")]
    [DataRow("-x", "no such value")]
    [DataRow("012", "a number with a leading zero")]
    [DataRow("1.x", "digits are missing")]
    [DataRow("1ex", "digits are missing")]
    [DataRow("\"\\a\"", "no such escape")]
    [DataRow("\"\\u12", "four hexadecimal digits are missing")]
    [DataRow("\"\\u123", "four hexadecimal digits are missing")]
    [DataRow("\"\\u123/\"", "four hexadecimal digits are missing")]
    [DataRow("\"\\u123:\"", "four hexadecimal digits are missing")]
    [DataRow("\"\\u123@\"", "four hexadecimal digits are missing")]
    [DataRow("\"\\u123G\"", "four hexadecimal digits are missing")]
    [DataRow("\"\\u123`\"", "four hexadecimal digits are missing")]
    [DataRow("\"\\u123g\"", "four hexadecimal digits are missing")]
    [DataRow("\"\\uD800\"", "half a surrogate pair")]
    [DataRow("\"\\uDFFF\"", "half a surrogate pair")]
    [DataRow("\"\\uDC00\\uDC00\"", "half a surrogate pair")]
    [DataRow("\"\\uD800xuDC00\"", "half a surrogate pair")]
    [DataRow("\"\\uD800\\nDC00\"", "half a surrogate pair")]
    [DataRow("\"\\uD800\\uDBFF\"", "half a surrogate pair")]
    [DataRow("\"\\uDBFF\\uE000\"", "half a surrogate pair")]
    [DataRow("\"\\uD800\\", "half a surrogate pair")]
    [DataRow("\"\u001F\"", "a control character in a string")]
    [DataRow("\"a", "a string without an end")]
    public void Read_WrongTexts_SayWhatIsWrong(string text, string reason)
    {
        JsonReader reader = Over(Ascii.Of(text));
        int token = reader.Read();
        while (token != JsonToken.Error && token != JsonToken.End)
        {
            token = reader.Read();
        }

        Assert.AreEqual(JsonToken.Error, token, text);
        Assert.AreEqual(reason, reader.ErrorReason, text);
    }

    [TestMethod]
    [DataRow("\"\\u09AF\"")]
    [DataRow("\"\\u90af\"")]
    [DataRow("\" \"")]
    public void Read_LastAllowedOfItsKind_IsTaken(string text)
    {
        JsonReader reader = Over(Ascii.Of(text));
        Assert.AreEqual(JsonToken.String, reader.Read(), text);
        Assert.AreEqual(JsonToken.End, reader.Read());
    }

    [TestMethod]
    public void Read_BlanksAroundTheColon_ArePassedOver()
    {
        JsonReader reader = Over(Ascii.Of("{\"a\" \t\r\n: -17}"));
        Assert.AreEqual(JsonToken.ObjectStart, reader.Read());
        Assert.AreEqual(JsonToken.Name, reader.Read());
        Assert.AreEqual(JsonToken.Number, reader.Read());
        Assert.AreEqual(-17L, reader.Integer);
    }

    // A peer's broken message must not spoil the next one: readers are used again.
    [TestMethod]
    [DataRow("22C322")]
    [DataRow("22F09F9822")]
    public void Start_AfterATextThatEndedWithinACharacter_ReadsAnew(string broken)
    {
        byte[] text = Hex.Parse(broken);
        JsonReader reader = Over(text);
        Assert.AreEqual(JsonToken.Error, reader.Read());
        text = Ascii.Of("\"ab\"");
        reader.Start(text, 0, text.Length);
        Assert.AreEqual(JsonToken.String, reader.Read());
        Assert.AreEqual(JsonToken.End, reader.Read());
    }

    [TestMethod]
    public void Reader_AskedForMoreLevelsThanItHas_KeepsToItsOwn()
    {
        JsonReader reader = new JsonReader(1000);
        byte[] text = new byte[2000];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (byte)'[';
        }

        reader.Start(text, 0, text.Length);
        while (reader.Read() == JsonToken.ArrayStart)
        {
        }

        Assert.AreEqual("too many levels", reader.ErrorReason);
        Assert.IsTrue(reader.ErrorPosition < 64, "a bit of a word each");
    }

    [TestMethod]
    public void Write_EveryKindBehindAnother_HasItsComma()
    {
        JsonWriter json = new JsonWriter(new TextBuffer(256));
        json.BeginArray();
        json.Bool(false);
        json.Bool(true);
        json.Null();
        json.Number(-7L);
        json.Word(new WordList("a|b|c"), 1);
        json.String("x");
        json.BeginArray();
        json.EndArray();
        json.Null();
        json.EndArray();

        Assert.AreEqual("[false,true,null,-7,\"b\",\"x\",[],null]", json.Buffer.ToString());
    }

    [TestMethod]
    public void Write_BoundsOfTheControlCharacters_AreEscapedOrNot()
    {
        JsonWriter json = new JsonWriter(new TextBuffer(256));
        json.String("\u001f !~\u007f");

        Assert.AreEqual("\"\\u001F !~\\u007F\"", json.Buffer.ToString());
    }

    [TestMethod]
    public void Continue_AfterAPieceThatIsSent_GoesOnWithOrWithoutComma()
    {
        JsonWriter json = new JsonWriter(new TextBuffer(256));
        json.BeginArray();
        json.Number(1);
        bool needsComma = json.NeedsComma;
        json.Clear();
        json.Continue(needsComma);
        json.Number(2);

        Assert.AreEqual(",2", json.Buffer.ToString());
        json.Clear();
        json.Continue(false);
        json.Number(3);
        Assert.AreEqual("3", json.Buffer.ToString());
    }

    private static JsonReader Over(byte[] text)
    {
        JsonReader reader = new JsonReader();
        reader.Start(text, 0, text.Length);
        return reader;
    }
}
