namespace ChargerFirmware.Tests.Bms.Jbd;

/// <summary>Replies that must be refused, with the name of the error.</summary>
public static class JbdBadVectors
{
    public static JbdVector[] All()
    {
        return new JbdVector[]
        {
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/debug.txt (read ended after the first 7 bytes)",
                "DDA50300FFFD77",
                "DD03001D061800",
                "error=truncated"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/debug.txt (tail of a frame only)",
                "DDA50300FFFD77",
                "0001F201F400002C7C00000000000080640304030B8C0B8A0B84FA8C77",
                "error=no_frame"),
            new JbdVector(
                "synthetic: one data bit flipped",
                "DDA50300FFFD77",
                "DD03001D0619000001F201F400002C7C00000000000080640304030B8B0B8A0B84FA8D77",
                "error=checksum"),
            new JbdVector(
                "synthetic: end byte 0xDD instead of 0x77 (patman15/aiobmsble test)",
                "DDA50300FFFD77",
                "DD03001D0618000001F201F400002C7C00000000000080640304030B8B0B8A0B84FA8DDD",
                "error=bad_end"),
            new JbdVector(
                "synthetic: status byte changed without checksum",
                "DDA50300FFFD77",
                "DD03801D0618000001F201F400002C7C00000000000080640304030B8B0B8A0B84FA8D77",
                "error=checksum"),
            new JbdVector(
                "synthetic: good frame cut by 1 byte",
                "DDA50300FFFD77",
                "DD03001D0618000001F201F400002C7C00000000000080640304030B8B0B8A0B84FA8D",
                "error=truncated"),
            new JbdVector(
                "synthetic: good frame cut after the length byte",
                "DDA50300FFFD77",
                "DD03001D",
                "error=truncated"),
            new JbdVector(
                "synthetic: empty reply",
                "DDA50300FFFD77",
                "",
                "error=no_frame"),
            new JbdVector(
                "synthetic: reply to register 4 when 3 was asked",
                "DDA50300FFFD77",
                "DD0400080F450F3D0F370F3DFEC677",
                "error=unexpected_register register=4"),
            new JbdVector(
                "synthetic: zero-length basic info",
                "DDA50300FFFD77",
                "DD030000000077",
                "error=payload_too_short register=3"),
            new JbdVector(
                "synthetic: NTC count larger than the payload, checksum valid",
                "DDA50300FFFD77",
                "DD03001D0618000001F201F400002C7C00000000000080640304080B8B0B8A0B84FA8877",
                "error=payload_inconsistent register=3"),
            new JbdVector(
                "synthetic: error status 0x80 (unknown command)",
                "DDA54200FFBE77",
                "DD428000FF8077",
                "error=bms_status register=66 status=128"),
            new JbdVector(
                "synthetic: only the echo of the own request, no reply",
                "DDA50300FFFD77",
                "DDA50300FFFD77",
                "error=unexpected_register register=165"),
            new JbdVector(
                "captured: simat/BatteryMonitor wiki and issue 12 (2017 transcript, 12S: byte 1 printed as A5 instead of the register; checksum valid)",
                "DDA50300FFFD77",
                "DDA5001B13780000000003E8000022C70000000000001900030C020B640B5FFC8377",
                "error=unexpected_register register=165"),
        };
    }
}
