namespace ChargerFirmware.Charger.Tc;

/// <summary>The four pairs of command and status id of TC / Elcon chargers, named by the charger's J1939 address (the maker's CAN1430, CAN998, CAN997 and a fourth).</summary>
public static class TcPair
{
    public const int E5 = 0;
    public const int E7 = 1;
    public const int E8 = 2;
    public const int E9 = 3;

    private static readonly byte[] Addresses = { 0xE5, 0xE7, 0xE8, 0xE9 };

    /// <summary>Priority 6, PF 06, destination the charger, source the BMS (F4).</summary>
    public static uint CommandId(int pair)
    {
        return 0x180600F4 | (uint)Addresses[pair] << 8;
    }

    /// <summary>Priority 6, PF FF, destination 50, source the charger.</summary>
    public static uint StatusId(int pair)
    {
        return 0x18FF5000 | (uint)Addresses[pair];
    }
}
