using ChargerFirmware.Network;
using ChargerFirmware.Ports;

namespace ChargerFirmware;

/// <summary>The hardware as the firmware sees it: a bag of ports, filled by the device's or the PC's main program.</summary>
public sealed class Board
{
    /// <summary>Time of the charge. On a PC it may run faster than real time.</summary>
    public IClock Clock;

    /// <summary>Time of sockets and people: always real.</summary>
    public IClock NetworkClock;
    public IUart BmsUart;
    public ISpi CanSpi;

    /// <summary>Interrupt output of the CAN controller: low while it has something to tell.</summary>
    public ILine CanInterrupt;

    /// <summary>Output to a hold-off circuit: edges while charging is allowed, low else. Null where none is fitted.</summary>
    public ILine ChargeEnable;

    /// <summary>Ahead of the 0..10 V stage; null where the board has none.</summary>
    public IDac Dac;
    public IStorage Storage;
    public IAssets Assets;
    public ISystem System;

    /// <summary>Null without a radio: the network is the machine's own then.</summary>
    public INetwork Network;
    public NetworkOptions NetworkOptions = new NetworkOptions();

    /// <summary>Low lights it; null where there is none.</summary>
    public ILine StatusLed;

    /// <summary>Low while pressed; null where there is none.</summary>
    public ILine SetupButton;
}
