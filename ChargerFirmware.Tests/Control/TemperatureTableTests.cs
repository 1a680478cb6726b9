using ChargerFirmware.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class TemperatureTableTests
{
    private const string Text = "-50:0 0:100 50:200 100:500 400:1000 450:500";

    [TestMethod]
    [DataRow(-51, 0)]
    [DataRow(-50, 0)]
    [DataRow(-25, 50)]
    [DataRow(0, 100)]
    [DataRow(1, 102)]
    [DataRow(49, 198)]
    [DataRow(50, 200)]
    [DataRow(75, 350)]
    [DataRow(100, 500)]
    [DataRow(250, 750)]
    [DataRow(400, 1000)]
    [DataRow(401, 990)]
    [DataRow(450, 500)]
    [DataRow(451, 0)]
    [DataRow(int.MinValue, 0)]
    [DataRow(int.MaxValue, 0)]
    public void PermilleAt_EachSide_IsOnTheLineAndNothingOutside(int deciC, int expected)
    {
        Assert.AreEqual(expected, TemperatureTable.Parse(Text).PermilleAt(deciC));
    }

    [TestMethod]
    [DataRow(-1, 0)]
    [DataRow(0, 100)]
    [DataRow(50, 200)]
    [DataRow(51, 0)]
    public void PermilleAt_FirstAndLastPoint_BelongToTheTable(int deciC, int expected)
    {
        Assert.AreEqual(expected, TemperatureTable.Parse("0:100 50:200").PermilleAt(deciC));
    }

    [TestMethod]
    public void PermilleAt_WithoutPoints_AllowsNothing()
    {
        Assert.AreEqual(0, new TemperatureTable().PermilleAt(250));
    }

    [TestMethod]
    [DataRow("0:0 1:1000")]
    [DataRow("-300:1000 800:1000")]
    [DataRow(Text)]
    [DataRow("0:1 1:1 2:1 3:1 4:1 5:1 6:1 7:1 8:1 9:1 10:1 11:1")]
    public void ProblemOf_Table_IsNone(string text)
    {
        Assert.IsNull(TemperatureTable.ProblemOf(text));
    }

    [TestMethod]
    [DataRow("", "2 to 12 points")]
    [DataRow("0:100", "2 to 12 points")]
    [DataRow("0:1 1:1 2:1 3:1 4:1 5:1 6:1 7:1 8:1 9:1 10:1 11:1 12:1", "2 to 12 points")]
    [DataRow("0:100  50:200", "point 2 is not a temperature")]
    [DataRow(" 0:100 50:200", "point 1 is not a temperature")]
    [DataRow("0:100 50", "point 2 is not a temperature")]
    [DataRow("0:100 50:", "point 2 is not a temperature")]
    [DataRow("0:100 :50", "point 2 is not a temperature")]
    [DataRow("0:100 50:1:2", "point 2 is not a temperature")]
    [DataRow("0:100 5x:200", "point 2 is not a temperature")]
    [DataRow("0:100 50:+20", "point 2 is not a temperature")]
    [DataRow("0:100 -:200", "point 2 is not a temperature")]
    [DataRow("0:100 99999999999:200", "point 2 is not a temperature")]
    [DataRow("0:100 50:1001", "point 2 is not within")]
    [DataRow("0:100 50:-1", "point 2 is not within")]
    [DataRow("-301:100 50:200", "point 1 is not within")]
    [DataRow("0:100 801:200", "point 2 is not within")]
    [DataRow("0:100 0:200", "point 2 is not above")]
    [DataRow("0:100 50:200 40:300", "point 3 is not above")]
    public void ProblemOf_WrongText_SaysWhichPointAndWhy(string text, string expected)
    {
        string problem = TemperatureTable.ProblemOf(text);

        Assert.IsNotNull(problem);
        Assert.IsTrue(problem.IndexOf(expected) >= 0, problem);
    }
}
