using System.Reflection;
using ChargerFirmware.Device;

[assembly: AssemblyVersion(DeviceVersion.Text + ".0")]

namespace ChargerFirmware.Device;

/// <summary>The image's version; a test holds it equal to the one of the PC build (Directory.Build.props).</summary>
public static class DeviceVersion
{
    public const string Text = "0.1.0";
}
