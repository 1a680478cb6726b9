using System.Net.Sockets;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Web;

[TestClass]
public class WebListenerTests
{
    private readonly WebCounters _counters = new WebCounters();

    [TestMethod]
    public void IsKnockedAt_NoNetworkInterfaceIsUp_NobodyKnocksAndItIsCounted()
    {
        DeafListener listener = new DeafListener(_counters) { IsDown = true };
        Assert.IsFalse(listener.IsKnockedAt);
        Assert.IsFalse(listener.IsKnockedAt);
        Assert.AreEqual(2, _counters.Deaf);
        Assert.AreEqual(0, _counters.Broken, "no connection has ended by it");
        listener.IsDown = false;
        Assert.IsTrue(listener.IsKnockedAt, "once the interface is up again");
        Assert.AreEqual(2, _counters.Deaf);
    }

    // lwIP's socket while the radio is off: ENETDOWN (100).
    private sealed class DeafListener : WebListener
    {
        public bool IsDown;

        public DeafListener(WebCounters counters)
            : base(0, null!, counters)
        {
        }

        protected override bool AskSystem()
        {
            return IsDown ? throw new SocketException(100) : true;
        }
    }
}
