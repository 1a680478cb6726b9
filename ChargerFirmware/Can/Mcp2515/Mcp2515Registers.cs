namespace ChargerFirmware.Can.Mcp2515;

/// <summary>Instructions, register addresses and bits of the MCP2515 that the driver uses (data sheet DS20001801, sections 11 and 12).</summary>
public static class Mcp2515Registers
{
    // Instructions (table 12-1)
    public const byte Reset = 0xC0;
    public const byte Read = 0x03;
    public const byte Write = 0x02;
    public const byte ReadReceiveBuffer0 = 0x90;
    public const byte ReadReceiveBuffer1 = 0x94;
    public const byte LoadTransmitBuffer0 = 0x40;
    public const byte RequestToSend0 = 0x81;
    public const byte ReadStatus = 0xA0;
    public const byte BitModify = 0x05;

    // READ STATUS
    public const int StatusRx0 = 0x01;
    public const int StatusRx1 = 0x02;
    public const int StatusTransmitRequest0 = 0x04;
    public const int StatusSent0 = 0x08;

    /// <summary>Transmit buffers 1 and 2, which are never used: a set bit is a broken SPI line.</summary>
    public const int StatusUnused = 0xF0;

    // Addresses (table 11-1)
    public const byte Filters0To2 = 0x00;
    public const byte RtsPinControl = 0x0D;
    public const byte Status = 0x0E;
    public const byte Control = 0x0F;
    public const byte Filters3To5 = 0x10;
    public const byte TransmitErrors = 0x1C;
    public const byte ReceiveErrors = 0x1D;
    public const byte StatusRow1 = 0x1E;
    public const byte ControlRow1 = 0x1F;
    public const byte Masks = 0x20;
    public const byte Cnf3 = 0x28;
    public const byte Cnf2 = 0x29;
    public const byte Cnf1 = 0x2A;
    public const byte InterruptEnable = 0x2B;
    public const byte InterruptFlags = 0x2C;
    public const byte ErrorFlags = 0x2D;
    public const byte Transmit0Control = 0x30;
    public const byte Transmit1Control = 0x40;
    public const byte Transmit2Control = 0x50;
    public const byte Receive0Control = 0x60;
    public const byte Receive1Control = 0x70;

    // CANSTAT and CANCTRL (registers 10-1, 10-2)
    public const int ModeMask = 0xE0;
    public const int ModeNormal = 0x00;
    public const int ModeConfiguration = 0x80;

    /// <summary>Normal mode, clock output off, no abort, frames repeated until they are acknowledged.</summary>
    public const byte ControlNormal = 0x00;

    /// <summary>ABAT, CLKEN and CLKPRE: what stands in CANCTRL after a reset tells a chip from a dead line.</summary>
    public const int ControlResetMask = 0x17;
    public const int ControlResetValue = 0x07;

    // CANINTE and CANINTF (registers 7-1, 7-2)
    public const int InterruptRx0 = 0x01;
    public const int InterruptRx1 = 0x02;
    public const int InterruptSent0 = 0x04;
    public const int InterruptError = 0x20;

    // EFLG (register 6-3)
    public const int ErrorOverrun = 0xC0;
    public const int ErrorBusOff = 0x20;
    public const int ErrorPassive = 0x18;
    public const int ErrorWarning = 0x07;
    public const int ErrorStateMask = 0x3F;

    // TXBnCTRL, RXB0CTRL
    public const int TransmitRequest = 0x08;

    /// <summary>BUKT: a frame that finds buffer 0 full goes to buffer 1. RXM is 00, filters in use: 11 lets parts of broken frames in.</summary>
    public const byte Rollover = 0x04;

    // Identifiers (registers 3-4, 4-5)
    public const int ExtendedIdentifier = 0x08;
    public const int StandardRemote = 0x10;
    public const int Remote = 0x40;
    public const int LengthMask = 0x0F;
}
