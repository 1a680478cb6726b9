using System;
using System.Text;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using nanoFramework.Json;

namespace ChargerFirmware.Device;

/// <summary>Reads <c>config.json</c>, which whoever flashes the image may put beside it, before the network starts. Main thread only.</summary>
/// <remarks>
/// nanoFramework.Json fits here: one small object, once. It is no choice for telemetry and commands (ARCHITECTURE.md, device build).
/// </remarks>
public sealed class StartFileReader
{
    private const string FileName = "config.json";

    private readonly FlashStorage _storage;
    private readonly Log _log;

    public StartFileReader(FlashStorage storage, Log log)
    {
        _storage = storage;
        _log = log;
    }

    /// <summary>The file's content; null when there is none or it is refused, which the log says. What is stored stays as it is.</summary>
    public StartFile Read()
    {
        if (!_storage.Exists(FileName))
        {
            return null;
        }

        byte[] bytes = new byte[StartFile.MaxFileBytes];
        int count = _storage.Read(FileName, bytes);
        if (count < 0)
        {
            return Refuse("it cannot be read, or is longer than " + bytes.Length.ToString() + " bytes");
        }

        StartFile file = Parse(Encoding.UTF8.GetString(bytes, 0, count));
        if (file == null)
        {
            return Refuse("it is no JSON object of wifiName, wifiPassword, attempts, delaySeconds");
        }

        string error = file.Check();
        return error == null ? file : Refuse(error);
    }

    /// <summary>After its content has been stored elsewhere: a network that the owner forgets later must not come back from here. False when the file is still there.</summary>
    public bool Remove()
    {
        _storage.Delete(FileName);
        return !_storage.Exists(FileName);
    }

    private StartFile Refuse(string why)
    {
        _log.Error(FileName + " is not used: " + why);
        return null;
    }

    private static StartFile Parse(string text)
    {
        try
        {
            JsonSerializerOptions options = new JsonSerializerOptions { PropertyNameCaseInsensitive = true, ThrowExceptionWhenPropertyNotFound = true };
            return (StartFile)JsonConvert.DeserializeObject(text, typeof(StartFile), options);
        }
        catch (Exception)
        {
            // The library throws of many kinds, casts and indexes among them: they all say that this is not the file, which the caller reports.
            return null;
        }
    }
}
