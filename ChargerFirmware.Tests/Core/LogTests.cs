using ChargerFirmware.Core;
using ChargerFirmware.Ports;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Core;

[TestClass]
public class LogTests
{
    private readonly Log _log = new Log(new StandingClock(), 64);

    [TestMethod]
    public void Read_FromTheStart_GivesLinesWithUptimeAndLevel()
    {
        _log.Info("one");
        _log.Error("two");

        Assert.AreEqual("12.345 info one\n12.345 error two\n", ReadAll(0));
    }

    [TestMethod]
    public void Read_AfterWrapping_BeginsWithAWholeLine()
    {
        for (int i = 0; i < 20; i++)
        {
            _log.Info("line " + i.ToString());
        }

        string text = ReadAll(0);
        Assert.IsTrue(text.StartsWith("12.345 info line 1"), text);
        Assert.IsTrue(text.EndsWith("line 19\n"), text);
        Assert.IsTrue(text.Length <= 64);
    }

    [TestMethod]
    public void Write_ControlCharacters_CannotForgeALine()
    {
        _log.Info("a\nb");

        Assert.AreEqual("12.345 info a?b\n", ReadAll(0));
    }

    [TestMethod]
    public void Cut_PeersText_IsAtMostAHundredCharacters()
    {
        Assert.AreEqual("short", Log.Cut("short"));
        Assert.AreEqual(103, Log.Cut(new string('x', 500)).Length);
    }

    private string ReadAll(long position)
    {
        byte[] buffer = new byte[7];
        TextBuffer text = new TextBuffer(256);
        int count = _log.Read(ref position, buffer, 0, buffer.Length);
        while (count > 0)
        {
            text.Append(buffer, 0, count);
            count = _log.Read(ref position, buffer, 0, buffer.Length);
        }

        Assert.AreEqual(_log.Written, position);
        return text.ToString();
    }

    private sealed class StandingClock : IClock
    {
        public long NowMs => 12345;

        public void Sleep(int milliseconds)
        {
        }
    }
}
