using System;
using ChargerFirmware.Ports;

namespace Simulation.Charger;

/// <summary>The board's converter, as the firmware's port: writes the pin that an analogue charger is wired to. Any thread.</summary>
public sealed class SimulatedDac(SimulatedWorld world, AnalogPin pin) : IDac
{
    /// <summary>Calls since the start.</summary>
    public int Writes { get; private set; }

    public void Write(int level)
    {
        lock (world.Sync)
        {
            // What was before the change has been lived through with the level of before.
            world.Advance();
            pin.Code = Math.Clamp(level, 0, AnalogPin.MaxCode);
            Writes++;
        }
    }
}
