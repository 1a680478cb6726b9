namespace ChargerFirmware.Settings;

/// <summary>Values of some settings, in the order in which they came. Grows with what it holds: most settings are never set. Its owner locks.</summary>
internal sealed class SettingList
{
    private const int FirstCapacity = 4;

    // All of one length, or none: memory may be short for one of them.
    private Setting[] _settings;
    private int[] _numbers;
    private string[] _texts;
    private int _capacity;

    public int Count { get; private set; }

    public Setting SettingAt(int i)
    {
        return _settings[i];
    }

    public int NumberAt(int i)
    {
        return _numbers[i];
    }

    public string TextAt(int i)
    {
        return _texts[i];
    }

    /// <summary>Where a setting stands; -1 when it is not among them.</summary>
    public int IndexOf(Setting setting)
    {
        string key = setting.Key;
        for (int i = 0; i < Count; i++)
        {
            if (_settings[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Takes a value over, in the place of an earlier one of the same setting.</summary>
    public void Put(Setting setting, int number, string text)
    {
        int at = IndexOf(setting);
        if (at < 0)
        {
            at = Count;
            if (at == _capacity)
            {
                Grow(at == 0 ? FirstCapacity : at * 2);
            }

            Count++;
        }

        _settings[at] = setting;
        _numbers[at] = number;
        _texts[at] = text;
    }

    public void Remove(Setting setting)
    {
        int at = IndexOf(setting);
        if (at < 0)
        {
            return;
        }

        Count--;
        _settings[at] = _settings[Count];
        _numbers[at] = _numbers[Count];
        _texts[at] = _texts[Count];
        _texts[Count] = null;
    }

    public void Clear()
    {
        Count = 0;
        if (_capacity > FirstCapacity)
        {
            // What one large change needed is not kept for the next ones.
            _capacity = 0;
            _settings = null;
            _numbers = null;
            _texts = null;
        }

        for (int i = 0; i < _capacity; i++)
        {
            _texts[i] = null;
        }
    }

    /// <summary>Room for so many more: putting them asks for no memory any more.</summary>
    public void MakeRoomFor(int more)
    {
        if (Count + more > _capacity)
        {
            Grow(Count + more);
        }
    }

    private void Grow(int capacity)
    {
        Setting[] settings = new Setting[capacity];
        int[] numbers = new int[capacity];
        string[] texts = new string[capacity];
        for (int i = 0; i < capacity; i++)
        {
            // On the device a string element that was never assigned, or cleared by Array.Clear, is not null but nothing at all: comparing it resets the chip.
            texts[i] = null;
        }

        for (int i = 0; i < Count; i++)
        {
            settings[i] = _settings[i];
            numbers[i] = _numbers[i];
            texts[i] = _texts[i];
        }

        _settings = settings;
        _numbers = numbers;
        _texts = texts;
        _capacity = capacity;
    }
}
