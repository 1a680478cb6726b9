using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Core;

[TestClass]
public class JsonReaderTests
{
    private static readonly string[] Accepted =
    {
        "{}", "[]", "0", "-0", "1", "-1", "1.5", "1e5", "1E+5", "1e-5", "-0.0e0", "\"\"", "\"a\"", "true", "false", "null", " \t\r\n{ } ",
        "[1,2]", "[[[[[[[[1]]]]]]]]", "{\"a\":{\"b\":[]}}", "\"\\u0041\\n\\/\\\\\\\"\"", "\"\\uD83D\\uDE00\"", "\"\u00E9\u20AC\"", "[true,false,null]", "{\"a\":1,\"a\":2}",
        "[2,\"19223201\",\"BootNotification\",{\"chargePointVendor\":\"x\"}]", "\"\\u0000\"",
    };

    private static readonly string[] Refused =
    {
        "", " ", "{", "}", "[", "]", "{]", "[}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "[,1]", "{,}", "{a:1}", "{'a':1}", "{\"a\":1 \"b\":2}", "{\"a\" 1}",
        "[1 2]", "1 2", "{}{}", "[],", "01", "-", "+1", "1.", ".5", "1e", "1e+", "0x10", "NaN", "Infinity", "tru", "trueX", "True", "nul", "falsey",
        "\"", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\uD83D\"", "\"\\uDE00\"", "\"\\uD83D\\n\"", "\"\\uD83D\\u0041\"", "\"\t\"", "\"\n\"",
        "[[[[[[[[[1]]]]]]]]]", "// a\n1", "/**/1", "{\"a\":1}x", "\uFEFF{}", "[1,2", "{\"a\":[1}", "--1", "1-", "\"a\"b",
    };

    [TestMethod]
    public void Read_RightTexts_AreReadToTheirEnd()
    {
        for (int i = 0; i < Accepted.Length; i++)
        {
            JsonReader reader = Over(Accepted[i]);
            Assert.AreEqual(JsonToken.End, ReadAll(reader), Accepted[i] + " " + reader.ErrorReason);
            Assert.IsNull(reader.ErrorReason, Accepted[i]);
            Assert.AreEqual(JsonToken.End, reader.Read(), "the end stays");
        }
    }

    [TestMethod]
    public void Read_WrongTexts_EndInAnErrorWithPlaceAndReason()
    {
        for (int i = 0; i < Refused.Length; i++)
        {
            JsonReader reader = Over(Refused[i]);
            Assert.AreEqual(JsonToken.Error, ReadAll(reader), Refused[i]);
            Assert.IsNotNull(reader.ErrorReason, Refused[i]);
            Assert.IsTrue(reader.ErrorPosition >= 0 && reader.ErrorPosition <= Ascii.Of(Refused[i]).Length, Refused[i]);
            Assert.AreEqual(JsonToken.Error, reader.Read(), "the error stays");
        }
    }

    [TestMethod]
    public void Read_EveryBeginningOfARightText_IsRefused()
    {
        string text = "{\"id\":-12.5e3,\"command\":\"mo\\u0064e\",\"list\":[true,null,{\"a\":\"b\"}]}";
        byte[] bytes = Ascii.Of(text);
        for (int length = 0; length < bytes.Length; length++)
        {
            JsonReader reader = new JsonReader();
            reader.Start(bytes, 0, length);
            Assert.AreEqual(JsonToken.Error, ReadAll(reader), text.Substring(0, length));
        }
    }

    [TestMethod]
    public void Read_Tokens_ComeInOrderWithTheirValues()
    {
        JsonReader reader = Over("{\"a\":[1,\"x\",true,false,null],\"b\":{}}");
        Assert.AreEqual(JsonToken.ObjectStart, reader.Read());
        Assert.AreEqual(JsonToken.Name, reader.Read());
        Assert.AreEqual("a", reader.GetText());
        Assert.AreEqual(JsonToken.ArrayStart, reader.Read());
        Assert.AreEqual(2, reader.Depth);
        Assert.AreEqual(JsonToken.Number, reader.Read());
        Assert.AreEqual(1L, reader.Integer);
        Assert.AreEqual(JsonToken.String, reader.Read());
        Assert.IsTrue(reader.TextEquals(Ascii.Of("x")));
        Assert.AreEqual(JsonToken.True, reader.Read());
        Assert.AreEqual(JsonToken.False, reader.Read());
        Assert.AreEqual(JsonToken.Null, reader.Read());
        Assert.AreEqual(JsonToken.ArrayEnd, reader.Read());
        Assert.AreEqual(JsonToken.Name, reader.Read());
        Assert.AreEqual(JsonToken.ObjectStart, reader.Read());
        Assert.AreEqual(JsonToken.ObjectEnd, reader.Read());
        Assert.AreEqual(JsonToken.ObjectEnd, reader.Read());
        Assert.AreEqual(0, reader.Depth);
        Assert.AreEqual(JsonToken.End, reader.Read());
    }

    [TestMethod]
    [DataRow("0", true, 0L)]
    [DataRow("-0", true, 0L)]
    [DataRow("9223372036854775807", true, 9223372036854775807L)]
    [DataRow("9223372036854775808", false, 0L)]
    [DataRow("-9223372036854775808", true, -9223372036854775808L)]
    [DataRow("-9223372036854775809", false, 0L)]
    [DataRow("99999999999999999999999999", false, 0L)]
    [DataRow("1.0", false, 0L)]
    [DataRow("1e2", false, 0L)]
    [DataRow("2147483648", true, 2147483648L)]
    public void Integer_OfANumber_IsExactOrNone(string text, bool isInteger, long value)
    {
        JsonReader reader = Over(text);
        Assert.AreEqual(JsonToken.Number, reader.Read());
        Assert.AreEqual(isInteger, reader.IsInteger);
        Assert.AreEqual(value, reader.Integer);
        Assert.AreEqual(text, reader.GetText());
    }

    [TestMethod]
    public void GetText_Escapes_AreResolved()
    {
        JsonReader reader = Over("\"a\\u00e9\\uD83D\\uDE00\\n\\\"\\\\\\/\\b\\f\\r\\tz\u20AC\"");
        Assert.AreEqual(JsonToken.String, reader.Read());
        Assert.AreEqual("a\u00E9\uD83D\uDE00\n\"\\/\b\f\r\tz\u20AC", reader.GetText());
    }

    [TestMethod]
    public void TextEquals_EscapedLetters_AreTheLetters()
    {
        JsonReader reader = Over("\"m\\u006fde\"");
        reader.Read();
        Assert.IsTrue(reader.TextEquals(Ascii.Of("mode")));
        Assert.IsFalse(reader.TextEquals(Ascii.Of("mod")));
        Assert.IsFalse(reader.TextEquals(Ascii.Of("modes")));
        Assert.IsFalse(reader.TextEquals(Ascii.Of("made")));
    }

    [TestMethod]
    public void CopyText_TargetTooSmall_SaysSoAndWritesNothingBehindIt()
    {
        JsonReader reader = Over("\"ab\\u20ACc\"");
        reader.Read();
        byte[] target = new byte[8];
        Assert.AreEqual(6, reader.CopyText(target, 1, 6));
        Assert.AreEqual((byte)'a', target[1]);
        Assert.AreEqual((byte)'c', target[6]);
        Assert.AreEqual((byte)0, target[7]);
        Assert.AreEqual(-1, reader.CopyText(target, 0, 5));
        Assert.AreEqual(-1, reader.CopyText(target, 0, 4));
        Assert.AreEqual(-1, reader.CopyText(target, 0, 0));
    }

    [TestMethod]
    public void Skip_NestedValue_GoesBehindItsEnd()
    {
        JsonReader reader = Over("{\"a\":{\"b\":[1,[2]]},\"c\":3}");
        reader.Read();
        reader.Read();
        reader.Read();
        Assert.IsTrue(reader.Skip());
        Assert.AreEqual(JsonToken.Name, reader.Read());
        Assert.AreEqual("c", reader.GetText());
        reader.Read();
        Assert.IsTrue(reader.Skip());
        Assert.AreEqual(3L, reader.Integer);
        Assert.AreEqual(JsonToken.ObjectEnd, reader.Read());
    }

    [TestMethod]
    public void Skip_WrongInside_SaysSo()
    {
        JsonReader reader = Over("{\"a\":[1,}");
        reader.Read();
        reader.Read();
        reader.Read();
        Assert.IsFalse(reader.Skip());
        Assert.AreEqual(8, reader.ErrorPosition);
    }

    [TestMethod]
    public void Read_StringNotUtf8_IsRefused()
    {
        byte[] text = { (byte)'"', 0xC0, 0xAF, (byte)'"' };
        JsonReader reader = new JsonReader();
        reader.Start(text, 0, text.Length);
        Assert.AreEqual(JsonToken.Error, reader.Read());
        Assert.AreEqual("a string that is not UTF-8", reader.ErrorReason);
    }

    [TestMethod]
    public void Start_PartOfABuffer_ReadsThatPartOnly()
    {
        byte[] text = Ascii.Of("xx[1]yy");
        JsonReader reader = new JsonReader();
        reader.Start(text, 2, 3);
        Assert.AreEqual(JsonToken.End, ReadAll(reader));
        reader.Start(text, 2, 4);
        Assert.AreEqual(JsonToken.Error, ReadAll(reader));
        Assert.AreEqual(3, reader.ErrorPosition);
        reader.Start(text, 2, 3);
        Assert.AreEqual(JsonToken.End, ReadAll(reader), "an error does not last into the next text");
    }

    [TestMethod]
    public void Read_MaxDepth_IsWhatWasAsked()
    {
        JsonReader reader = new JsonReader(2);
        byte[] text = Ascii.Of("[[1]]");
        reader.Start(text, 0, text.Length);
        Assert.AreEqual(JsonToken.End, ReadAll(reader));
        text = Ascii.Of("[[[1]]]");
        reader.Start(text, 0, text.Length);
        Assert.AreEqual(JsonToken.Error, ReadAll(reader));
        Assert.AreEqual("too many levels", reader.ErrorReason);
        Assert.AreEqual(2, reader.ErrorPosition);
    }

    private static JsonReader Over(string text)
    {
        JsonReader reader = new JsonReader();
        byte[] bytes = Ascii.Of(text);
        reader.Start(bytes, 0, bytes.Length);
        return reader;
    }

    private static int ReadAll(JsonReader reader)
    {
        int token = reader.Read();
        while (token != JsonToken.End && token != JsonToken.Error)
        {
            token = reader.Read();
        }

        return token;
    }
}
