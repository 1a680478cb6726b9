using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class CommandReaderTests
{
    private readonly CommandReader _reader = new CommandReader();

    [TestMethod]
    [DataRow("{\"id\":1,\"command\":\"mode\",\"value\":\"fast\"}", 1, ChargeCommand.Mode, ChargeMode.Fast)]
    [DataRow("{\"id\":2,\"command\":\"mode\",\"value\":\"medium\"}", 2, ChargeCommand.Mode, ChargeMode.Medium)]
    [DataRow("{\"id\":3,\"command\":\"mode\",\"value\":\"slow\"}", 3, ChargeCommand.Mode, ChargeMode.Slow)]
    [DataRow("{\"id\":4,\"command\":\"mode\",\"value\":\"off\"}", 4, ChargeCommand.Mode, ChargeMode.Off)]
    [DataRow("{\"id\":0,\"command\":\"stop\"}", 0, ChargeCommand.Stop, 0)]
    [DataRow("{\"id\":2147483647,\"command\":\"start\"}", 2147483647, ChargeCommand.Start, 0)]
    [DataRow(" { \"command\" : \"clearFaults\" , \"id\" : 5 } ", 5, ChargeCommand.ClearFaults, 0)]
    [DataRow("{\"id\":6,\"command\":\"releaseChargeFet\"}", 6, ChargeCommand.ReleaseChargeFet, 0)]
    [DataRow("{\"value\":\"f\\u0061st\",\"c\\u006Fmmand\":\"mode\",\"id\":6}", 6, ChargeCommand.Mode, ChargeMode.Fast)]
    public void Read_GoodCommand_IsTaken(string text, int id, int kind, int value)
    {
        Assert.IsTrue(Read(text), Error());
        Assert.IsTrue(_reader.HasId);
        Assert.AreEqual(id, _reader.Id);
        Assert.AreEqual(kind, _reader.Kind);
        Assert.AreEqual(value, _reader.Value);
        Assert.AreEqual("", Error());
    }

    // The id of a refused command, or -1 when its acknowledge has none.
    [TestMethod]
    [DataRow("", -1, "not JSON: the text is empty at byte 0")]
    [DataRow("slow", -1, "not JSON: no such value at byte 0")]
    [DataRow("{\"id\":1,\"command\":\"stop\"", -1, "not JSON: the text ends too early at byte 24")]
    [DataRow("{\"id\":1,\"command\":\"stop\"}x", -1, "not JSON: something follows the end at byte 25")]
    [DataRow("{\"id\":1,\"command\":}", -1, "not JSON: no such value at byte 18")]
    [DataRow("[]", -1, "not a JSON object")]
    [DataRow("\"slow\"", -1, "not a JSON object")]
    [DataRow("17", -1, "not a JSON object")]
    [DataRow("null", -1, "not a JSON object")]
    [DataRow("{}", -1, "id is missing")]
    [DataRow("{\"command\":\"stop\"}", -1, "id is missing")]
    [DataRow("{\"id\":null,\"command\":\"stop\"}", -1, "id must be an integer from 0 to 2147483647")]
    [DataRow("{\"id\":\"1\",\"command\":\"stop\"}", -1, "id must be an integer from 0 to 2147483647")]
    [DataRow("{\"id\":-1,\"command\":\"stop\"}", -1, "id must be an integer from 0 to 2147483647")]
    [DataRow("{\"id\":2147483648,\"command\":\"stop\"}", -1, "id must be an integer from 0 to 2147483647")]
    [DataRow("{\"id\":1.5,\"command\":\"stop\"}", -1, "id must be an integer from 0 to 2147483647")]
    [DataRow("{\"id\":1e1,\"command\":\"stop\"}", -1, "id must be an integer from 0 to 2147483647")]
    [DataRow("{\"id\":[1],\"command\":\"stop\"}", -1, "id must be an integer from 0 to 2147483647")]
    [DataRow("{\"id\":true,\"command\":\"stop\"}", -1, "id must be an integer from 0 to 2147483647")]
    [DataRow("{\"id\":1,\"id\":2,\"command\":\"stop\"}", 1, "id is given twice")]
    [DataRow("{\"id\":1,\"id\":2,\"command\":}", -1, "not JSON: no such value at byte 25")]
    [DataRow("{\"id\":1}", 1, "command is missing")]
    [DataRow("{\"id\":1,\"command\":7}", 1, "command must be a text")]
    [DataRow("{\"id\":1,\"command\":{\"a\":1}}", 1, "command must be a text")]
    [DataRow("{\"id\":1,\"command\":\"fly\"}", 1, "unknown command fly")]
    [DataRow("{\"id\":1,\"command\":\"Stop\"}", 1, "unknown command Stop")]
    [DataRow("{\"id\":1,\"command\":\"\"}", 1, "unknown command ")]
    [DataRow("{\"id\":1,\"command\":\"stop\",\"command\":\"start\"}", 1, "command is given twice")]
    [DataRow("{\"id\":1,\"command\":\"mode\"}", 1, "value must be slow, medium, fast or off")]
    [DataRow("{\"id\":1,\"command\":\"mode\",\"value\":\"FAST\"}", 1, "value must be slow, medium, fast or off")]
    [DataRow("{\"id\":1,\"command\":\"mode\",\"value\":3}", 1, "value must be slow, medium, fast or off")]
    [DataRow("{\"id\":1,\"command\":\"mode\",\"value\":null}", 1, "value must be slow, medium, fast or off")]
    [DataRow("{\"id\":1,\"command\":\"mode\",\"value\":{\"a\":[\"fast\"]}}", 1, "value must be slow, medium, fast or off")]
    [DataRow("{\"id\":1,\"command\":\"mode\",\"value\":\"fast\",\"value\":\"slow\"}", 1, "value is given twice")]
    [DataRow("{\"id\":1,\"command\":\"stop\",\"value\":\"fast\"}", 1, "this command takes no value")]
    [DataRow("{\"id\":1,\"command\":\"stop\",\"value\":null}", 1, "this command takes no value")]
    [DataRow("{\"id\":1,\"command\":\"stop\",\"x\":1}", 1, "unknown member x")]
    [DataRow("{\"id\":1,\"command\":\"stop\",\"x\":1,\"y\":2}", 1, "unknown member x")]
    [DataRow("{\"id\":1,\"command\":\"fly\",\"y\":2}", 1, "unknown command fly")]
    [DataRow("{\"x\":{\"y\":[1]},\"id\":1,\"command\":\"stop\"}", 1, "unknown member x")]
    [DataRow("{\"id\":1,\"command\":\"stop\",\"x\":[[[[1]]]]}", -1, "not JSON: too many levels at byte 32")]
    public void Read_WrongCommand_IsRefusedWithItsReason(string text, int id, string error)
    {
        Assert.IsFalse(Read(text));
        Assert.AreEqual(error, Error());
        Assert.AreEqual(id >= 0, _reader.HasId);
        if (id >= 0)
        {
            Assert.AreEqual(id, _reader.Id);
        }
    }

    [TestMethod]
    [DataRow("{\"id\":1,\"command\":\"a\\\"b\\\\c\\n\\u0000\u00E9<\"}", "unknown command a?b?c?")]
    [DataRow("{\"id\":1,\"command\":\" ~\u007F\"}", "unknown command  ~?")]
    [DataRow("{\"id\":1,\"command\":\"0123456789012345678901234567890123456789\"}", "unknown command 01234567890123456789012345678901...")]
    [DataRow("{\"id\":1,\"0123456789012345678901234567890123456789\":1}", "unknown member 01234567890123456789012345678901...")]
    public void Read_TextOfThePeer_IsRepeatedShortAndHarmless(string text, string error)
    {
        Assert.IsFalse(Read(text));
        Assert.AreEqual(error, Error());
        Assert.IsFalse(_reader.Error.Overflowed);
    }

    [TestMethod]
    public void Read_AfterAWrongOne_StartsAnew()
    {
        Assert.IsFalse(Read("{\"id\":9,\"command\":\"fly\",\"value\":\"fast\"}"));
        Assert.IsFalse(Read("{\"command\":\"mode\"}"));
        Assert.IsFalse(_reader.HasId);
        Assert.AreEqual("id is missing", Error());
        Assert.IsTrue(Read("{\"id\":1,\"command\":\"stop\"}"));
    }

    [TestMethod]
    public void Read_ShortWrongTextAfterALongOne_RepeatsTheShortOneAlone()
    {
        Assert.IsFalse(Read("{\"id\":1,\"command\":\"somethingLong\"}"));
        Assert.IsFalse(Read("{\"id\":1,\"command\":\"fly\"}"));
        Assert.AreEqual("unknown command fly", Error());
    }

    private bool Read(string text)
    {
        byte[] bytes = Ascii.Of("{" + text + "}");
        return _reader.Read(bytes, 1, bytes.Length - 2);
    }

    private string Error()
    {
        return _reader.Error.ToString();
    }
}
