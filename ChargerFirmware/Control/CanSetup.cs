using ChargerFirmware.Can;

namespace ChargerFirmware.Control;

/// <summary>Keeps the CAN controller at what the settings and the protocol ask for. Control thread only.</summary>
public sealed class CanSetup
{
    private readonly ICanBus _can;

    // What the controller runs: the settings before may have been changed while it was off.
    private bool _started;
    private int _bitsPerSecond;
    private int _crystalHertz;
    private uint _id;
    private uint _mask;
    private bool _extended;

    public CanSetup(ICanBus can)
    {
        _can = can;
    }

    /// <summary>Starts, restarts or stops the controller where something differs; true when it was started.</summary>
    public bool Follow(ChargeSettings settings, uint id, uint mask, bool extended)
    {
        if (!settings.CanEnabled)
        {
            if (_started)
            {
                _can.Stop();
                _started = false;
            }

            return false;
        }

        if (_started && _bitsPerSecond == settings.CanBitsPerSecond && _crystalHertz == settings.CanCrystalHertz && _id == id && _mask == mask && _extended == extended)
        {
            return false;
        }

        // A busy vehicle bus would overrun the controller's two buffers: a protocol that listens says to which ids.
        if (mask == 0)
        {
            _can.AcceptAll();
        }
        else
        {
            _can.AcceptOnly(id, mask, extended);
        }

        _can.Start(settings.CanBitsPerSecond, settings.CanCrystalHertz);
        _bitsPerSecond = settings.CanBitsPerSecond;
        _crystalHertz = settings.CanCrystalHertz;
        _id = id;
        _mask = mask;
        _extended = extended;
        _started = true;
        return true;
    }
}
