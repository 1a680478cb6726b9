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

    public override string ContentType => "Cache-Control: no-store\r\nContent-Type: application/json\r\n";

    // Step 0 opens, then one step a row, the last one closes.
    public override bool WriteItem(HttpResponse response)
    {
        JsonWriter json = response.Json;
        SettingChanges changes = response.Changes;
        int count = changes == null ? _values.Table.Count : changes.Count;
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

        Setting setting = changes == null ? _values.Table.At(step - 1) : changes.SettingAt(step - 1);
        SettingRow row = setting.Row();
        if (!row.Hidden)
        {
            json.Name(setting.Key);
            WriteSetting(setting, row, json);
        }

        return true;
    }

    private void WriteSetting(Setting setting, SettingRow row, JsonWriter json)
    {
        json.BeginObject();
        json.Name(_names, Value);
        WriteValue(row, _values.NumberOf(setting), row.Type == SettingType.Text ? _values.TextOf(setting) : null, json);
        if (row.Type != SettingType.Secret)
        {
            json.Name(_names, Default);
            WriteValue(row, row.DefaultNumber, row.DefaultText, json);
        }

        json.Name(_names, Type);
        json.String(SettingType.NameOf(row.Type));
        switch (row.Type)
        {
            case SettingType.Int:
                json.Name(_names, Min);
                json.Number(row.Min);
                json.Name(_names, Max);
                json.Number(row.Max);
                break;
            case SettingType.Enum:
                WriteOptions(row, json);
                break;
            case SettingType.Text:
                json.Name(_names, MaxLength);
                json.Number(row.MaxLength);
                break;
            case SettingType.Secret:
                json.Name(_names, IsSet);
                json.Bool(_values.IsSet(setting));
                json.Name(_names, MaxLength);
                json.Number(row.MaxLength);
                break;
        }

        if (row.Unit != null)
        {
            json.Name(_names, Unit);
            json.String(row.Unit);
        }

        json.Name(_names, Help);
        json.String(row.Help);
        json.EndObject();
    }

    private static void WriteValue(SettingRow row, int number, string text, JsonWriter json)
    {
        switch (row.Type)
        {
            case SettingType.Bool:
                json.Bool(number != 0);
                break;
            case SettingType.Int:
                json.Number(number);
                break;
            case SettingType.Enum:
                json.String(row.Options[number]);
                break;
            case SettingType.Text:
                json.String(text);
                break;
            default:
                json.Null();
                break;
        }
    }

    private void WriteOptions(SettingRow row, JsonWriter json)
    {
        json.Name(_names, Options);
        json.BeginArray();
        for (int i = 0; i < row.Options.Length; i++)
        {
            json.String(row.Options[i]);
        }

        json.EndArray();
    }
}
