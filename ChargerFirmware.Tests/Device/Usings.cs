global using nanoFramework.TestFramework;

namespace Microsoft.VisualStudio.TestTools.UnitTesting
{
    /// <summary>Makes the namespace exist on the device, so that one <c>using</c> line serves both targets: there it brings MSTest, here nothing, and the global one above counts.</summary>
    internal static class OnThePcOnly
    {
    }
}
