using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Host;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Architecture;

/// <summary>The fault table of PROTOCOL.md and the code agree: every fault, no other, same order, same severity.</summary>
[TestClass]
public class FaultsInProtocolTests
{
    [TestMethod]
    public void Faults_TableAndCode_Agree()
    {
        IEnumerable<string> code = Enumerable.Range(0, FaultCode.Count).Select(c => FaultCode.NameOf(c) + " " + FaultSeverity.NameOf(FaultCode.SeverityOf(c)));

        Assert.AreEqual(string.Join("\n", code), string.Join("\n", Rows().Select(r => r[1].Trim('`') + " " + r[2])));
    }

    // Between the outer bars: code, severity, condition, way back, what to do.
    [TestMethod]
    public void Faults_EveryRow_SaysItsConditionItsWayBackAndWhatToDo()
    {
        foreach (string[] row in Rows())
        {
            Assert.HasCount(7, row, row[1]);
            Assert.IsTrue(row[3].Length > 3 && row[4].Length > 3 && row[5].Length > 3, row[1]);
        }
    }

    private static List<string[]> Rows()
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("ChargerFirmware/PROTOCOL.md"));
        int start = Array.IndexOf(lines, "## Faults");
        return [.. lines.Skip(start + 1).TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal)).Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|').Select(c => c.Trim()).ToArray())];
    }
}
