using ChargerFirmware.Ports;

namespace ChargerFirmware.Can.Mcp2515;

/// <summary>The registers that must stand before the chip goes on the bus: filters, masks, timing, interrupts, buffer controls.</summary>
/// <remarks>
/// Written in blocks, read back, compared: a loose wire or too fast an SPI clock shows here and not as a wrong bit rate on a live bus.
/// Masks and filters read as 0 outside configuration mode, so this is also the only moment for it.
/// </remarks>
public sealed class Mcp2515Setup
{
    private const int HeaderLength = 2;
    private const int FilterCount = 6;
    private const int FiltersPerBlock = 3;
    private const int MaskBlock = 2;
    private const int Receive0Block = 6;

    // Three filters, BFPCTRL and TXRTSCTRL; three filters; two masks, CNF3..CNF1 and CANINTE; one control register each.
    private static readonly byte[] Addresses =
    {
        Mcp2515Registers.Filters0To2, Mcp2515Registers.Filters3To5, Mcp2515Registers.Masks,
        Mcp2515Registers.Transmit0Control, Mcp2515Registers.Transmit1Control, Mcp2515Registers.Transmit2Control,
        Mcp2515Registers.Receive0Control, Mcp2515Registers.Receive1Control,
    };

    private static readonly byte[] Counts = { 14, 12, 12, 1, 1, 1, 1, 1 };

    private readonly ISpi _spi;
    private readonly byte[][] _writes;

    public Mcp2515Setup(ISpi spi)
    {
        _spi = spi;
        _writes = NewBlocks(Mcp2515Registers.Write);
        _writes[Receive0Block][HeaderLength] = Mcp2515Registers.Rollover;
        AcceptAll();
    }

    /// <summary>Value that CNF1..3 and CANINTE (by address) shall have: compared at every look as well.</summary>
    public int Wanted(int address)
    {
        return _writes[MaskBlock][HeaderLength + address - Mcp2515Registers.Masks];
    }

    /// <summary>Takes timing over. Interrupts are for received frames only: see <see cref="BusOffWatch"/> for the errors.</summary>
    public void UseTiming(BitTiming timing)
    {
        byte[] block = _writes[MaskBlock];
        int at = HeaderLength + Mcp2515Registers.Cnf3 - Mcp2515Registers.Masks;
        block[at] = timing.Cnf3;
        block[at + 1] = timing.Cnf2;
        block[at + 2] = timing.Cnf1;
        block[at + 3] = Mcp2515Registers.InterruptRx0 | Mcp2515Registers.InterruptRx1;
    }

    /// <summary>Every frame, standard and extended.</summary>
    /// <remarks>A filter looks at one kind only, even under a mask of zero (EXIDE): each buffer gets filters of both kinds, or extended frames never arrive.</remarks>
    public void AcceptAll()
    {
        for (int i = 0; i < FilterCount; i++)
        {
            SetFilter(i, 0, i % 2 != 0);
        }

        SetMasks(0, true);
    }

    /// <summary>Frames of one kind whose identifier agrees with <paramref name="id"/> in the bits of <paramref name="mask"/>.</summary>
    public void AcceptOnly(uint id, uint mask, bool extended)
    {
        for (int i = 0; i < FilterCount; i++)
        {
            SetFilter(i, id, extended);
        }

        SetMasks(mask, extended);
    }

    /// <summary>Writes all registers and reads them back; false when one does not stand. The chip must be in configuration mode. Allocates what it reads with: kept, that would take 800 bytes on the device.</summary>
    public bool TryApply()
    {
        for (int i = 0; i < _writes.Length; i++)
        {
            _spi.Write(_writes[i]);
        }

        for (int i = 0; i < _writes.Length; i++)
        {
            byte[] answer = new byte[_writes[i].Length];
            _spi.Transfer(NewBlock(Mcp2515Registers.Read, i), answer);
            if (!Agrees(i, answer))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Bits of a register that read as written. The others are pins (TXRTSCTRL), copies and hits (RXBnCTRL) and results (TXBnCTRL).</summary>
    private static int ComparedBits(int address)
    {
        switch (address)
        {
            case Mcp2515Registers.RtsPinControl:
                return 0x07;
            case Mcp2515Registers.Transmit0Control:
            case Mcp2515Registers.Transmit1Control:
            case Mcp2515Registers.Transmit2Control:
                return 0x0B;
            case Mcp2515Registers.Receive0Control:
                return 0x64;
            case Mcp2515Registers.Receive1Control:
                return 0x60;
            default:
                return 0xFF;
        }
    }

    private static byte[][] NewBlocks(byte instruction)
    {
        byte[][] blocks = new byte[Addresses.Length][];
        for (int i = 0; i < blocks.Length; i++)
        {
            blocks[i] = NewBlock(instruction, i);
        }

        return blocks;
    }

    private static byte[] NewBlock(byte instruction, int index)
    {
        byte[] block = new byte[HeaderLength + Counts[index]];
        block[0] = instruction;
        block[1] = Addresses[index];
        return block;
    }

    private bool Agrees(int block, byte[] read)
    {
        byte[] written = _writes[block];
        int address = Addresses[block];
        for (int i = HeaderLength; i < written.Length; i++)
        {
            if (((written[i] ^ read[i]) & ComparedBits(address + i - HeaderLength)) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private void SetFilter(int filter, uint id, bool extended)
    {
        int offset = HeaderLength + filter % FiltersPerBlock * Mcp2515Frame.IdLength;
        Mcp2515Frame.PackId(id, extended, _writes[filter / FiltersPerBlock], offset);
    }

    private void SetMasks(uint mask, bool extended)
    {
        byte[] block = _writes[MaskBlock];
        for (int offset = HeaderLength; offset < HeaderLength + 2 * Mcp2515Frame.IdLength; offset += Mcp2515Frame.IdLength)
        {
            Mcp2515Frame.PackId(mask, extended, block, offset);

            // A mask has no EXIDE bit (register 4-15): it would read back as 0.
            block[offset + 1] &= 0xFF & ~Mcp2515Registers.ExtendedIdentifier;
        }
    }
}
