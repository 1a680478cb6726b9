using ChargerFirmware.Core;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Web;

/// <summary>The settings as an object by key, all of them or those of a change. Web thread only.</summary>
public sealed class SettingsAnswer : Answer
{
    private const int Value = 0;
    private const int Default = 1;
    private const int Type = 2;
    private const int Min = 3;
    private const int Max = 4;
    private const int MaxLength = 5;
    private const int Options = 6;
    private const int IsSet = 7;
    private const int Unit = 8;
    private const int Help = 9;

    private readonly SettingValues _values;
    private readonly WordList _names = WordList.OfMembers("value|default|type|min|max|maxLength|options|isSet|unit|help");

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
        json.Name(_names, Value);
        WriteValue(setting, _values.NumberOf(setting), setting.Type == SettingType.Text ? _values.TextOf(setting) : null, json);
        if (setting.Type != SettingType.Secret)
        {
            json.Name(_names, Default);
            WriteValue(setting, setting.DefaultNumber, setting.DefaultText, json);
        }

        json.Name(_names, Type);
        json.String(SettingType.NameOf(setting.Type));
        switch (setting.Type)
        {
            case SettingType.Int:
                json.Name(_names, Min);
                json.Number(setting.Min);
                json.Name(_names, Max);
                json.Number(setting.Max);
                break;
            case SettingType.Enum:
                WriteOptions(setting, json);
                break;
            case SettingType.Text:
                json.Name(_names, MaxLength);
                json.Number(setting.MaxLength);
                break;
            case SettingType.Secret:
                json.Name(_names, IsSet);
                json.Bool(_values.IsSet(setting));
                json.Name(_names, MaxLength);
                json.Number(setting.MaxLength);
                break;
        }

        if (setting.Unit != null)
        {
            json.Name(_names, Unit);
            json.String(setting.Unit);
        }

        json.Name(_names, Help);
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
        json.Name(_names, Options);
        json.BeginArray();
        for (int i = 0; i < setting.Options.Length; i++)
        {
            json.String(setting.Options[i]);
        }

        json.EndArray();
    }
}
