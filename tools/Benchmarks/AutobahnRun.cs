using System.IO;
using System.Linq;
using System.Net;
using System.Text;

namespace Benchmarks;

/// <summary>Takes our client through every case of an Autobahn fuzzing server.</summary>
public sealed class AutobahnRun(TextWriter output)
{
    private const string Agent = "ChargerFirmware";
    private readonly EchoClient _client = new();

    /// <summary>0 when all cases have been run: whether they are right stands in the server's report.</summary>
    public int Run(string address)
    {
        IPEndPoint server = Resolve(address);
        int count = 0;
        string? error = _client.Run(server, "/getCaseCount", text => count = int.Parse(Encoding.ASCII.GetString(text)));
        for (int i = 1; i <= count && error == null; i++)
        {
            error = _client.Run(server, "/runCase?case=" + i + "&agent=" + Agent, null);
        }

        error ??= _client.Run(server, "/updateReports?agent=" + Agent, null);
        output.WriteLine(error ?? count + " cases have been run; the server has written its report");
        return error == null && count > 0 ? 0 : 1;
    }

    private static IPEndPoint Resolve(string address)
    {
        string[] parts = address.Split(':');
        IPAddress host = IPAddress.TryParse(parts[0], out IPAddress? literal) ? literal : Dns.GetHostAddresses(parts[0]).First(one => one.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork);
        return new IPEndPoint(host, parts.Length > 1 ? int.Parse(parts[1]) : 9001);
    }
}
