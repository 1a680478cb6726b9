namespace ChargerFirmware.Settings;

/// <summary>The rows of one battery chemistry: they stand one behind the other in the <see cref="SettingTable"/>.</summary>
public sealed class ProfileSettings
{
    private readonly Setting[] _rows;

    /// <param name="rows">In the order of the properties.</param>
    internal ProfileSettings(Setting[] rows)
    {
        _rows = rows;
    }

    public Setting ChargeCellMilliVolts => _rows[0];

    public Setting MaxCellMilliVolts => _rows[1];

    public Setting MinCellMilliVolts => _rows[2];

    public Setting PrechargeCellMilliVolts => _rows[3];

    public Setting RechargeCellMilliVolts => _rows[4];

    public Setting MinDeciC => _rows[5];

    public Setting MaxDeciC => _rows[6];

    public Setting DerateDeciC => _rows[7];

    public Setting TemperatureTable => _rows[8];
}
