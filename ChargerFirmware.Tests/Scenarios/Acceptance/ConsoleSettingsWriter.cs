using System;
using System.Globalization;
using System.Net.Http;
using System.Threading;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Scenarios.Settings;
using ChargerFirmware.Tests.Scenarios.VirtualCharger;

namespace ChargerFirmware.Tests.Scenarios.Acceptance;

/// <summary>The built console as the writer that is killed: a thread that changes its settings over HTTP, one change after the other.</summary>
/// <remarks>A value is spread over three settings of different parts, so that a change of which only a part is there gives itself away.</remarks>
internal sealed class ConsoleSettingsWriter : IKillableWriter
{
    private readonly ManualResetEventSlim _acknowledged = new();
    private ChargerProcess? _charger;
    private Thread? _client;
    private long _last;
    private int _starts;
    private volatile bool _isKilling;

    public long LastAcknowledged => Interlocked.Read(ref _last);

    /// <summary>How often the console became ready.</summary>
    public int Starts => _starts;

    /// <summary>Why a change was refused; null when none was.</summary>
    public string? Refusal { get; private set; }

    public void Start(string folder, long firstValue)
    {
        _acknowledged.Reset();
        _isKilling = false;
        _charger = ChargerProcess.StartWith(folder);
        _client = new Thread(() => Change(_charger, firstValue)) { IsBackground = true };
        _client.Start();
    }

    public bool WaitForAcknowledge(TimeSpan longest)
    {
        return _acknowledged.Wait(longest);
    }

    public void Kill()
    {
        _isKilling = true;
        _charger!.Signal(ChargerProcess.KillNow);
        _client!.Join();
        _charger.Dispose();
        _charger = null;
    }

    public long ValueOf(SettingValues values)
    {
        SettingTable table = values.Table;
        string hosts = values.TextOf(table.WebAllowedHosts);
        if (hosts.Length == 0)
        {
            return values.NumberOf(table.BatteryMaxMilliAmps) == 0 ? 0 : CountedSettings.Torn;
        }

        long value = long.Parse(hosts.AsSpan(0, hosts.IndexOf('.')), CultureInfo.InvariantCulture);
        bool isWhole = hosts == HostsOf(value)
            && values.NumberOf(table.BatteryMaxMilliAmps) == MilliAmpsOf(value)
            && values.NumberOf(table.MagnesPeriodMs) == PeriodOf(value);
        return isWhole ? value : CountedSettings.Torn;
    }

    public void Dispose()
    {
        _isKilling = true;
        _charger?.Dispose();
        _client?.Join();
        _acknowledged.Dispose();
    }

    private static long MilliAmpsOf(long value)
    {
        return value % 200_000;
    }

    private static long PeriodOf(long value)
    {
        return 50 + value % 2_000;
    }

    // Its length changes with the value: copies of different lengths follow each other.
    private static string HostsOf(long value)
    {
        return value.ToString(CultureInfo.InvariantCulture) + "." + new string('x', (int)(value * 37 % 180));
    }

    private void Change(ChargerProcess charger, long first)
    {
        if (!charger.WaitUntilReady())
        {
            return;
        }

        _starts++;
        using HttpClient http = new() { BaseAddress = charger.Address };
        for (long value = first; Refusal == null; value++)
        {
            string json = "{\"battery.maxMilliAmps\":" + MilliAmpsOf(value) + ",\"magnes.periodMs\":" + PeriodOf(value) + ",\"web.allowedHosts\":\"" + HostsOf(value) + "\"}";
            if (!TryPut(http, json))
            {
                return;
            }

            Interlocked.Exchange(ref _last, value);
            _acknowledged.Set();
        }
    }

    private bool TryPut(HttpClient http, string json)
    {
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Put, "api/settings") { Content = new StringContent(json) };
            using HttpResponseMessage answer = http.Send(request);
            if (!answer.IsSuccessStatusCode)
            {
                Refusal = (int)answer.StatusCode + " for " + json;
            }

            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException) when (_isKilling)
        {
            return false;
        }
    }
}
