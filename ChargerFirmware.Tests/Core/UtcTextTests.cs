using ChargerFirmware.Core;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Core;

[TestClass]
public sealed class UtcTextTests
{
    [TestMethod]
    [DataRow(0L, "1970-01-01T00:00:00Z")]
    [DataRow(951782399L, "2000-02-28T23:59:59Z")]
    [DataRow(951782400L, "2000-02-29T00:00:00Z")]
    [DataRow(951868800L, "2000-03-01T00:00:00Z")]
    [DataRow(1709164800L, "2024-02-29T00:00:00Z")]
    [DataRow(1767225599L, "2025-12-31T23:59:59Z")]
    [DataRow(1795176399L, "2026-11-20T12:06:39Z")]
    [DataRow(2147483648L, "2038-01-19T03:14:08Z")]
    [DataRow(4107542399L, "2100-02-28T23:59:59Z")]
    [DataRow(4107542400L, "2100-03-01T00:00:00Z")]
    [DataRow(253402300799L, "9999-12-31T23:59:59Z")]
    public void Append_Moment_IsWrittenAsTheCalendarHasIt(long unixSeconds, string expected)
    {
        TextBuffer text = new TextBuffer(32);

        UtcText.Append(text, unixSeconds);

        Assert.AreEqual(expected, text.ToString());
    }
}
