using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;

namespace ChargerFirmware.Web;

/// <summary>Changes settings from the body of a PUT: all of them or, with one wrong, none. Made for one body. Web thread only.</summary>
public sealed class SettingsUpdate
{
    /// <summary>No key is longer; the longest has 38 (profile.custom.prechargeCellMilliVolts).</summary>
    public const int MaxKeyBytes = 64;

    /// <summary>No setting takes a longer text.</summary>
    public const int MaxTextBytes = 200;

    // Tells what is too long before a string is made of it: a body may be a single one, and a string takes twice its bytes.
    private byte[] _scratch;
    private readonly SettingStore _store;
    private readonly ISettingsApplied _applied;
    private JsonReader _json;

    public SettingsUpdate(SettingStore store, ISettingsApplied applied)
    {
        _store = store;
        _applied = applied;
    }

    /// <summary>Why nothing was changed; null when it was.</summary>
    public string Error { get; private set; }

    /// <summary>200 once the changes are stored and in force, else the status that refuses them.</summary>
    /// <param name="changes">Scratch; holds what was changed afterwards.</param>
    public int Apply(byte[] body, int offset, int count, SettingChanges changes)
    {
        changes.Clear();
        _scratch = new byte[MaxTextBytes];
        _json = new JsonReader();
        Error = Read(body, offset, count, changes);

        // For reading only: what follows needs room.
        _scratch = null;
        _json = null;
        if (Error == null)
        {
            Error = _store.Check(changes);
        }

        if (Error != null)
        {
            return HttpStatus.BadRequest;
        }

        if (changes.Count > 0)
        {
            // What was in force before stops no charge.
            int touches = _store.TouchesOf(changes);
            int mode = changes.ModeOr(ChargeMode.Off);
            _applied.Owe(touches);
            if (!_store.Commit(changes))
            {
                Error = "not stored, nothing is changed";
                return HttpStatus.InternalError;
            }

            _applied.Apply(touches, mode);
        }

        return HttpStatus.Ok;
    }

    private string Read(byte[] body, int offset, int count, SettingChanges changes)
    {
        _json.Start(body, offset, count);
        if (_json.Read() != JsonToken.ObjectStart)
        {
            return _json.Token == JsonToken.Error ? TextError() : "the body must be a JSON object of settings by key";
        }

        // The first wrong member is told, unless the text turns out to be no JSON at all.
        string error = null;
        while (_json.Read() == JsonToken.Name)
        {
            string key = error == null && _json.CopyText(_scratch, 0, MaxKeyBytes) >= 0 ? _json.GetText() : null;
            _json.Read();
            error = error != null ? error : key == null ? "there is no setting with so long a name" : Add(key, changes);
            _json.Skip();
        }

        _json.Read();
        return _json.Token == JsonToken.Error ? TextError() : error;
    }

    private string Add(string key, SettingChanges changes)
    {
        switch (_json.Token)
        {
            case JsonToken.Number:
                // What is no integer of 64 bits is in no range: the row says what it wants.
                return _json.IsInteger ? changes.AddNumber(key, _json.Integer) : changes.AddNumber(key, long.MaxValue);
            case JsonToken.String:
                // Null is as wrong as a text that is too long.
                return changes.AddText(key, _json.CopyText(_scratch, 0, MaxTextBytes) >= 0 ? _json.GetText() : null);
            case JsonToken.True:
            case JsonToken.False:
                return changes.AddBool(key, _json.Token == JsonToken.True);
            default:
                // Null, or an object or array: never a value.
                return changes.AddNull(key);
        }
    }

    private string TextError()
    {
        return "the body is not JSON: " + _json.ErrorReason + " at byte " + _json.ErrorPosition.ToString();
    }
}
