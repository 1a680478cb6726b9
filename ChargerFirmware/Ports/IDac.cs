namespace ChargerFirmware.Ports;

/// <summary>A digital-to-analogue converter of 8 bits, ahead of the stage that makes 0..10 V of it. Control thread only, but for the supervisor's last word.</summary>
public interface IDac
{
    /// <summary>Drives the output: 0 is no voltage, 255 the converter's end. It stays until the next call.</summary>
    void Write(int level);
}
