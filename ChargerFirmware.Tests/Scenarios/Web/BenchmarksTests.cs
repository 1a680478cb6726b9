using System.IO;
using System.Linq;
using Benchmarks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>The table of the README can be made: every row, both sides giving the same, and what must not allocate does not.</summary>
[TestClass]
[DoNotParallelize]
public class BenchmarksTests
{
    private static readonly string[] MayAllocate = ["SHA-1 and base64 of a handshake"];

    [TestMethod]
    public void Table_Made_HasItsRowsAndNoAllocations()
    {
        StringWriter output = new();
        new Table(1, 1).Print(output);
        string[][] rows = output.ToString().Split('\n').Where(line => line.StartsWith("| ")).Skip(1).Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray()).ToArray();
        CollectionAssert.AreEqual(Pairs.All().Select(pair => pair.Name).ToArray(), rows.Select(row => row[1]).ToArray());
        foreach (string[] row in rows.Where(row => !MayAllocate.Contains(row[1])))
        {
            Assert.AreEqual("0", row[5], row[1]);
        }
    }
}
