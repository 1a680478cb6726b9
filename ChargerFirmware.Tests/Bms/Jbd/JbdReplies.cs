using System;
using ChargerFirmware.Bms.Jbd;
using ChargerFirmware.Core;

namespace ChargerFirmware.Tests.Bms.Jbd;

/// <summary>Builds replies.</summary>
public static class JbdReplies
{
    /// <summary>Captured: syssi/esphome-jbd-bms docs/pdus/JBD-SP04S034-L4S-200A-B-U.txt.</summary>
    public const string Basic = "DD03001D0618000001F201F400002C7C00000000000080640304030B8B0B8A0B84FA8D77";
    public const string Cells = "DD0400080F450F3D0F370F3DFEC677";
    public const string Name = "DD0500194A42442D53503034533033342D4C34532D323030412D422D55FA0877";

    /// <summary>The counters of older firmware: 11 words, 1 to 11.</summary>
    public const string Counts = "DDAA0016" + "00010002000300040005000600070008" + "0009000A000B" + "FFA877";

    /// <summary>The acknowledge of a write to E1 (jbd-bms.md, section 2).</summary>
    public const string Written = "DDE10000000077";

    /// <summary>Data of basic info without sensors: 52.00 V, 30.00 or 300.0 A, 14 cells.</summary>
    public const string BareBasicData = "1450 0BB8 0064 00C8 0005 2EE1 0000 0000 0000 20 64 03 0E 00";

    public static byte[] Frame(int register, int status, byte[] data)
    {
        byte[] frame = new byte[data.Length + JbdFrame.Overhead];
        frame[0] = JbdFrame.Start;
        frame[1] = (byte)register;
        frame[2] = (byte)status;
        frame[3] = (byte)data.Length;
        Array.Copy(data, 0, frame, JbdFrame.HeaderLength, data.Length);
        int sum = 0;
        for (int i = 2; i < frame.Length - 3; i++)
        {
            sum += frame[i];
        }

        Bytes.WriteUInt16BigEndian(frame, frame.Length - 3, 0x10000 - sum);
        frame[frame.Length - 1] = JbdFrame.End;
        return frame;
    }
}
