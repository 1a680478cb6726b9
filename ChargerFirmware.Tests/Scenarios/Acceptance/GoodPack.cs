using System.Collections.Generic;
using System.Linq;
using ChargerFirmware.Bms;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Core;
using ChargerFirmware.Tests.Bms.Jbd;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>A pack that can be charged as NMC, made of the 14S vectors, and what can be wrong with it.</summary>
internal static class GoodPack
{
    public const int MilliVolts = 52000;

    // Offsets in basic info (reference: register 0x03).
    private const int Voltage = 0;
    private const int Current = 2;
    private const int ProtectionBits = 16;
    private const int Fets = 20;
    private const int SecondSensor = 25;

    private const int ZeroCelsius = 2731;

    /// <summary>14 cells with 3714 mV, 52.00 V, 100 Ah, 25.0 degC twice, both MOSFETs on; 9.98 A flow in, as with a charger of 10 A.</summary>
    public static PlayedPack Healthy { get; } = Find().WithBasic(data => Bytes.WriteUInt16BigEndian(data, Current, 998));

    public static PlayedPack ChargeFetOff { get; } = Healthy.WithBasic(data => data[Fets] = 0x02);

    public static PlayedPack ShortCircuit { get; } = WithProtection(Protection.ShortCircuit);

    /// <summary>Conditions that end by themselves, by the fault that they are.</summary>
    public static IReadOnlyDictionary<string, PlayedPack> Stops { get; } = new Dictionary<string, PlayedPack>
    {
        ["ChargeFetOff"] = ChargeFetOff,
        ["ChargeOverCurrent"] = WithProtection(Protection.ChargeOverCurrent),
        ["ChargeOverTemperature"] = WithProtection(Protection.ChargeOverTemperature),
        ["TemperatureTooHigh"] = WithSensor(451),
        ["TemperatureTooLow"] = WithSensor(-1),
        ["CellTooLow"] = Healthy.WithCells(data => Bytes.WriteUInt16BigEndian(data, 4, 1900)),
        ["CellCountMismatch"] = Healthy.WithBasic(data => data[21] = 15),
    };

    public static PlayedPack WithSensor(int deciC)
    {
        return Healthy.WithBasic(data => Bytes.WriteUInt16BigEndian(data, SecondSensor, ZeroCelsius + deciC));
    }

    /// <summary>With a pack voltage in steps of 10 mV above 52.00 V.</summary>
    public static byte[] BasicWithSteps(int steps)
    {
        return Healthy.WithBasic(data => Bytes.WriteUInt16BigEndian(data, Voltage, MilliVolts / 10 + steps)).Basic!;
    }

    private static PlayedPack WithProtection(int bits)
    {
        return Healthy.WithBasic(data => Bytes.WriteUInt16BigEndian(data, ProtectionBits, bits));
    }

    private static PlayedPack Find()
    {
        byte[] basic = JbdBasicVectors.All().Single(vector => vector.Source.Contains("virtual_meter.py")).Response;
        JbdVector[] others = [.. JbdCellVectors.All().Where(vector => vector.Source.Contains("virtual_meter.py"))];
        return new PlayedPack(basic, others.Single(v => v.Request[2] == JbdRegister.Cells).Response, others.Single(v => v.Request[2] == JbdRegister.Name).Response);
    }
}
