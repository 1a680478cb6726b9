namespace ChargerFirmware.Bms.Jbd;

/// <summary>The registers that a charger uses (vendor protocol V11). It reads them, but for the last; the others belong to the owner and to the factory.</summary>
public static class JbdRegister
{
    /// <summary>Voltage, current, capacities, protection, MOS state, temperatures.</summary>
    public const int Basic = 0x03;

    /// <summary>One voltage a cell.</summary>
    public const int Cells = 0x04;

    /// <summary>The board's name.</summary>
    public const int Name = 0x05;

    /// <summary>How often each protection has tripped since the counters were cleared.</summary>
    public const int ErrorCounters = 0xAA;

    /// <summary>The switch of the MOSFETs, written where the owner has allowed it as the last resort.</summary>
    public const int MosControl = 0xE1;
}
