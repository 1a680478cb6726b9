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

    [TestMethod]
    public void Faults_EveryRow_SaysItsConditionAndItsWayBack()
    {
        Assert.IsTrue(Rows().All(r => r[3].Length > 0 && r[4].Length > 0));
    }

    private static List<string[]> Rows()
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("ChargerFirmware/PROTOCOL.md"));
        int start = Array.IndexOf(lines, "## Faults");
        return [.. lines.Skip(start + 1).TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal)).Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|').Select(c => c.Trim()).ToArray())];
    }
}
