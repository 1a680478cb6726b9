using ChargerFirmware.Bms;
using ChargerFirmware.Can;
using ChargerFirmware.Charger;
using ChargerFirmware.Control;
using ChargerFirmware.Core;

namespace ChargerFirmware.Tests.Doubles;

/// <summary>Safety and controller on a healthy 14S NMC pack and a tc charger, ticked by hand.</summary>
public sealed class ChargeRig
{
    public readonly BatterySnapshot Battery = new BatterySnapshot();
    public readonly FakeCanBus Can = new FakeCanBus();
    public readonly FaultRegister Faults = new FaultRegister();
    public readonly ChargeSettings Settings = NmcSettings();
    public Safety Safety;
    public ChargeController Controller;
    public ChargerLink Link;
    public long NowMs;

    /// <summary>Whether the BMS and the charger speak.</summary>
    public bool BasicArrives = true;
    public bool CellsArrive = true;
    public bool StatusArrives = true;

    public ChargeRig(int mode = ChargeMode.Medium, bool stoppedByUser = false)
    {
        Safety = new Safety(Faults);
        Controller = new ChargeController(Faults, new ChargeStart { Mode = mode, StoppedByUser = stoppedByUser });
        Can.Health.State = CanState.ErrorActive;
        SetCells(14, 3800);
        Battery.PackMilliAmps = 0;
        Battery.SocPermille = 500;
        Battery.NominalMilliAmpHours = 40000;
        Battery.ChargeFetOn = true;
        Battery.SensorCount = 2;
        Battery.TempDeciC[0] = 250;
        Battery.TempDeciC[1] = 240;
    }

    public static ChargeSettings NmcSettings()
    {
        ChargeSettings settings = new ChargeSettings
        {
            ProfileChosen = true,
            ChargeCellMilliVolts = 4150,
            MaxCellMilliVolts = 4250,
            MinCellMilliVolts = 2500,
            RechargeCellMilliVolts = 4050,
            MinDeciC = 0,
            MaxDeciC = 450,
            DerateDeciC = 400,
            PrechargeCellMilliVolts = 3000,
            Temperatures = TemperatureTable.Parse("0:100 50:200 100:500 150:1000 400:1000 450:500"),
            MaxSpreadMilliVolts = 300,
            TaperMs = 7200000,
            SlowMilliAmps = 5000,
        };
        settings.Charger.ProtocolName = ChargerOptions.Tc;
        settings.Charger.MediumMilliAmps = 10000;
        settings.Charger.FastMilliAmps = 15000;
        return settings;
    }

    /// <summary>Puts the settings in force; call once after changing them.</summary>
    public ChargeRig Start()
    {
        Link = new ChargerLink(Can, ChargerProtocols.Create(Settings.Charger), NowMs);
        Safety.Configure(Settings);
        Safety.RestartBms(NowMs);
        Safety.RestartBus(NowMs);
        Controller.Configure(Settings, Battery);
        return this;
    }

    /// <summary>All cells alike, the pack voltage to match.</summary>
    public void SetCells(int count, int milliVolts)
    {
        Battery.CellCount = count;
        Battery.BasicCellCount = count;
        for (int i = 0; i < count; i++)
        {
            Battery.CellMilliVolts[i] = milliVolts;
        }

        MatchPack();
    }

    public void SetCell(int index, int milliVolts)
    {
        Battery.CellMilliVolts[index] = milliVolts;
        MatchPack();
    }

    /// <summary>The pack voltage becomes the sum of the cells.</summary>
    public void MatchPack()
    {
        int sum = 0;
        for (int i = 0; i < Battery.CellCount; i++)
        {
            sum += Battery.CellMilliVolts[i];
        }

        Battery.PackMilliVolts = sum;
    }

    /// <summary>Lives through time in ticks of 100 ms.</summary>
    public void Run(int milliseconds)
    {
        for (int i = 0; i < milliseconds / ControlLoop.TickMs; i++)
        {
            Tick();
        }
    }

    public void Tick()
    {
        NowMs += ControlLoop.TickMs;
        if (BasicArrives)
        {
            Plausibility.CheckBasic(Battery);
            Battery.HeardAtMs = NowMs;
            Battery.BasicAtMs = NowMs;
            Battery.BasicCount++;
        }

        if (CellsArrive)
        {
            Plausibility.CheckCells(Battery);
            Battery.HeardAtMs = NowMs;
            Battery.CellsAtMs = NowMs;
            Battery.CellsCount++;
        }

        if (StatusArrives && Settings.Charger.ProtocolName == ChargerOptions.Tc)
        {
            Link.Status.AtMs = NowMs;
        }

        Safety.Check(Battery, Link, Can.Health, NowMs);
        bool busRuns = Can.Health.State == CanState.ErrorActive;
        Controller.FollowPack(Safety.PackNumber);
        Controller.Decide(Battery, Link, busRuns, Safety.PackOnline, Safety.ChargerOnline, NowMs);
        Link.Ask(Controller.Request, NowMs);
        Link.Pass(NowMs);
    }
}
