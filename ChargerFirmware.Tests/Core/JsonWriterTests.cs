using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Core;

[TestClass]
public class JsonWriterTests
{
    private readonly JsonWriter _json = new JsonWriter(new TextBuffer(256));

    [TestMethod]
    public void Write_NestedValues_PutsTheCommas()
    {
        _json.BeginObject();
        _json.Name("a");
        _json.BeginArray();
        _json.Number(1);
        _json.Number(Unknown.Number);
        _json.BeginObject();
        _json.EndObject();
        _json.EndArray();
        _json.Name(WordList.OfMembers("a|b"), 1);
        _json.Bool(true);
        _json.Name("c");
        _json.String(null);
        _json.EndObject();

        Assert.AreEqual("{\"a\":[1,null,{}],\"b\":true,\"c\":null}", _json.Buffer.ToString());
    }

    [TestMethod]
    public void String_FromAnywhere_IsEscaped()
    {
        _json.String("a\"b\\c\n\u007f\u20ac");

        Assert.AreEqual("\"a\\\"b\\\\c\\u000A\\u007F\u20ac\"", _json.Buffer.ToString());
    }

    [TestMethod]
    public void Clear_AfterAValue_BeginsWithoutAComma()
    {
        _json.Number(1);
        _json.Clear();
        _json.Number(2L);

        Assert.AreEqual("2", _json.Buffer.ToString());
    }
}
