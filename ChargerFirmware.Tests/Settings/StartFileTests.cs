using ChargerFirmware.Settings;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Settings;

[TestClass]
public class StartFileTests
{
    private const string BadName = "wifiName must have 1 to 32 bytes";
    private const string BadPassword = "wifiPassword must have 8 to 63 printable ASCII characters, or be empty for an open network";

    private readonly StartFile _file = new StartFile { WifiName = "home", WifiPassword = "12345678" };

    [TestMethod]
    public void Check_NameAndPassword_AreEnough()
    {
        Assert.AreEqual("", Text(_file.Check()));
        Assert.AreEqual(5, _file.Attempts);
        Assert.AreEqual(10, _file.DelaySeconds);
        Assert.AreEqual(50, _file.PatienceSeconds);
    }

    [TestMethod]
    [DataRow("", BadName)]
    [DataRow("12345678901234567890123456789012", "")]
    [DataRow("123456789012345678901234567890123", BadName)]
    [DataRow("\u00fc2345678901234567890123456789012", BadName)]
    public void Check_Name_IsCountedInBytes(string name, string expected)
    {
        _file.WifiName = name;

        Assert.AreEqual(expected, Text(_file.Check()));
    }

    [TestMethod]
    [DataRow("", "")]
    [DataRow("1234567", BadPassword)]
    [DataRow("123456789012345678901234567890123456789012345678901234567890123", "")]
    [DataRow("1234567890123456789012345678901234567890123456789012345678901234", BadPassword)]
    [DataRow("1234567\u00fc", BadPassword)]
    [DataRow("1234567\n", BadPassword)]
    public void Check_Password_IsWpa2OrOpen(string password, string expected)
    {
        _file.WifiPassword = password;

        Assert.AreEqual(expected, Text(_file.Check()));
    }

    [TestMethod]
    [DataRow(0, 10, "attempts must be 1 to 100")]
    [DataRow(101, 10, "attempts must be 1 to 100")]
    [DataRow(1, 0, "delaySeconds must be 1 to 600")]
    [DataRow(1, 601, "delaySeconds must be 1 to 600")]
    [DataRow(100, 600, "")]
    public void Check_AttemptsAndDelay_HaveLimits(int attempts, int delaySeconds, string expected)
    {
        _file.Attempts = attempts;
        _file.DelaySeconds = delaySeconds;

        Assert.AreEqual(expected, Text(_file.Check()));
    }

    [TestMethod]
    public void Check_NothingGiven_NeedsANameAndNoPassword()
    {
        StartFile file = new StartFile();
        Assert.AreEqual(BadName, Text(file.Check()));

        file.WifiName = "home";
        Assert.AreEqual("", Text(file.Check()));
    }

    private static string Text(string error)
    {
        return error == null ? "" : error;
    }
}
