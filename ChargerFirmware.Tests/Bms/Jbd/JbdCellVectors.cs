namespace ChargerFirmware.Tests.Bms.Jbd;

/// <summary>Good replies with cell voltages, names and error counters.</summary>
public static class JbdCellVectors
{
    public static JbdVector[] All()
    {
        return new JbdVector[]
        {
            new JbdVector(
                "vendor example: FurTrader/OverkillSolarBMS Comm_Protocol_Documentation/JBD Protocol English version.pdf (15S cells)",
                "DDA50400FFFC77",
                "DD04001E0F660F630F630F640F3E0F630F370F5B0F650F3B0F630F630F3C0F660F3DF9F977",
                "register=4 status=0 payload_length=30 cell_mv=3942,3939,3939,3940,3902,3939,3895,3931,3941,3899,3939,3939,3900,3942,3901"),
            new JbdVector(
                "vendor example: FurTrader/OverkillSolarBMS Comm_Protocol_Documentation/JBD Protocol English version.pdf",
                "DDA50500FFFB77",
                "DD05000A30313233343536373839FDE977",
                "register=5 status=0 payload_length=10 hardware_version=0123456789"),
            new JbdVector(
                "vendor example: Software board common protocol V11 (FurTrader/OverkillSolarBMS Comm_Protocol_Documentation)",
                "DDA5AA00FF5677",
                "DDAA0018000000000000000000000000000000000000000000000000FFE877",
                "register=170 status=0 payload_length=24 short_circuit_count=0 charge_overcurrent_count=0 discharge_overcurrent_count=0 cell_overvoltage_count=0"
                + " cell_undervoltage_count=0 charge_overtemperature_count=0 charge_undertemperature_count=0 discharge_overtemperature_count=0"
                + " discharge_undertemperature_count=0 pack_overvoltage_count=0 pack_undervoltage_count=0 system_restart_count=0"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/pdus/JBD-SP04S034-L4S-200A-B-U.txt",
                "DDA50400FFFC77",
                "DD0400080F450F3D0F370F3DFEC677",
                "register=4 status=0 payload_length=8 cell_mv=3909,3901,3895,3901"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/pdus/JBD-SP04S034-L4S-200A-B-U.txt",
                "DDA50500FFFB77",
                "DD0500194A42442D53503034533033342D4C34532D323030412D422D55FA0877",
                "register=5 status=0 payload_length=25 hardware_version=JBD-SP04S034-L4S-200A-B-U"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/pdus/JBD-SP04S034-L4S-200A-B-U.txt",
                "DDA5AA00FF5677",
                "DDAA0018000000000000007A00020000000000000000000000000001FF6B77",
                "register=170 status=0 payload_length=24 short_circuit_count=0 charge_overcurrent_count=0 discharge_overcurrent_count=0 cell_overvoltage_count=122"
                + " cell_undervoltage_count=2 charge_overtemperature_count=0 charge_undertemperature_count=0 discharge_overtemperature_count=0"
                + " discharge_undertemperature_count=0 pack_overvoltage_count=0 pack_undervoltage_count=0 system_restart_count=1"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms README.md",
                "DDA50400FFFC77",
                "DD0400080F230F1C0F120F1DFF4E77",
                "register=4 status=0 payload_length=8 cell_mv=3875,3868,3858,3869"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA50400FFFC77",
                "DD0400080D660D610D680D59FE3C77",
                "register=4 status=0 payload_length=8 cell_mv=3430,3425,3432,3417"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA5AA00FF5677",
                "DDAA0018000000000000000000010000000000000000000000000001FFE677",
                "register=170 status=0 payload_length=24 short_circuit_count=0 charge_overcurrent_count=0 discharge_overcurrent_count=0 cell_overvoltage_count=0"
                + " cell_undervoltage_count=1 charge_overtemperature_count=0 charge_undertemperature_count=0 discharge_overtemperature_count=0"
                + " discharge_undertemperature_count=0 pack_overvoltage_count=0 pack_undervoltage_count=0 system_restart_count=1"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/pdus/JBD-SP25S003-L16S-100A-100A-B.txt (no NTC, pack 0 V)",
                "DDA50400FFFC77",
                "DD0400200E100E100E100E100E100E100E100E100E100E100E100E100E100E100E100000FE1E77",
                "register=4 status=0 payload_length=32 cell_mv=3600,3600,3600,3600,3600,3600,3600,3600,3600,3600,3600,3600,3600,3600,3600,0"),
            new JbdVector(
                "captured: GitHub file index id 34125698006 (jbd_parser; BLE read padded with zeros)",
                "DDA50400FFFC77",
                "DD0400080D2E0D2B0D2B0D2BFF15770000000000",
                "register=4 status=0 payload_length=8 cell_mv=3374,3371,3371,3371 trailing_bytes=5"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms issue 14 (JBD-SP04S020A-L4S-80A-B-U, 0 percent, discharging)",
                "DDA50400FFFC77",
                "DD0400080C790C790C740C7AFDE877",
                "register=4 status=0 payload_length=8 cell_mv=3193,3193,3188,3194"),
            new JbdVector(
                "synthetic: GitHub file index id 69034016630 (virtual_meter.py, e-rickshaw tester, 14S: gives the 34/35/19-byte frames)",
                "DDA50400FFFC77",
                "DD04001C0E820E820E820E820E820E820E820E820E820E820E820E820E820E82F80477",
                "register=4 status=0 payload_length=28 cell_mv=3714,3714,3714,3714,3714,3714,3714,3714,3714,3714,3714,3714,3714,3714"),
            new JbdVector(
                "synthetic: GitHub file index id 69034016630 (virtual_meter.py, e-rickshaw tester, 14S: gives the 34/35/19-byte frames)",
                "DDA50500FFFB77",
                "DD05000C544553542D31345331303041FCFD77",
                "register=5 status=0 payload_length=12 hardware_version=TEST-14S100A"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/debug.txt (two stale bytes before the frame)",
                "DDA50400FFFC77",
                "0000DD0400080F460F3E0F370F3DFEC477",
                "register=4 status=0 payload_length=8 cell_mv=3910,3902,3895,3901 skipped_prefix_bytes=2"),
        };
    }
}
