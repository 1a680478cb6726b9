using System;

namespace Simulation;

/// <summary>One named misbehaviour: what it does, in one line, and how it is switched on and off. Under the world's lock.</summary>
/// <param name="Name">As the command line gives it.</param>
/// <param name="Part">What must be simulated for it to mean anything.</param>
/// <param name="Description">One line for the list.</param>
/// <param name="Switch">Switches it on a site.</param>
public sealed record SimulationFault(string Name, SitePart Part, string Description, Action<SimulatedSite, bool> Switch);
