using System;

namespace ChargerFirmware.Settings;

/// <summary>One layer of values: which settings it holds, and what. Its owner locks.</summary>
internal sealed class SettingLayer
{
    private readonly bool[] _holds;
    private readonly int[] _numbers;
    private readonly string[] _texts;

    public SettingLayer(int rows)
    {
        _holds = new bool[rows];
        _numbers = new int[rows];
        _texts = new string[rows];
        ForgetTexts();
    }

    public bool Holds(int index)
    {
        return _holds[index];
    }

    public int NumberAt(int index)
    {
        return _numbers[index];
    }

    public string TextAt(int index)
    {
        return _texts[index];
    }

    public void Put(int index, int number, string text)
    {
        _holds[index] = true;
        _numbers[index] = number;
        _texts[index] = text;
    }

    public void Remove(int index)
    {
        _holds[index] = false;
        _texts[index] = null;
    }

    public void Clear()
    {
        Array.Clear(_holds, 0, _holds.Length);
        ForgetTexts();
    }

    // On the device a string element that was never assigned, or cleared by Array.Clear, is not null but nothing at all: comparing it resets the chip.
    private void ForgetTexts()
    {
        for (int i = 0; i < _texts.Length; i++)
        {
            _texts[i] = null;
        }
    }
}
