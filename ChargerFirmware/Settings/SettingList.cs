using System;

namespace ChargerFirmware.Settings;

/// <summary>Values of some settings, in the order in which they came. Grows with what it holds: most settings are never set. Its owner locks.</summary>
internal sealed class SettingList
{
    private const int FirstCapacity = 4;

    private Setting[] _settings;
    private int[] _numbers;
    private string[] _texts;

    public SettingList()
    {
        Allocate(FirstCapacity);
    }

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
            if (at == _settings.Length)
            {
                Grow();
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
        if (_texts.Length > FirstCapacity)
        {
            // What one large change needed is not kept for the next ones.
            Allocate(FirstCapacity);
        }

        for (int i = 0; i < FirstCapacity; i++)
        {
            _texts[i] = null;
        }

        Count = 0;
    }

    private void Grow()
    {
        Setting[] settings = _settings;
        int[] numbers = _numbers;
        string[] texts = _texts;
        Allocate(Count * 2);
        Array.Copy(settings, _settings, Count);
        Array.Copy(numbers, _numbers, Count);
        Array.Copy(texts, _texts, Count);
    }

    private void Allocate(int capacity)
    {
        _settings = new Setting[capacity];
        _numbers = new int[capacity];
        _texts = new string[capacity];
        for (int i = 0; i < capacity; i++)
        {
            // On the device a string element that was never assigned, or cleared by Array.Clear, is not null but nothing at all: comparing it resets the chip.
            _texts[i] = null;
        }
    }
}
