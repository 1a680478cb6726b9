using System;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Tests.Bms.Jbd;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>What a BMS on a line answers to each register; null = nothing.</summary>
internal sealed record PlayedPack(byte[]? Basic, byte[]? Cells, byte[]? Name)
{
    public byte[]? ReplyTo(int register)
    {
        return register switch { JbdRegister.Basic => Basic, JbdRegister.Cells => Cells, JbdRegister.Name => Name, _ => null };
    }

    /// <summary>The same pack with other data in its basic info.</summary>
    public PlayedPack WithBasic(Action<byte[]> change)
    {
        return this with { Basic = Change(JbdRegister.Basic, Basic!, change) };
    }

    /// <summary>The same pack with other cell voltages.</summary>
    public PlayedPack WithCells(Action<byte[]> change)
    {
        return this with { Cells = Change(JbdRegister.Cells, Cells!, change) };
    }

    private static byte[] Change(int register, byte[] frame, Action<byte[]> change)
    {
        byte[] data = frame[JbdFrame.HeaderLength..^(JbdFrame.Overhead - JbdFrame.HeaderLength)];
        change(data);
        return JbdReplies.Frame(register, 0, data);
    }
}
