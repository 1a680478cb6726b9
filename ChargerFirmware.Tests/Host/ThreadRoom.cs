using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Host;

/// <summary>Room in the thread pool before the first test.</summary>
/// <remarks>
/// The tests' own workers wait in threads of the pool. It begins with one for each core and adds one only now and then, so that sockets and the
/// output of processes waited for half a second and more: a test measured the pool instead of the charger.
/// </remarks>
[TestClass]
public static class ThreadRoom
{
    private const int Threads = 16;

    [AssemblyInitialize]
    public static void Make(TestContext context)
    {
        ThreadPool.SetMinThreads(Threads, Threads);
    }
}
