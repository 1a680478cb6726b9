namespace ChargerFirmware.Settings;

/// <summary>The rows of one battery chemistry.</summary>
public sealed class ProfileSettings
{
    private readonly string _prefix;

    /// <param name="prefix">What their keys begin with.</param>
    internal ProfileSettings(string prefix)
    {
        _prefix = prefix;
    }

    public Setting ChargeCellMilliVolts => Row("chargeCellMilliVolts");

    public Setting MaxCellMilliVolts => Row("maxCellMilliVolts");

    public Setting MinCellMilliVolts => Row("minCellMilliVolts");

    public Setting PrechargeCellMilliVolts => Row("prechargeCellMilliVolts");

    public Setting RechargeCellMilliVolts => Row("rechargeCellMilliVolts");

    public Setting MinDeciC => Row("minDeciC");

    public Setting MaxDeciC => Row("maxDeciC");

    public Setting DerateDeciC => Row("derateDeciC");

    public Setting TemperatureTable => Row("temperatureTable");

    private Setting Row(string name)
    {
        return new Setting(_prefix + name);
    }
}
