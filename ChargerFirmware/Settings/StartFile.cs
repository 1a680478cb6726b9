using ChargerFirmware.Core;

namespace ChargerFirmware.Settings;

/// <summary>What may stand in <c>config.json</c> on the flash before the first start: the WiFi to join. A reader fills it, <see cref="Check"/> judges it.</summary>
/// <remarks>Properties, not fields: the device's JSON library sets nothing else. Member names are the file's names, in either case.</remarks>
public sealed class StartFile
{
    /// <summary>The longest file that is read: four values at their longest are below 200 bytes.</summary>
    public const int MaxFileBytes = 1024;

    // IEEE 802.11: an SSID has 1 to 32 bytes. WPA2: a passphrase has 8 to 63 ASCII characters; an open network has none.
    private const int MaxNameBytes = 32;
    private const int MinPasswordBytes = 8;
    private const int MaxPasswordBytes = 63;
    private const int MaxAttempts = 100;
    private const int MaxDelaySeconds = 600;

    public string WifiName { get; set; }

    /// <summary>Null or empty: an open network.</summary>
    public string WifiPassword { get; set; }

    /// <summary>How often to try before the charger opens its own network.</summary>
    public int Attempts { get; set; } = 5;

    /// <summary>Between two attempts.</summary>
    public int DelaySeconds { get; set; } = 10;

    /// <summary>How long to try in all.</summary>
    public int PatienceSeconds => Attempts * DelaySeconds;

    /// <summary>Null when it can be used, else the sentence that says what is wrong. It never quotes the password.</summary>
    public string Check()
    {
        int nameBytes = WifiName == null ? 0 : Ascii.Of(WifiName).Length;
        if (nameBytes < 1 || nameBytes > MaxNameBytes)
        {
            return "wifiName must have 1 to " + MaxNameBytes.ToString() + " bytes";
        }

        if (!IsPassword(WifiPassword))
        {
            return "wifiPassword must have " + MinPasswordBytes.ToString() + " to " + MaxPasswordBytes.ToString() + " printable ASCII characters, or be empty for an open network";
        }

        if (Attempts < 1 || Attempts > MaxAttempts)
        {
            return "attempts must be 1 to " + MaxAttempts.ToString();
        }

        return DelaySeconds < 1 || DelaySeconds > MaxDelaySeconds ? "delaySeconds must be 1 to " + MaxDelaySeconds.ToString() : null;
    }

    private static bool IsPassword(string text)
    {
        if (text == null || text.Length == 0)
        {
            return true;
        }

        byte[] bytes = Ascii.Of(text);
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x20 || bytes[i] > 0x7E)
            {
                return false;
            }
        }

        return bytes.Length >= MinPasswordBytes && bytes.Length <= MaxPasswordBytes;
    }
}
