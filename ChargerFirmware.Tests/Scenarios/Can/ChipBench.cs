using System.Globalization;
using System.Linq;
using Simulation;
using Simulation.Can;
using Simulation.Can.Mcp2515;

namespace ChargerFirmware.Tests.Scenarios.Can;

/// <summary>The simulated chip alone, spoken to in hexadecimal bytes.</summary>
internal sealed class ChipBench
{
    internal ChipBench(int crystal = CanBench.Crystal)
    {
        World = new SimulatedWorld(Clock);
        Bus = new SimulatedCanBus(World);
        Chip = new Mcp2515Chip(World, Bus, crystal);
    }

    internal ManualClock Clock { get; } = new(1000);

    internal SimulatedWorld World { get; }

    internal SimulatedCanBus Bus { get; }

    internal Mcp2515Chip Chip { get; }

    internal bool Interrupt => !Chip.Interrupt.IsHigh;

    /// <summary>One transaction; gives the bytes that came back.</summary>
    internal string Spi(string bytes)
    {
        byte[] send = [.. bytes.Split(' ').Select(text => byte.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        byte[] receive = new byte[send.Length];
        Chip.Transfer(send, receive);
        return string.Join(' ', receive.Select(value => value.ToString("X2", CultureInfo.InvariantCulture)));
    }

    /// <summary>A register by READ.</summary>
    internal int Read(int address)
    {
        return int.Parse(Spi($"03 {address:X2} 00")[6..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    /// <summary>250 kbit/s at 8 MHz, everything accepted, then the mode.</summary>
    internal ChipBench Enter(string canctrl = "00")
    {
        Spi("02 28 01 B5 00");
        Spi("02 60 64");
        Spi("02 70 60");
        Spi("02 0F " + canctrl);
        Wait(2);
        return this;
    }

    internal TestNode AddNode(bool acknowledges = true)
    {
        return new TestNode(Bus) { IsRunning = acknowledges };
    }

    internal void Wait(int milliseconds)
    {
        Clock.Advance(milliseconds);
        lock (World.Sync)
        {
            World.Advance();
        }
    }
}
