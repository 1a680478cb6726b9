using ChargerFirmware.Core;

namespace ChargerFirmware.Settings;

/// <summary>What every setting is now. Any thread may call.</summary>
/// <remarks>
/// Four layers, the highest that holds a value wins: overlay (this run only), stored, the host's default, the table's default.
/// Storing a value ends its overlay: what the user has just set is what counts.
/// The table's default is no layer in memory, the row has it.
/// </remarks>
public sealed class SettingValues
{
    private readonly object _lock = new object();
    private readonly SettingList _overlay = new SettingList();
    private readonly SettingList _stored = new SettingList();
    private readonly SettingList _hostDefaults = new SettingList();

    public SettingValues(SettingTable table)
    {
        Table = table;
    }

    public SettingTable Table { get; }

    /// <summary>Grows with every stored change. Looking a value up makes its row anew, so who needs one in a loop keeps it and looks here. Read without the lock: a change is seen one round later at worst.</summary>
    public int Version { get; private set; }

    /// <summary>An int, a bool as 0 or 1, an enum as the index of its option; 0 for texts.</summary>
    public int NumberOf(Setting setting)
    {
        lock (_lock)
        {
            SettingList layer = LayerOf_NeedsLock(setting);
            return layer == null ? setting.Row().DefaultNumber : layer.NumberAt(layer.IndexOf(setting));
        }
    }

    /// <summary>The number that an enum's option spells, a bit rate for instance.</summary>
    public int OptionNumber(Setting setting)
    {
        return int.Parse(setting.Row().Options[NumberOf(setting)]);
    }

    /// <summary>The text, the name of an enum's option, or the number or bool as text. Of a secret it is the secret: for its user, never for output.</summary>
    public string TextOf(Setting setting)
    {
        lock (_lock)
        {
            SettingList layer = LayerOf_NeedsLock(setting);
            if (layer == null)
            {
                SettingRow row = setting.Row();
                return SettingText.Format(setting, row.DefaultNumber, row.DefaultText);
            }

            int at = layer.IndexOf(setting);
            return SettingText.Format(setting, layer.NumberAt(at), layer.TextAt(at));
        }
    }

    /// <summary>Whether there is something in it: false for an empty text or secret only.</summary>
    public bool IsSet(Setting setting)
    {
        return !setting.Row().IsText() || TextOf(setting).Length > 0;
    }

    /// <summary>What this host starts from instead of the table's default. Null, or the sentence that refuses it and names the key.</summary>
    public string SetHostDefault(string key, string text)
    {
        return PutText(_hostDefaults, key, text);
    }

    /// <summary>Lays a value over everything for this run. Null, or the sentence that refuses it and names the key.</summary>
    public string Overlay(string key, string text)
    {
        return PutText(_overlay, key, text);
    }

    internal void ClearStored()
    {
        lock (_lock)
        {
            _stored.Clear();
        }
    }

    /// <summary>Takes a value that came from the medium. Null, or why it cannot be one any more.</summary>
    internal string RestoreStored(Setting setting, string text)
    {
        int number;
        string error = SettingText.Parse(setting, text, out number);
        if (error == null)
        {
            lock (_lock)
            {
                _stored.Put(setting, number, setting.Row().IsText() ? text : null);
            }
        }

        return error;
    }

    /// <summary>Whether every one of these values is stored already.</summary>
    internal bool AreStored(SettingChanges changes)
    {
        lock (_lock)
        {
            for (int i = 0; i < changes.Count; i++)
            {
                int at = _stored.IndexOf(changes.SettingAt(i));
                if (at < 0 || _stored.NumberAt(at) != changes.NumberAt(i) || _stored.TextAt(at) != changes.TextAt(i))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Whether this change gives its setting the value that is in force already, whichever layer it comes from.</summary>
    internal bool IsInForce(SettingChanges changes, int i)
    {
        lock (_lock)
        {
            Setting setting = changes.SettingAt(i);
            SettingList layer = LayerOf_NeedsLock(setting);
            if (layer == null)
            {
                SettingRow row = setting.Row();
                return row.IsText() ? row.DefaultText == changes.TextAt(i) : row.DefaultNumber == changes.NumberAt(i);
            }

            int at = layer.IndexOf(setting);
            return layer.NumberAt(at) == changes.NumberAt(i) && layer.TextAt(at) == changes.TextAt(i);
        }
    }

    /// <summary>Writes "key=value" lines of what the stored layer holds once these changes are in it.</summary>
    internal void WriteStored(TextBuffer target, SettingChanges changes)
    {
        lock (_lock)
        {
            for (int i = 0; i < _stored.Count; i++)
            {
                if (changes.IndexOf(_stored.SettingAt(i)) < 0)
                {
                    WriteLine(target, _stored.SettingAt(i), _stored.NumberAt(i), _stored.TextAt(i));
                }
            }

            for (int i = 0; i < changes.Count; i++)
            {
                WriteLine(target, changes.SettingAt(i), changes.NumberAt(i), changes.TextAt(i));
            }
        }
    }

    /// <summary>To be asked before these changes are stored: memory that is short must show now, not between the medium and the values.</summary>
    internal void MakeRoomFor(SettingChanges changes)
    {
        lock (_lock)
        {
            int more = 0;
            for (int i = 0; i < changes.Count; i++)
            {
                more += _stored.IndexOf(changes.SettingAt(i)) < 0 ? 1 : 0;
            }

            _stored.MakeRoomFor(more);
        }
    }

    /// <summary>Takes over what has been stored, all at once.</summary>
    internal void ApplyStored(SettingChanges changes)
    {
        lock (_lock)
        {
            for (int i = 0; i < changes.Count; i++)
            {
                Setting setting = changes.SettingAt(i);
                _stored.Put(setting, changes.NumberAt(i), changes.TextAt(i));
                _overlay.Remove(setting);
            }

            Version++;
        }
    }

    private static void WriteLine(TextBuffer target, Setting setting, int number, string text)
    {
        target.Append(setting.Key);
        target.AppendByte('=');
        target.Append(SettingText.Format(setting, number, text));
        target.AppendByte('\n');
    }

    private string PutText(SettingList layer, string key, string text)
    {
        Setting setting = Table.Find(key);
        string error = SettingChanges.CheckKey(setting, key);
        if (error != null)
        {
            return error;
        }

        int number;
        error = SettingText.Parse(setting, text, out number);
        if (error == null)
        {
            lock (_lock)
            {
                layer.Put(setting, number, setting.Row().IsText() ? text : null);
            }
        }

        return error;
    }

    private SettingList LayerOf_NeedsLock(Setting setting)
    {
        if (_overlay.IndexOf(setting) >= 0)
        {
            return _overlay;
        }

        if (_stored.IndexOf(setting) >= 0)
        {
            return _stored;
        }

        return _hostDefaults.IndexOf(setting) >= 0 ? _hostDefaults : null;
    }
}
