namespace Simulation.Network;

/// <summary>A router in reach of the simulated radio.</summary>
public sealed class SimulatedRouter(string name, string password)
{
    public string Name { get; } = name;

    /// <summary>Empty: an open network.</summary>
    public string Password { get; } = password;

    /// <summary>False: switched off, or out of reach.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>False: its DHCP server never answers.</summary>
    public bool GivesAddresses { get; set; } = true;

    public int RssiDbm { get; set; } = -55;

    /// <summary>What it gives the charger.</summary>
    public string Address { get; set; } = "192.168.1.77";
}
