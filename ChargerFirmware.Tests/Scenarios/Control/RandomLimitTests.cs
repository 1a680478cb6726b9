using System;
using ChargerFirmware.Bms;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Doubles;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>Random lives of a pack, a charger, an owner and a clock, a hundred thousand decisions each: what must never be, judged by an oracle of its own.</summary>
[TestClass]
public class RandomLimitTests
{
    private const int Steps = 100_000;
    private const int CompareEvery = 20;

    private Random _random = null!;
    private ChargeRig _rig = null!;
    private int _baseMilliVolts;
    private int _baseDeciC;
    private int _lostWire;
    private bool _touched;
    private LimitOracle _oracle = null!;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(ChargerOptions.Tc, 1)]
    [DataRow(ChargerOptions.Tc, 2)]
    [DataRow(ChargerOptions.Tc, 3)]
    [DataRow(ChargerOptions.Magnes, 4)]
    [DataRow(ChargerOptions.Magnes, 5)]
    public void Request_InARandomLife_NeverStandsAgainstAStopNorAboveALimitNorRisesTooFast(string protocol, int seed)
    {
        Begin(protocol, seed);
        int charging = 0;
        int compared = 0;
        double lowest = 0;
        int before = 0;
        long changedMs = long.MinValue / 2;
        bool stepped = protocol == ChargerOptions.Magnes;
        for (int step = 0; step < Steps; step++)
        {
            Live();
            ChargeRig? blind = step % CompareEvery == 0 ? Blinded() : null;
            _rig.Tick();
            int asked = _rig.Controller.Request.Charge ? _rig.Controller.Request.MilliAmps : 0;
            string where = $"seed {seed}, step {step}: {asked} mA";
            string? stop = _oracle.Stop();
            (double limit, string name) = _oracle.Limit();
            Assert.IsTrue(asked == 0 || stop == null, $"{where} against '{stop}'");
            Assert.IsTrue(asked <= limit + 1, $"{where} above {limit} by '{name}'");
            Assert.AreEqual(asked, _rig.Link.RequestedMilliAmps, stepped ? 0 : 99, where);

            // Never more than a second's worth above the line that rises with the ramp.
            double line = asked - (2.0 * _rig.NowMs);
            Assert.IsTrue(stepped || line - lowest <= 2000 + 1, $"{where} rose by {line - lowest} mA above the ramp");
            lowest = step == 0 || line < lowest ? line : lowest;

            bool free = _touched || stop != null || _rig.Controller.State is not (ChargeState.ConstantCurrent or ChargeState.Precharge or ChargeState.Paused);
            Assert.IsTrue(!stepped || free || asked <= before || before == 0 || _rig.NowMs - changedMs >= 60_000, $"{where}: a step up {_rig.NowMs - changedMs} ms after the last one");
            changedMs = asked != before ? _rig.NowMs : changedMs;
            before = asked;
            charging += asked > 0 ? 1 : 0;

            if (blind != null)
            {
                blind.Tick();
                int blindly = blind.Controller.Request.Charge ? blind.Controller.Request.MilliAmps : 0;
                Assert.IsTrue(blindly <= asked, $"{where}, and {blindly} mA when less is known");
                compared += asked > 0 ? 1 : 0;
            }
        }

        TestContext.WriteLine($"{Steps} decisions, {charging} with a current, {compared} compared with one that knows less");
        Assert.IsTrue(charging > Steps / 20 && compared > Steps / CompareEvery / 20, $"it has to charge: {charging}, {compared}");
    }

    private void Begin(string protocol, int seed)
    {
        _random = new Random(seed);
        _rig = new ChargeRig();
        _rig.Settings.Charger.ProtocolName = protocol;
        _rig.Settings.RampMilliAmpsPerSecond = 2000;
        _rig.Battery.SocPermille = 500;
        _rig.Battery.FullMilliAmpHours = 40000;
        _baseMilliVolts = 3900;
        _baseDeciC = 250;
        _rig.Start();
        _oracle = new LimitOracle(_rig);
        _lostWire = -1;
    }

    private bool Once(int ticks)
    {
        return _random.Next(ticks) == 0;
    }

    private void Live()
    {
        _touched = false;
        BatterySnapshot battery = _rig.Battery;
        _baseMilliVolts = Math.Clamp(_baseMilliVolts + _random.Next(-2, 3), 2450, 4240);
        _baseMilliVolts = Once(3000) ? _random.Next(5) == 0 ? _random.Next(2450, 4240) : _random.Next(3300, 4130) : _baseMilliVolts;
        _baseDeciC = Math.Clamp(_baseDeciC + (Once(20) ? _random.Next(-2, 3) : 0) + (Once(6000) ? _random.Next(-250, 250) : 0), -30, 480);
        for (int i = 0; i < battery.CellCount; i++)
        {
            battery.CellMilliVolts[i] = _baseMilliVolts + (i * 3 % 11) + (i == 5 ? _rig.Battery.CycleCount & 0x1FF : 0);
        }

        battery.CycleCount = Once(4000) ? _random.Next(0, 500) : Once(1000) || battery.CycleCount < 0 ? 0 : battery.CycleCount;
        _rig.MatchPack();

        // A sense wire that is off reads nothing; the pack's voltage is measured elsewhere.
        _lostWire = Once(8000) ? _random.Next(14) : Once(50) ? -1 : _lostWire;
        if (_lostWire >= 0)
        {
            battery.CellMilliVolts[_lostWire] = 0;
        }

        battery.PackMilliAmps = _random.Next(30) == 0 ? Unknown.Number : Math.Max(0, _rig.Link.RequestedMilliAmps - _random.Next(500));
        battery.TempDeciC[0] = Once(4000) ? Unknown.Number : battery.TempDeciC[0] == Unknown.Number && !Once(100) ? Unknown.Number : _baseDeciC;
        battery.TempDeciC[1] = Once(4000) ? Unknown.Number : battery.TempDeciC[1] == Unknown.Number && !Once(100) ? Unknown.Number : _baseDeciC + 15;
        battery.SocPermille = Once(500) ? Unknown.Number : Once(50) ? Math.Clamp((battery.SocPermille < 0 ? 600 : battery.SocPermille) + _random.Next(-30, 31), 0, 1000) : battery.SocPermille;
        Trouble(battery);
        Owner();
    }

    private void Trouble(BatterySnapshot battery)
    {
        battery.ProtectionFlags = Once(8000) ? 1 << _random.Next(16) & ~Protection.ShortCircuit & ~Protection.FrontEndError & ~Protection.ChargeFetBroken : Once(50) ? 0 : battery.ProtectionFlags;
        battery.AlarmFlags = Once(2000) ? 1 << _random.Next(16) : Once(200) ? 0 : battery.AlarmFlags;
        battery.ChargeFetOn = battery.ChargeFetOn ? !Once(12000) : Once(40);
        battery.NominalMilliAmpHours = Once(6000) ? _random.Next(4) == 0 ? 0 : _random.Next(15, 80) * 1000 : battery.NominalMilliAmpHours == 0 && Once(60) ? 40000 : battery.NominalMilliAmpHours;
        battery.BasicCellCount = Once(16000) ? 13 : Once(30) ? battery.CellCount : battery.BasicCellCount;
        _rig.BasicArrives = _rig.BasicArrives ? !Once(12000) : Once(60);
        _rig.CellsArrive = _rig.CellsArrive ? !Once(12000) : Once(60);
        _rig.StatusArrives = _rig.StatusArrives ? !Once(12000) : Once(60);
        _rig.Link.Status.Flags = Once(12000) ? 1 << _random.Next(5) : Once(60) ? 0 : _rig.Link.Status.Flags;
    }

    private void Owner()
    {
        ChargeController controller = _rig.Controller;
        controller.MinuteOfDay = Once(2000) ? Unknown.Number : Once(100) ? _random.Next(1440) : controller.MinuteOfDay;
        controller.RemoteMilliAmps = Once(4000) ? _random.Next(0, 16000) : Once(800) ? Unknown.Number : controller.RemoteMilliAmps;
        if (Once(500))
        {
            _touched = true;
            controller.SetMode(_random.Next(10) == 0 ? ChargeMode.Off : _random.Next(1, 4));
        }

        if (Once(3000))
        {
            controller.StopByUser();
        }

        if (Once(200))
        {
            _touched = true;
            _rig.Safety.AcceptByUser();
            _oracle.Accept();
            _rig.Faults.ClearLatched();
            controller.StartByUser();
        }

        if (Once(4000))
        {
            _touched = true;
            Reconfigure(_rig.Settings);
        }
    }

    private void Reconfigure(ChargeSettings settings)
    {
        settings.BatteryMaxMilliAmps = Once(2) ? 0 : _random.Next(8000, 30000);
        settings.LimitMilliAmps = Once(3) ? _random.Next(7000, 16000) : 0;
        settings.ChargerMaxMilliAmps = Once(3) ? _random.Next(7000, 16000) : 0;
        settings.MaxSpreadMilliVolts = Once(3) ? 0 : _random.Next(100, 500);
        settings.AllowNoSensor = Once(2);
        settings.Goal = Once(2) ? ChargeGoal.Full : ChargeGoal.Target;
        settings.GoalPermille = _random.Next(50, 100) * 10;
        bool hours = Once(3);
        settings.FromMinute = hours ? _random.Next(1440) : Unknown.Number;
        settings.ToMinute = hours ? (settings.FromMinute + _random.Next(600, 1400)) % 1440 : Unknown.Number;
        settings.ReadyByMinute = Once(4) ? _random.Next(1440) : Unknown.Number;
        settings.WaitsWithoutClock = true;
        _rig.Start();
    }

    // The same charger at the same moment, only that something is not known any more.
    private ChargeRig Blinded()
    {
        ChargeRig blind = DeepCopy.Of(_rig);
        switch (_random.Next(7))
        {
            case 0:
                blind.Battery.SocPermille = Unknown.Number;
                break;
            case 1:
                blind.Battery.TempDeciC[_random.Next(2)] = Unknown.Number;
                break;
            case 2:
                blind.Battery.TempDeciC[0] = Unknown.Number;
                blind.Battery.TempDeciC[1] = Unknown.Number;
                break;
            case 3:
                blind.Battery.NominalMilliAmpHours = Unknown.Number;
                blind.Battery.FullMilliAmpHours = Unknown.Number;
                break;
            case 4:
                blind.Controller.MinuteOfDay = blind.Settings.FromMinute == Unknown.Number ? blind.Controller.MinuteOfDay : Unknown.Number;
                break;
            case 5:
                blind.BasicArrives = false;
                blind.CellsArrive = false;
                break;
            default:
                blind.StatusArrives = false;
                break;
        }

        return blind;
    }
}
