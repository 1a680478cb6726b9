using System;
using System.Collections.Generic;
using ChargerFirmware.Bms;
using Simulation.Can.Mcp2515;

namespace Simulation;

/// <summary>Every misbehaviour by its name. A new one is one line here.</summary>
public static class SimulationFaults
{
    public static IReadOnlyList<SimulationFault> All { get; } =
    [
        // The serial line and the board's answering
        Battery("bmsSilent", "the BMS answers nothing", (site, on) => site.Bms.Faults.Silent = on),
        Battery("bmsPulled", "the plug of the BMS line is out", (site, on) => site.Bms.Faults.Pulled = on),
        Battery("bmsBasicSilent", "the BMS does not answer register 03 (basic info)", (site, on) => site.Bms.Faults.BasicInfoSilent = on),
        Battery("bmsCellsSilent", "the BMS does not answer register 04 (cells)", (site, on) => site.Bms.Faults.CellsSilent = on),
        Battery("bmsEcho", "half-duplex line: what is sent comes back first", (site, on) => site.Bms.Faults.Echo = on),
        Battery("bmsNoise", "garbage and false frame starts before each reply and on the idle line", (site, on) => site.Bms.Faults.Noise = on),
        Battery("bmsLeftovers", "the end of the reply before stands in front of each reply", (site, on) => site.Bms.Faults.Leftovers = on),
        Battery("bmsHalfFrames", "every reply ends in its middle", (site, on) => site.Bms.Faults.CutEvery = on ? 1 : 0),
        Battery("bmsBadChecksum", "every reply has a wrong checksum", (site, on) => site.Bms.Faults.SpoilEvery = on ? 1 : 0),
        Battery("bmsFlaky", "every third reply is cut, every fourth has a wrong checksum", MakeFlaky),
        Battery("bmsSlow", "replies begin 250 ms after the request", (site, on) => site.Bms.Faults.ReplyDelayMs = on ? 250 : Bms.JbdLinkFaults.DefaultReplyDelayMs),
        Battery("bmsAsleep", "the BMS sleeps: the next two requests are lost", (site, on) => site.Bms.Faults.IgnoreRequests = on ? 2 : 0),
        Battery("bmsDeepAsleep", "the BMS sleeps with its MOSFETs open and no request wakes it; it ends by hand", (site, on) => site.Board.Sleep(on)),
        Battery("bmsNoiseAtStart", "for 2 s after a charge begins every reply of the BMS is spoilt", (site, on) => site.Bms.Faults.SpoilAtChargeStart = on),
        Battery("bmsFrozen", "the BMS keeps telling the values of now", (site, on) => site.Board.Faults.Frozen = on),
        Battery("bmsNewerFirmware", "no fault: the BMS tells nine bytes more behind the sensors", (site, on) => site.Bms.TrailingBlock = on),

        // What the board measures
        Battery("senseWireLost", "the sense wire of cell 3 is off: it reads 0 mV", (site, on) => site.Board.Faults.LostSenseWire = on ? 3 : 0),
        Battery("cellReadsHigh", "cell 3 reads 4.40 V", (site, on) => SetCell(site, on, 4_400)),
        Battery("cellReadsLow", "cell 3 reads 2.20 V", (site, on) => SetCell(site, on, 2_200)),
        Battery("packVoltageWrong", "the BMS tells 2.5 V too little for the pack", (site, on) => site.Board.Faults.PackOffsetMilliVolts = on ? -2_500 : 0),
        Battery("senseWireFloats", "the wire between cells 3 and 4 floats: 400 mV less and 400 mV more", (site, on) => site.Board.Faults.FloatingSenseWire = on ? 3 : 0),
        Battery("cellNoise", "the cell voltages are read with up to 4 mV of noise", (site, on) => site.Board.CellNoiseMilliVolts = on ? 4 : 0),
        Battery("cellCountDoubled", "basic info tells twice as many cells as there are", (site, on) => site.Board.Faults.DoubledCellCount = on),
        Battery("cellListDoubled", "the cell reply holds every cell twice", (site, on) => site.Board.Faults.DoubledCellList = on),
        Battery("cellsDoubled", "count and cell reply agree on twice as many cells as there are", DoubleCells),
        Battery("cellCountWrong", "basic info tells one cell more than there are", (site, on) => site.Board.Faults.ExtraCellsInBasicInfo = on ? 1 : 0),
        Battery("cellsMissing", "the cell reply has two cells fewer than the pack", (site, on) => site.Board.Faults.CellsNotReported = on ? 2 : 0),
        Battery("hotSensor", "sensor 2 reads 52 degC", (site, on) => SetSensor(site, on, 52)),
        Battery("coldSensor", "sensor 2 reads -8 degC", (site, on) => SetSensor(site, on, -8)),
        Battery("sensorShorted", "sensor 2 reads 150 degC", (site, on) => SetSensor(site, on, 150)),
        Battery("sensorMissing", "sensor 2 is not plugged in", (site, on) => site.Board.Faults.MissingSensors = on ? 0b10 : 0),
        Battery("sensorsMissing", "no sensor is plugged in", (site, on) => site.Board.Faults.MissingSensors = on ? 0xFF : 0),
        Battery("currentOffset", "the BMS tells 0.8 A too much", (site, on) => site.Board.Faults.CurrentOffsetMilliAmps = on ? 800 : 0),

        // The pack itself
        Battery("packWarm", "the pack warms to 42 degC", (site, on) => site.Battery.SetCelsius(on ? 42 : 25)),
        Battery("packHot", "the pack is at 58 degC", (site, on) => site.Battery.SetCelsius(on ? 58 : 25)),
        Battery("packCold", "the pack is at -3 degC", (site, on) => site.Battery.SetCelsius(on ? -3 : 25)),
        Battery("coldStart", "the pack comes from the frost at -8 degC into a room of 20 degC", (site, on) => site.Battery.BringIntoRoom(on ? -8 : 25, on ? 20 : 25)),
        Battery("weakCell", "cell 5 loses a tenth of its capacity and doubles its resistance, for good", (site, on) => site.Battery.MakeWeak(on ? 5 : 0, 100, 200)),
        Battery("agedCell", "cell 5 loses 2 % of its capacity and has half as much resistance again, for good", (site, on) => site.Battery.MakeWeak(on ? 5 : 0, 20, 150)),
        Battery("load", "something draws 5 A from the pack", (site, on) => site.Battery.LoadMilliAmps = on ? 5_000 : 0),

        // What the board protects from
        Battery("chargeFetOff", "the BMS's app has switched the charge MOSFET off", (site, on) => site.Board.SwitchOff(on ? 1 : 0)),
        Battery("chargeFetBroken", "the charge MOSFET conducts for ever, and the BMS tells it", (site, on) => site.Board.Faults.ChargeFetStuckClosed = on),
        ProtectionBit("cellOverVoltage", Protection.CellOverVoltage),
        ProtectionBit("cellUnderVoltage", Protection.CellUnderVoltage),
        ProtectionBit("packOverVoltage", Protection.PackOverVoltage),
        ProtectionBit("packUnderVoltage", Protection.PackUnderVoltage),
        ProtectionBit("chargeOverTemperature", Protection.ChargeOverTemperature),
        ProtectionBit("chargeUnderTemperature", Protection.ChargeUnderTemperature),
        ProtectionBit("dischargeOverTemperature", Protection.DischargeOverTemperature),
        ProtectionBit("dischargeUnderTemperature", Protection.DischargeUnderTemperature),
        ProtectionBit("chargeOverCurrent", Protection.ChargeOverCurrent),
        ProtectionBit("dischargeOverCurrent", Protection.DischargeOverCurrent),
        ProtectionBit("shortCircuit", Protection.ShortCircuit),
        ProtectionBit("frontEndError", Protection.FrontEndError),
        ProtectionBit("dischargeFetBroken", Protection.DischargeFetBroken),

        // The CAN controller and the bus
        Bus("canNoAck", "nobody acknowledges what the firmware sends", (site, on) => site.Bus.IgnoreFramesOf = on ? site.Controller : null),
        Bus("canBusOff", "every frame of the firmware is destroyed: its controller goes bus-off", (site, on) => site.Bus.DestroyFramesOf = on ? site.Controller : null),
        Bus("canLoss10", "a tenth of all frames is destroyed, by chance", (site, on) => site.Bus.LossPercent = on ? 10 : 0),
        Bus("canLoss50", "half of all frames are destroyed, by chance", (site, on) => site.Bus.LossPercent = on ? 50 : 0),
        Bus("canShort", "the bus is dominant for ever", (site, on) => site.Bus.StuckDominant = on),
        Bus("canSpiDead", "the CAN controller has no supply: SPI reads 00", (site, on) => site.Controller.SpiFault = on ? SpiFault.Zeros : SpiFault.None),
        Bus("canSpiOpen", "the CAN controller is not plugged in: SPI reads FF", (site, on) => site.Controller.SpiFault = on ? SpiFault.Ones : SpiFault.None),
        Bus("canStuckInt", "the interrupt line of the CAN controller stays high", (site, on) => site.Controller.InterruptFault = on ? InterruptFault.StuckHigh : InterruptFault.None),
        Bus("canStuckIntLow", "the interrupt line of the CAN controller stays low", (site, on) => site.Controller.InterruptFault = on ? InterruptFault.StuckLow : InterruptFault.None),
        Bus("canReset", "a brown-out resets the CAN controller, once", ResetController),

        // The charger
        Charger("chargerSilent", "the charger obeys but sends no status", (site, on) => site.ChargerFaults.Silent = on),
        Charger("chargerUnplugged", "the charger is off the bus and delivers nothing", (site, on) => site.ChargerFaults.Unplugged = on),
        Charger("chargerHardware", "the charger reports a hardware fault and delivers nothing", (site, on) => site.ChargerFaults.HardwareFault = on),
        Charger("chargerHot", "the charger reports over-temperature and delivers nothing", (site, on) => site.ChargerFaults.Hot = on),
        Charger("chargerMainsLost", "the charger has no mains voltage", (site, on) => site.ChargerFaults.MainsLost = on),
        Charger("chargerNoBattery", "the charger sees no battery", (site, on) => site.ChargerFaults.NoBattery = on),
        Charger("chargerOverDelivers", "the charger delivers a fifth more than it is asked for", (site, on) => site.ChargerFaults.DeliveryPercent = on ? 120 : 100),
        Charger("chargerIgnoresStop", "the charger goes on with its last current, whatever comes", (site, on) => site.ChargerFaults.IgnoresStop = on),
        Charger("chargerSlowRamp", "the charger climbs by 0.2 A a second only", (site, on) => site.ChargerFaults.SlowRamp = on),
        Charger("chargerRefusesRestart", "once stopped, the charger does not start again for 20 s", (site, on) => site.ChargerFaults.RefusesRestart = on),
        Charger("chargerWeakMains", "the charger can deliver 3 A only", (site, on) => site.ChargerFaults.LimitMilliAmps = on ? 3_000 : 0),
        Charger("chargerMeterWrong", "the charger tells 2 A more than it delivers", (site, on) => site.ChargerFaults.MeterOffsetMilliAmps = on ? 2_000 : 0),
    ];

    /// <summary>The misbehaviour of that name; null when there is none.</summary>
    public static SimulationFault? Find(string name)
    {
        foreach (SimulationFault fault in All)
        {
            if (fault.Name == name)
            {
                return fault;
            }
        }

        return null;
    }

    private static SimulationFault Battery(string name, string description, Action<SimulatedSite, bool> switchIt)
    {
        return new SimulationFault(name, SitePart.Battery, description, switchIt);
    }

    private static SimulationFault Bus(string name, string description, Action<SimulatedSite, bool> switchIt)
    {
        return new SimulationFault(name, SitePart.Bus, description, switchIt);
    }

    private static SimulationFault Charger(string name, string description, Action<SimulatedSite, bool> switchIt)
    {
        return new SimulationFault(name, SitePart.Charger, description, switchIt);
    }

    private static SimulationFault ProtectionBit(string name, int bit)
    {
        return Battery(name, "the BMS holds its protection bit " + name, (site, on) => site.Board.Faults.ProtectionBits = on ? site.Board.Faults.ProtectionBits | bit : site.Board.Faults.ProtectionBits & ~bit);
    }

    private static void ResetController(SimulatedSite site, bool on)
    {
        if (on)
        {
            site.Controller.ResetByItself();
        }
    }

    private static void MakeFlaky(SimulatedSite site, bool on)
    {
        site.Bms.Faults.CutEvery = on ? 3 : 0;
        site.Bms.Faults.SpoilEvery = on ? 4 : 0;
    }

    private static void SetCell(SimulatedSite site, bool on, double milliVolts)
    {
        site.Board.Faults.WrongCell = on ? 3 : 0;
        site.Board.Faults.WrongCellMilliVolts = milliVolts;
    }

    private static void DoubleCells(SimulatedSite site, bool on)
    {
        site.Board.Faults.DoubledCellCount = on;
        site.Board.Faults.DoubledCellList = on;
    }

    private static void SetSensor(SimulatedSite site, bool on, double celsius)
    {
        site.Board.Faults.WrongSensor = on ? 2 : 0;
        site.Board.Faults.SensorCelsius = celsius;
    }
}
