using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Journal;
using ChargerFirmware.Tests.Core;
using ChargerFirmware.Tests.Scenarios.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;

namespace ChargerFirmware.Tests.Scenarios.Journal;

/// <summary>What /api/sessions, /api/blackbox and /api/history answer.</summary>
[TestClass]
public sealed class JournalPathsTests
{
    private const long Noon = 1795176000000;

    private readonly ManualClock _clock = new(5_000_000);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Sessions_LastOnesAndTheCurrent_NewestFirst()
    {
        using WebRig rig = new();
        ChargerSnapshot snapshot = new();
        SnapshotBoard board = new();
        for (int i = 1; i <= 23; i++)
        {
            snapshot.NowMs = i * 1_000_000;
            snapshot.UptimeMs = snapshot.NowMs - 500;
            snapshot.ChargedMilliWattHours = i * 1000;
            ChargeSession session = snapshot.Session;
            session.Count = i;
            session.IsOpen = true;
            session.StartedMs = snapshot.NowMs - 600_000;
            session.EndedMs = snapshot.NowMs;
            session.MilliWattHours = 500 + i;
            session.MilliAmpHours = i;
            session.HighestCellMilliVolts = i % 2 == 0 ? 4100 + i : Unknown.Number;
            session.End = SessionEnd.Of(ChargeState.Fault, LimitCause.Fault, FaultCode.TemperatureTooHigh);
            board.Publish(snapshot);
            Assert.IsTrue(rig.Parts.Journal.Sessions.Pass(board, i == 23 ? Noon : -1, false));
            session.IsOpen = false;
            board.Publish(snapshot);
            Assert.IsTrue(rig.Parts.Journal.Sessions.Pass(board, i == 23 ? Noon : -1, false));
        }

        JsonNode answer = JsonNode.Parse(await rig.Http.GetStringAsync("/api/sessions", TestContext.CancellationToken))!;
        JsonArray sessions = answer["sessions"]!.AsArray();
        Assert.AreEqual(4823110, (long)answer["totalMilliWattHours"]!);
        Assert.AreEqual(91420, (long)answer["totalMilliAmpHours"]!);
        Assert.HasCount(21, sessions);
        Assert.AreEqual("""{"number":24,"current":true,"run":1,"start":null,"startUptimeSeconds":12,"end":null,"endUptimeSeconds":null,"milliWattHours":10540,"milliAmpHours":199,"startSocPermille":770,"endSocPermille":780,"highestCellMilliVolts":3779,"warmestDeciC":251,"ended":null}""", sessions[0]!.ToJsonString());
        Assert.AreEqual("""{"number":23,"current":false,"run":1,"start":"2026-11-20T11:50:00Z","startUptimeSeconds":22399,"end":"2026-11-20T12:00:00Z","endUptimeSeconds":22999,"milliWattHours":523,"milliAmpHours":23,"startSocPermille":null,"endSocPermille":null,"highestCellMilliVolts":null,"warmestDeciC":null,"ended":"TemperatureTooHigh"}""", sessions[1]!.ToJsonString());
        CollectionAssert.AreEqual(Enumerable.Range(4, 21).Reverse().ToArray(), sessions.Select(s => (int)s!["number"]!).ToArray());
    }

    [TestMethod]
    public async Task BlackBox_BlocksAndThePage_AreRowsInOrder()
    {
        using WebRig rig = new();
        BlackBox box = rig.Parts.Journal.BlackBox;
        ChargerSnapshot snapshot = new() { State = ChargeState.ConstantCurrent, Mode = ChargeMode.Fast };
        for (int second = 0; second < 1000; second++)
        {
            snapshot.UptimeMs = 60_000 + (second * 1000L);
            snapshot.PackOnline = second != 998;
            snapshot.Battery.PackMilliVolts = 52_840;
            snapshot.Battery.PackMilliAmps = -1_230;
            snapshot.Battery.SocPermille = 780;
            snapshot.Battery.CellCount = 2;
            snapshot.Battery.CellMilliVolts[0] = 3771;
            snapshot.Battery.CellMilliVolts[1] = 3778;
            snapshot.Battery.SensorCount = 1;
            snapshot.Battery.TempDeciC[0] = -5;
            box.Add(snapshot, second == 998 ? 1L << FaultCode.BmsSilent | 1L << FaultCode.JournalFailed : 0);
            if (second % 10 == 9 && second < 985)
            {
                Assert.IsTrue(box.Store(snapshot.UptimeMs, Noon));
            }
        }

        using HttpResponseMessage response = await rig.Http.GetAsync("/api/blackbox", TestContext.CancellationToken);
        Assert.AreEqual("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.AreEqual("blackbox.csv", response.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        string[] rows = (await response.Content.ReadAsStringAsync(TestContext.CancellationToken)).Split("\r\n");
        Assert.AreEqual("", rows[^1]);
        Assert.StartsWith("run,uptime [s],time [UTC],mode,state,limited by,", rows[0]);
        Assert.AreEqual("1,1057.0,,fast,constantCurrent,mode,1,52.84,-1.23,78,3.771,3.778,2,-0.5,-0.5,,0.00,,,,", rows[^4]);
        Assert.AreEqual("1,1058.0,,fast,constantCurrent,mode,0,,,,,,,,,,0.00,,,,BmsSilent JournalFailed", rows[^3]);
        Assert.Contains("1,1039.0,2026-11-20T12:00:00Z,", rows[^22]);
        int columns = rows[0].Split(',').Length;
        string[][] cells = rows[1..^1].Select(r => r.Split(',')).ToArray();
        Assert.IsTrue(cells.All(c => c.Length == columns));
        Assert.HasCount((BlackBox.Blocks * 10) + 20, cells);
        CollectionAssert.AreEqual(Enumerable.Range(60 + 1000 - cells.Length, cells.Length).Select(s => s + ".0").ToArray(), cells.Select(c => c[1]).ToArray());
    }

    [TestMethod]
    public async Task BlackBox_EveryFaultAtOnce_StillFitsARow()
    {
        using WebRig rig = new(l => l.PieceBytes = 1024);
        ChargerSnapshot snapshot = Tests.Web.Snapshots.Largest();
        rig.Parts.Journal.BlackBox.Add(snapshot, (1L << FaultCode.Count) - 1);
        rig.Parts.Journal.BlackBox.Add(snapshot, (1L << FaultCode.Count) - 1);

        string[] rows = (await rig.Http.GetStringAsync("/api/blackbox", TestContext.CancellationToken)).Split("\r\n");

        Assert.HasCount(4, rows);
        Assert.Contains("BmsSilent CellOverVoltage", rows[2]);
    }

    [TestMethod]
    public async Task History_Points_HaveTheirTimesAndCells()
    {
        using WebRig rig = new();
        ChargerSnapshot snapshot = Tests.Web.Snapshots.Example();
        for (int second = 0; second <= 60; second++)
        {
            snapshot.UptimeMs = 12_000 + (second * 1000L);
            snapshot.PackOnline = second is < 20 or >= 30;
            rig.Parts.Journal.History.Add(snapshot);
        }

        string answer = await rig.Http.GetStringAsync("/api/history", TestContext.CancellationToken);

        Assert.AreEqual("{\"intervalSeconds\":10,\"columns\":[\"uptimeSeconds\",\"milliVolts\",\"milliAmps\",\"socPermille\",\"warmestDeciC\",\"cell1\",\"cell2\",\"cell3\"],\"points\":["
            + "[12,52840,9980,780,251,3772,3771,3778],[22,52840,9980,780,251,3772,3771,3778],[32,null,null,null,null,null,null,null],[42,52840,9980,780,251,3772,3771,3778],[52,52840,9980,780,251,3772,3771,3778],[62,52840,9980,780,251,3772,3771,3778]]}", answer);
    }

    [TestMethod]
    public async Task History_ThirtyTwoCellsOnTheDevice_ComesInPieces()
    {
        using WebRig rig = new(l => l.PieceBytes = 1024);
        ChargerSnapshot snapshot = Tests.Web.Snapshots.Largest();
        for (int second = 0; second < 100_000; second++)
        {
            snapshot.UptimeMs = second * 1000L;
            rig.Parts.Journal.History.Add(snapshot);
        }

        JsonNode answer = JsonNode.Parse(await rig.Http.GetStringAsync("/api/history", TestContext.CancellationToken))!;

        Assert.HasCount(rig.Parts.Journal.History.Count, answer["points"]!.AsArray());
        Assert.IsTrue(answer["points"]!.AsArray().All(p => p!.AsArray().Count == 37));
        Assert.IsTrue(answer["points"]!.AsArray().All(p => (int)p![36]! == short.MaxValue));
    }

    [TestMethod]
    [DataRow("/api/sessions")]
    [DataRow("/api/blackbox")]
    public async Task Path_BeforeTheRingWasReadOrWhileItIsNot_ComesLater(string path)
    {
        using WebRig rig = new();
        rig.Parts.Journal = new ChargeJournal(_clock, _clock, new WallClock(_clock), rig.Parts.Board, new FakeFlash(), rig.Log, 1);

        using HttpResponseMessage response = await rig.Http.GetAsync(path, TestContext.CancellationToken);

        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.IsNotNull(response.Headers.RetryAfter);
    }
}
