namespace ChargerFirmware.Tests.Bms.Jbd;

/// <summary>Replies to basic info that are good.</summary>
public static class JbdBasicVectors
{
    public static JbdVector[] All()
    {
        return new JbdVector[]
        {
            new JbdVector(
                "vendor example: FurTrader/OverkillSolarBMS Comm_Protocol_Documentation/JBD Protocol English version.pdf (15S)",
                "DDA50300FFFD77",
                "DD03001B1700000002D003E8000020780000000000001048030F020B760B82FBFF77",
                "register=3 status=0 payload_length=27 total_voltage_mv=58880 current_ma=0 remaining_capacity_mah=7200 nominal_capacity_mah=10000 cycles=0"
                + " production_date_raw=8312 production_date=2016-03-24 balance_bits=0 protection_bits=0 protections= software_version_raw=16 software_version=1.0"
                + " soc_percent=72 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=15 ntc_count=2 ntc_decicelsius=203,215"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/pdus/JBD-SP04S034-L4S-200A-B-U.txt",
                "DDA50300FFFD77",
                "DD03001D0618000001F201F400002C7C00000000000080640304030B8B0B8A0B84FA8D77",
                "register=3 status=0 payload_length=29 total_voltage_mv=15600 current_ma=0 remaining_capacity_mah=4980 nominal_capacity_mah=5000 cycles=0"
                + " production_date_raw=11388 production_date=2022-03-28 balance_bits=0 protection_bits=0 protections= software_version_raw=128 software_version=8.0"
                + " soc_percent=100 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=4 ntc_count=3 ntc_decicelsius=224,223,217"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms README.md (MOS software lock)",
                "DDA50300FFFD77",
                "DD03001D060B000001ED01F400002C7C00000000100080630204030BA00B9D0B98FA5577",
                "register=3 status=0 payload_length=29 total_voltage_mv=15470 current_ma=0 remaining_capacity_mah=4930 nominal_capacity_mah=5000 cycles=0"
                + " production_date_raw=11388 production_date=2022-03-28 balance_bits=0 protection_bits=4096 protections=mosfet_software_lock software_version_raw=128"
                + " software_version=8.0 soc_percent=99 fet_raw=2 charge_fet_on=false discharge_fet_on=true cell_count=4 ntc_count=3 ntc_decicelsius=245,242,237"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms tests/components/jbd_bms/frames.h payload BASICINFO_FRAME_CELL_OVERVOLTAGE (header and checksum re-created)",
                "DDA50300FFFD77",
                "DD03001D059400006D606D6000082C7C00000000000180640204030B820B7C0B77FA7C77",
                "register=3 status=0 payload_length=29 total_voltage_mv=14280 current_ma=0 remaining_capacity_mah=280000 nominal_capacity_mah=280000 cycles=8"
                + " production_date_raw=11388 production_date=2022-03-28 balance_bits=0 protection_bits=1 protections=cell_overvoltage software_version_raw=128"
                + " software_version=8.0 soc_percent=100 fet_raw=2 charge_fet_on=false discharge_fet_on=true cell_count=4 ntc_count=3 ntc_decicelsius=215,209,204"),
            new JbdVector(
                "synthetic: protection bits 0x1FFF on the payload of syssi/esphome-jbd-bms tests frames.h",
                "DDA50300FFFD77",
                "DD03001D0618000001F201F400002C7C000000001FFF80640304030B8B0B8A0B84F96F77",
                "register=3 status=0 payload_length=29 total_voltage_mv=15600 current_ma=0 remaining_capacity_mah=4980 nominal_capacity_mah=5000 cycles=0"
                + " production_date_raw=11388 production_date=2022-03-28 balance_bits=0 protection_bits=8191"
                + " protections=cell_overvoltage,cell_undervoltage,pack_overvoltage,pack_undervoltage,charge_overtemperature,charge_undertemperature,discharge_overtemperature,discharge_undertemperature,charge_overcurrent,discharge_overcurrent,short_circuit,frontend_ic_error,mosfet_software_lock"
                + " software_version_raw=128 software_version=8.0 soc_percent=100 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=4 ntc_count=3"
                + " ntc_decicelsius=224,223,217"),
            new JbdVector(
                "synthetic: balancing cells 2 and 4 (mask 0x000A), payload of syssi/esphome-jbd-bms tests frames.h (the upstream comment names cells 1 and 3: numbering from the wrong end)",
                "DDA50300FFFD77",
                "DD03001D0618000001F201F400002C7C000A0000000080640304030B8B0B8A0B84FA8377",
                "register=3 status=0 payload_length=29 total_voltage_mv=15600 current_ma=0 remaining_capacity_mah=4980 nominal_capacity_mah=5000 cycles=0"
                + " production_date_raw=11388 production_date=2022-03-28 balance_bits=10 protection_bits=0 protections= software_version_raw=128 software_version=8.0"
                + " soc_percent=100 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=4 ntc_count=3 ntc_decicelsius=224,223,217"),
            new JbdVector(
                "synthetic: balance word high: cells 17 and 32 (mask low word 0, high word 0x8001), 20S",
                "DDA50300FFFD77",
                "DD03001D1A90000001F201F400002C7C00008001000080640314030B8B0B8A0B84F97077",
                "register=3 status=0 payload_length=29 total_voltage_mv=68000 current_ma=0 remaining_capacity_mah=4980 nominal_capacity_mah=5000 cycles=0"
                + " production_date_raw=11388 production_date=2022-03-28 balance_bits=2147549184 protection_bits=0 protections= software_version_raw=128"
                + " software_version=8.0 soc_percent=100 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=20 ntc_count=3 ntc_decicelsius=224,223,217"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA50300FFFD77",
                "DD03001D055A00006D5E6D6000002C7C00000000000080640304030B6E0B6E0B6AFAEF77",
                "register=3 status=0 payload_length=29 total_voltage_mv=13700 current_ma=0 remaining_capacity_mah=279980 nominal_capacity_mah=280000 cycles=0"
                + " production_date_raw=11388 production_date=2022-03-28 balance_bits=0 protection_bits=0 protections= software_version_raw=128 software_version=8.0"
                + " soc_percent=100 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=4 ntc_count=3 ntc_decicelsius=195,195,191"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/pdus/btsnoop_hci-mosfets-onoff.log",
                "DDA50300FFFD77",
                "DD03001D0533000068C96D6000002C7C00000000100080600204030B6D0B6D0B69FAA877",
                "register=3 status=0 payload_length=29 total_voltage_mv=13310 current_ma=0 remaining_capacity_mah=268250 nominal_capacity_mah=280000 cycles=0"
                + " production_date_raw=11388 production_date=2022-03-28 balance_bits=0 protection_bits=4096 protections=mosfet_software_lock software_version_raw=128"
                + " software_version=8.0 soc_percent=96 fet_raw=2 charge_fet_on=false discharge_fet_on=true cell_count=4 ntc_count=3 ntc_decicelsius=194,194,190"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/pdus/btsnoop_hci-mosfets-onoff.log (discharge MOS off)",
                "DDA50300FFFD77",
                "DD03001D0534000068C96D6000002C7C00000000100080600104030B6D0B6D0B69FAA877",
                "register=3 status=0 payload_length=29 total_voltage_mv=13320 current_ma=0 remaining_capacity_mah=268250 nominal_capacity_mah=280000 cycles=0"
                + " production_date_raw=11388 production_date=2022-03-28 balance_bits=0 protection_bits=4096 protections=mosfet_software_lock software_version_raw=128"
                + " software_version=8.0 soc_percent=96 fet_raw=1 charge_fet_on=true discharge_fet_on=false cell_count=4 ntc_count=3 ntc_decicelsius=194,194,190"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/pdus/JBD-DP04S007L4S100A-BLE.txt (34-byte payload with trailing fields)",
                "DDA50300FFFD77",
                "DD030022055F00004ADF4E2000022D1400000000000023600304010BB10000004E204ADF0000FAC277",
                "register=3 status=0 payload_length=34 total_voltage_mv=13750 current_ma=0 remaining_capacity_mah=191670 nominal_capacity_mah=200000 cycles=2"
                + " production_date_raw=11540 production_date=2022-08-20 balance_bits=0 protection_bits=0 protections= software_version_raw=35 software_version=2.3"
                + " soc_percent=96 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=4 ntc_count=1 ntc_decicelsius=262 humidity_percent=0 alarm_bits=0"
                + " full_charge_capacity_mah=200000 remaining_capacity2_mah=191670 balance_current_ma=0"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/pdus/JBD-SP25S003-L16S-100A-100A-B.txt (no NTC, pack 0 V)",
                "DDA50300FFFD77",
                "DD030017000000000000271000002C500000000000002000011000FF0577",
                "register=3 status=0 payload_length=23 total_voltage_mv=0 current_ma=0 remaining_capacity_mah=0 nominal_capacity_mah=100000 cycles=0"
                + " production_date_raw=11344 production_date=2022-02-16 balance_bits=0 protection_bits=0 protections= software_version_raw=32 software_version=2.0"
                + " soc_percent=0 fet_raw=1 charge_fet_on=true discharge_fet_on=false cell_count=16 ntc_count=0 ntc_decicelsius="),
            new JbdVector(
                "captured: FurTrader/OverkillSolarBMS Comm_Protocol_Documentation/BLE _bluetooth_protocol.md (NTC1 reads -30.0 C: probe not fitted)",
                "DDA50300FFFD77",
                "DD03001B0534000019AB271000002A750000000000002042030402097F0BA3FC7177",
                "register=3 status=0 payload_length=27 total_voltage_mv=13320 current_ma=0 remaining_capacity_mah=65710 nominal_capacity_mah=100000 cycles=0"
                + " production_date_raw=10869 production_date=2021-03-21 balance_bits=0 protection_bits=0 protections= software_version_raw=32 software_version=2.0"
                + " soc_percent=66 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=4 ntc_count=2 ntc_decicelsius=none,248"),
            new JbdVector(
                "captured: GitHub file index id 34125698006 (jbd_parser, ESP32; discharging)",
                "DDA50300FFFD77",
                "DD03001B052BFD4F3E224E2000852C5600000000000017500304020BD70BDFFA5877",
                "register=3 status=0 payload_length=27 total_voltage_mv=13230 current_ma=-6890 remaining_capacity_mah=159060 nominal_capacity_mah=200000 cycles=133"
                + " production_date_raw=11350 production_date=2022-02-22 balance_bits=0 protection_bits=0 protections= software_version_raw=23 software_version=1.7"
                + " soc_percent=80 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=4 ntc_count=2 ntc_decicelsius=300,308"),
            new JbdVector(
                "captured: GitHub file index id 24974434166 (qucc.c, 8S)",
                "DDA50300FFFD77",
                "DD03001B0A6900000AF00CC900022CED00000000000028560108020BAC0BAFFA8E77",
                "register=3 status=0 payload_length=27 total_voltage_mv=26650 current_ma=0 remaining_capacity_mah=28000 nominal_capacity_mah=32730 cycles=2"
                + " production_date_raw=11501 production_date=2022-07-13 balance_bits=0 protection_bits=0 protections= software_version_raw=40 software_version=2.8"
                + " soc_percent=86 fet_raw=1 charge_fet_on=true discharge_fet_on=false cell_count=8 ntc_count=2 ntc_decicelsius=257,260"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms issue 14 (JBD-SP04S020A-L4S-80A-B-U, 0 percent, discharging)",
                "DDA50300FFFD77",
                "DD03001D04FCFF130000021C00052B9200000000000020000304030BCA0BC10BBFFA5C77",
                "register=3 status=0 payload_length=29 total_voltage_mv=12760 current_ma=-2370 remaining_capacity_mah=0 nominal_capacity_mah=5400 cycles=5"
                + " production_date_raw=11154 production_date=2021-12-18 balance_bits=0 protection_bits=0 protections= software_version_raw=32 software_version=2.0"
                + " soc_percent=0 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=4 ntc_count=3 ntc_decicelsius=287,278,276"),
            new JbdVector(
                "captured: GitHub file index id 48585106954 (gatttool script, Overkill 4S)",
                "DDA50300FFFD77",
                "DD03001B052800001BB22AEF0002290A00000000000025410304020B740B6BFC3977",
                "register=3 status=0 payload_length=27 total_voltage_mv=13200 current_ma=0 remaining_capacity_mah=70900 nominal_capacity_mah=109910 cycles=2"
                + " production_date_raw=10506 production_date=2020-08-10 balance_bits=0 protection_bits=0 protections= software_version_raw=37 software_version=2.5"
                + " soc_percent=65 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=4 ntc_count=2 ntc_decicelsius=201,192"),
            new JbdVector(
                "synthetic: patman15/aiobmsble tests/bms/test_jbd_bms.py (-2.87 A, 42 cycles)",
                "DDA50300FFFD77",
                "DD03001D0618FEE101F201F4002A2C7C00000000000080640304030B8B0B8A0B84F88477",
                "register=3 status=0 payload_length=29 total_voltage_mv=15600 current_ma=-2870 remaining_capacity_mah=4980 nominal_capacity_mah=5000 cycles=42"
                + " production_date_raw=11388 production_date=2022-03-28 balance_bits=0 protection_bits=0 protections= software_version_raw=128 software_version=8.0"
                + " soc_percent=100 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=4 ntc_count=3 ntc_decicelsius=224,223,217"),
            new JbdVector(
                "synthetic: patman15/aiobmsble tests/bms/test_jbd_bms.py (reserved bit 15)",
                "DDA50300FFFD77",
                "DD03001D0618FEE101F201F4002A2C7C00000000800080640304030B8B0B8A0B84F80477",
                "register=3 status=0 payload_length=29 total_voltage_mv=15600 current_ma=-2870 remaining_capacity_mah=4980 nominal_capacity_mah=5000 cycles=42"
                + " production_date_raw=11388 production_date=2022-03-28 balance_bits=0 protection_bits=32768 protections=reserved15 software_version_raw=128"
                + " software_version=8.0 soc_percent=100 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=4 ntc_count=3 ntc_decicelsius=224,223,217"),
            new JbdVector(
                "synthetic: GitHub file index id 69034016630 (virtual_meter.py, e-rickshaw tester, 14S: gives the 34/35/19-byte frames)",
                "DDA50300FFFD77",
                "DD03001B1450000027102710000120210000000000002064030E020BA50BA5FCDA77",
                "register=3 status=0 payload_length=27 total_voltage_mv=52000 current_ma=0 remaining_capacity_mah=100000 nominal_capacity_mah=100000 cycles=1"
                + " production_date_raw=8225 production_date=2016-01-01 balance_bits=0 protection_bits=0 protections= software_version_raw=32 software_version=2.0"
                + " soc_percent=100 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=14 ntc_count=2 ntc_decicelsius=250,250"),
            new JbdVector(
                "synthetic: garbage prefix FF 00 77 DD before a good frame (stray DD must not eat it)",
                "DDA50300FFFD77",
                "FF0077DDDD03001D0618000001F201F400002C7C00000000000080640304030B8B0B8A0B84FA8D77",
                "register=3 status=0 payload_length=29 total_voltage_mv=15600 current_ma=0 remaining_capacity_mah=4980 nominal_capacity_mah=5000 cycles=0"
                + " production_date_raw=11388 production_date=2022-03-28 balance_bits=0 protection_bits=0 protections= software_version_raw=128 software_version=8.0"
                + " soc_percent=100 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=4 ntc_count=3 ntc_decicelsius=224,223,217 skipped_prefix_bytes=4"),
            new JbdVector(
                "synthetic: own request echoed first (half-duplex RS485), then the reply: the echo is itself a checksum-valid frame with register A5",
                "DDA50300FFFD77",
                "DDA50300FFFD77DD03001D0618000001F201F400002C7C00000000000080640304030B8B0B8A0B84FA8D77",
                "register=3 status=0 payload_length=29 total_voltage_mv=15600 current_ma=0 remaining_capacity_mah=4980 nominal_capacity_mah=5000 cycles=0"
                + " production_date_raw=11388 production_date=2022-03-28 balance_bits=0 protection_bits=0 protections= software_version_raw=128 software_version=8.0"
                + " soc_percent=100 fet_raw=3 charge_fet_on=true discharge_fet_on=true cell_count=4 ntc_count=3 ntc_decicelsius=224,223,217 skipped_prefix_bytes=7"),
            new JbdVector(
                "synthetic: capacity unit flag: FET byte 0x83 means 100 mA / 100 mAh steps (V9+ of the vendor protocol)",
                "DDA50300FFFD77",
                "DD03001B1450012C0BB80BB800052EE100000000000020648310020BA50BA5FA4177",
                "register=3 status=0 payload_length=27 total_voltage_mv=52000 current_ma=30000 remaining_capacity_mah=300000 nominal_capacity_mah=300000 cycles=5"
                + " production_date_raw=12001 production_date=2023-07-01 balance_bits=0 protection_bits=0 protections= software_version_raw=32 software_version=2.0"
                + " soc_percent=100 fet_raw=131 charge_fet_on=true discharge_fet_on=true cell_count=16 ntc_count=2 ntc_decicelsius=250,250"),
        };
    }
}
