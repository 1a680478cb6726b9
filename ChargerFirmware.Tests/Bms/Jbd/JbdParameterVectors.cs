namespace ChargerFirmware.Tests.Bms.Jbd;

/// <summary>Good replies of registers that the charger itself never asks: the frame must be right all the same.</summary>
public static class JbdParameterVectors
{
    public static JbdVector[] All()
    {
        return new JbdVector[]
        {
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA51000FFF077",
                "DD1000026D60FF3177",
                "register=16 status=0 payload_length=2 raw=28000 design_capacity_mah=280000"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA51100FFEF77",
                "DD1100025780FF2777",
                "register=17 status=0 payload_length=2 raw=22400 cycle_capacity_mah=224000"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA51200FFEE77",
                "DD1200020DACFF4577",
                "register=18 status=0 payload_length=2 raw=3500 full_voltage_mv=3500"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA51300FFED77",
                "DD1300020AF0FF0477",
                "register=19 status=0 payload_length=2 raw=2800 end_voltage_mv=2800"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA51400FFEC77",
                "DD1400020002FFFC77",
                "register=20 status=0 payload_length=2 raw=2 self_discharge_tenth_percent=2"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA51500FFEB77",
                "DD1500022C7CFF5677",
                "register=21 status=0 payload_length=2 raw=11388 production_date=2022-03-28"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA51700FFE977",
                "DD1700020000FFFE77",
                "register=23 status=0 payload_length=2 raw=0 cycles=0"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA51800FFE877",
                "DD1800020D99FF5877",
                "register=24 status=0 payload_length=2 raw=3481 charge_overtemp_decicelsius=750"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA51900FFE777",
                "DD1900020CD1FF2177",
                "register=25 status=0 payload_length=2 raw=3281 charge_overtemp_release_decicelsius=550"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA51A00FFE677",
                "DD1A00020A47FFAD77",
                "register=26 status=0 payload_length=2 raw=2631 charge_undertemp_decicelsius=-100"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA51B00FFE577",
                "DD1B00020AABFF4977",
                "register=27 status=0 payload_length=2 raw=2731 charge_undertemp_release_decicelsius=0"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA52000FFE077",
                "DD20000205B4FF4577",
                "register=32 status=0 payload_length=2 raw=1460 pack_overvoltage_mv=14600"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA52200FFDE77",
                "DD22000203E8FF1377",
                "register=34 status=0 payload_length=2 raw=1000 pack_undervoltage_mv=10000"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA52400FFDC77",
                "DD2400020E42FFAE77",
                "register=36 status=0 payload_length=2 raw=3650 cell_overvoltage_mv=3650"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA52500FFDB77",
                "DD2500020DDEFF1377",
                "register=37 status=0 payload_length=2 raw=3550 cell_overvoltage_release_mv=3550"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA52600FFDA77",
                "DD26000209C4FF3177",
                "register=38 status=0 payload_length=2 raw=2500 cell_undervoltage_mv=2500"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA52800FFD877",
                "DD28000259D8FECD77",
                "register=40 status=0 payload_length=2 raw=23000 charge_overcurrent_ma=230000"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA52900FFD777",
                "DD290002A628FF3077",
                "register=41 status=0 payload_length=2 raw=42536 discharge_overcurrent_ma=-230000"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA52A00FFD677",
                "DD2A00020C80FF7277",
                "register=42 status=0 payload_length=2 raw=3200 balance_start_mv=3200"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA52B00FFD577",
                "DD2B0002001EFFE077",
                "register=43 status=0 payload_length=2 raw=30 balance_window_mv=30"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA52C00FFD477",
                "DD2C00020001FFFD77",
                "register=44 status=0 payload_length=2 raw=1 shunt_raw=1"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA52F00FFD177",
                "DD2F00020004FFFA77",
                "register=47 status=0 payload_length=2 raw=4 cell_count=4"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA53600FFCA77",
                "DD3600020F3CFFB377",
                "register=54 status=0 payload_length=2 raw=3900 hardware_cell_overvoltage_mv=3900"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA53800FFC877",
                "DD3800028D5CFF1577",
                "register=56 status=0 payload_length=2 raw=36188 sc_dsgoc2_raw=36188"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA53900FFC777",
                "DD390002F064FEAA77",
                "register=57 status=0 payload_length=2 raw=61540 delays_hw_sc_release_raw=61540"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA53A00FFC677",
                "DD3A00020202FFFA77",
                "register=58 status=0 payload_length=2 raw=514 charge_temp_delays_undertemp_s=2 charge_temp_delays_overtemp_s=2"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA53D00FFC377",
                "DD3D00020202FFFA77",
                "register=61 status=0 payload_length=2 raw=514 cell_voltage_delays_undervoltage_s=2 cell_voltage_delays_overvoltage_s=2"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA53E00FFC277",
                "DD3E00020A1EFFD677",
                "register=62 status=0 payload_length=2 raw=2590 charge_overcurrent_delay_s=10 charge_overcurrent_release_s=30"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA53F00FFC177",
                "DD3F00020A1EFFD677",
                "register=63 status=0 payload_length=2 raw=2590 discharge_overcurrent_delay_s=10 discharge_overcurrent_release_s=30"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA5A000FF6077",
                "DDA000060544474A4244FE9A77",
                "register=160 status=0 payload_length=6 text=DGJBD"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log",
                "DDA5A100FF5F77",
                "DDA1001A194A42442D53503034533033342D4C34532D323030412D422D55F9EE77",
                "register=161 status=0 payload_length=26 text=JBD-SP04S034-L4S-200A-B-U"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log (empty barcode)",
                "DDA5A200FF5E77",
                "DDA2000100FFFF77",
                "register=162 status=0 payload_length=1 text="),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log (enter factory mode)",
                "DD5A00025678FF3077",
                "DD000000000077",
                "register=0 status=0 payload_length=0 ack=true"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/btsnoop_hci_jbd-sp04s034-l4s-200a-b-u.log (leave factory mode, nothing stored)",
                "DD5A01020000FFFD77",
                "DD010000000077",
                "register=1 status=0 payload_length=0 ack=true"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/pdus/btsnoop_hci-balancer-onoff.log",
                "DDA52D00FFD377",
                "DD2D00020006FFF877",
                "register=45 status=0 payload_length=2 raw=6 function_bits=6"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/pdus/btsnoop_hci-balancer-onoff.log",
                "DDA52E00FFD277",
                "DD2E00020007FFF777",
                "register=46 status=0 payload_length=2 raw=7 ntc_enable_bits=7"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/pdus/btsnoop_hci-balancer-onoff.log (balancer off)",
                "DD5A2D020002FFCF77",
                "DD2D0000000077",
                "register=45 status=0 payload_length=0 ack=true"),
            new JbdVector(
                "captured: syssi/esphome-jbd-bms docs/pdus/btsnoop_hci-mosfets-onoff.log (charge MOS off)",
                "DD5AE1020001FF1C77",
                "DDE10000000077",
                "register=225 status=0 payload_length=0 ack=true"),
        };
    }
}
