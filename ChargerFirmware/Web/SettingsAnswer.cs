using ChargerFirmware.Core;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Web;

/// <summary>The settings as an object by key, all of them or those of a change. Web thread only.</summary>
public sealed class SettingsAnswer : Answer
{
    private readonly SettingValues _values;
    private readonly byte[] _value = JsonWriter.NameOf("value");
    private readonly byte[] _default = JsonWriter.NameOf("default");
    private readonly byte[] _type = JsonWriter.NameOf("type");
    private readonly byte[] _min = JsonWriter.NameOf("min");
    private readonly byte[] _max = JsonWriter.NameOf("max");
    private readonly byte[] _maxLength = JsonWriter.NameOf("maxLength");
    private readonly byte[] _options = JsonWriter.NameOf("options");
    private readonly byte[] _isSet = JsonWriter.NameOf("isSet");
    private readonly byte[] _unit = JsonWriter.NameOf("unit");
    private readonly byte[] _help = JsonWriter.NameOf("help");

    public SettingsAnswer(SettingValues values)
    {
        _values = values;
    }

    public override byte[] ContentType { get; } = Ascii.Of("Cache-Control: no-store\r\nContent-Type: application/json\r\n");

    // Step 0 opens, then one step a row, the last one closes.
    public override bool WriteItem(HttpResponse response)
    {
        JsonWriter json = response.Json;
        SettingChanges changes = response.Changes;
        int count = changes == null ? _values.Table.Rows.Length : changes.Count;
        int step = response.Step++;
        if (step == 0)
        {
            json.BeginObject();
            return true;
        }

        if (step > count)
        {
            json.EndObject();
            return false;
        }

        Setting setting = changes == null ? _values.Table.Rows[step - 1] : changes.SettingAt(step - 1);
        if (!setting.Hidden)
        {
            json.Name(setting.Key);
            WriteSetting(setting, json);
        }

        return true;
    }

    private void WriteSetting(Setting setting, JsonWriter json)
    {
        json.BeginObject();
        json.Name(_value);
        WriteValue(setting, _values.NumberOf(setting), setting.Type == SettingType.Text ? _values.TextOf(setting) : null, json);
        if (setting.Type != SettingType.Secret)
        {
            json.Name(_default);
            WriteValue(setting, setting.DefaultNumber, setting.DefaultText, json);
        }

        json.Name(_type);
        json.String(SettingType.NameOf(setting.Type));
        switch (setting.Type)
        {
            case SettingType.Int:
                json.Name(_min);
                json.Number(setting.Min);
                json.Name(_max);
                json.Number(setting.Max);
                break;
            case SettingType.Enum:
                WriteOptions(setting, json);
                break;
            case SettingType.Text:
                json.Name(_maxLength);
                json.Number(setting.MaxLength);
                break;
            case SettingType.Secret:
                json.Name(_isSet);
                json.Bool(_values.IsSet(setting));
                json.Name(_maxLength);
                json.Number(setting.MaxLength);
                break;
        }

        if (setting.Unit != null)
        {
            json.Name(_unit);
            json.String(setting.Unit);
        }

        json.Name(_help);
        json.String(setting.Help);
        json.EndObject();
    }

    private static void WriteValue(Setting setting, int number, string text, JsonWriter json)
    {
        switch (setting.Type)
        {
            case SettingType.Bool:
                json.Bool(number != 0);
                break;
            case SettingType.Int:
                json.Number(number);
                break;
            case SettingType.Enum:
                json.String(setting.Options[number]);
                break;
            case SettingType.Text:
                json.String(text);
                break;
            default:
                json.Null();
                break;
        }
    }

    private void WriteOptions(Setting setting, JsonWriter json)
    {
        json.Name(_options);
        json.BeginArray();
        for (int i = 0; i < setting.Options.Length; i++)
        {
            json.String(setting.Options[i]);
        }

        json.EndArray();
    }
}
