using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Browser;

/// <summary>Listens on the CAN bus of a <see cref="ChargerProcess"/> and remembers when each frame came.</summary>
public sealed class SlcanListener : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly List<(DateTime At, string Frame)> _frames = [];

    public static async Task<SlcanListener> ConnectAsync(int port)
    {
        SlcanListener listener = new();
        await listener._client.ConnectAsync(IPAddress.Loopback, port);
        new Thread(listener.Listen) { IsBackground = true }.Start();
        return listener;
    }

    /// <summary>The last frame so far; empty before the first.</summary>
    public string Last
    {
        get
        {
            lock (_frames)
            {
                return _frames.Count == 0 ? "" : _frames[^1].Frame;
            }
        }
    }

    /// <summary>Waits for the first frame that begins and ends so.</summary>
    public async Task<DateTime> WhenAsync(string begin, string end, TimeSpan limit)
    {
        DateTime until = DateTime.UtcNow + limit;
        while (DateTime.UtcNow < until)
        {
            lock (_frames)
            {
                foreach ((DateTime at, string frame) in _frames)
                {
                    if (frame.StartsWith(begin, StringComparison.Ordinal) && frame.EndsWith(end, StringComparison.Ordinal))
                    {
                        return at;
                    }
                }
            }

            await Task.Delay(5);
        }

        throw new AssertFailedException($"no frame {begin}..{end}, the last was '{Last}'");
    }

    public void Dispose()
    {
        _client.Dispose();
    }

    private void Listen()
    {
        StringBuilder line = new();
        try
        {
            Stream stream = _client.GetStream();
            for (int value = stream.ReadByte(); value >= 0; value = stream.ReadByte())
            {
                if (value != '\r')
                {
                    line.Append((char)value);
                    continue;
                }

                lock (_frames)
                {
                    _frames.Add((DateTime.UtcNow, line.ToString()));
                }

                line.Clear();
            }
        }
        catch (IOException)
        {
            // The connection has ended, with the test or with the process.
        }
    }
}
