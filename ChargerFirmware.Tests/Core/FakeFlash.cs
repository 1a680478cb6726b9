using System;
using System.Collections;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Tests.Core;

/// <summary>A medium in memory that loses power inside a write, refuses, lies or rots on request.</summary>
public sealed class FakeFlash : IStorage
{
    /// <summary>What stands behind the byte at which power was lost.</summary>
    public const int TailOld = 0;
    public const int TailCut = 1;
    public const int TailErased = 2;
    public const int TailNoise = 3;
    public const int TailKinds = 4;

    private readonly Hashtable _records = new Hashtable();
    private bool _isOff;

    /// <summary>Power goes when this many bytes of the next write are on the medium; -1 never.</summary>
    public int LosePowerAtByte = -1;

    public int TailKind = TailOld;

    /// <summary>Writes report failure and leave the medium as it is.</summary>
    public bool Refuses;

    /// <summary>Writes report failure although the medium has taken them.</summary>
    public bool RefusesButWrites;

    /// <summary>Writes report success although a bit did not take.</summary>
    public bool FlipsABit;

    /// <summary>Reads of this record fail from the given read on (counted from the moment it is set).</summary>
    public string UnreadableName = "";
    public int ReadsUntilUnreadable;

    public int Writes;

    public int Read(string name, byte[] buffer)
    {
        object found = _records[name]!;
        if (_isOff || found == null || (name == UnreadableName && ReadsUntilUnreadable-- <= 0))
        {
            return -1;
        }

        byte[] record = (byte[])found;
        if (record.Length > buffer.Length)
        {
            return -1;
        }

        Array.Copy(record, 0, buffer, 0, record.Length);
        return record.Length;
    }

    public bool Write(string name, byte[] buffer, int count)
    {
        if (_isOff || Refuses)
        {
            return false;
        }

        Writes++;
        if (LosePowerAtByte >= 0 && LosePowerAtByte <= count)
        {
            _isOff = true;
            _records[name] = Torn(name, buffer, count);
            return false;
        }

        byte[] record = new byte[count];
        Array.Copy(buffer, 0, record, 0, count);
        if (FlipsABit && count > 0)
        {
            record[count - 1] ^= 1;
        }

        _records[name] = record;
        return !RefusesButWrites;
    }

    public void PowerOn()
    {
        _isOff = false;
        LosePowerAtByte = -1;
    }

    /// <summary>The bytes themselves, to be damaged.</summary>
    public byte[] Record(string name)
    {
        return (byte[])_records[name]!;
    }

    public void Put(string name, byte[] record)
    {
        _records[name] = record;
    }

    private byte[] Torn(string name, byte[] buffer, int count)
    {
        object found = _records[name]!;
        byte[] old = found == null ? new byte[0] : (byte[])found;
        int length = TailKind == TailCut ? LosePowerAtByte : Math.Max(count, old.Length);
        byte[] torn = new byte[length];
        for (int i = 0; i < length; i++)
        {
            if (i < LosePowerAtByte)
            {
                torn[i] = buffer[i];
            }
            else if (TailKind == TailOld)
            {
                torn[i] = i < old.Length ? old[i] : (byte)0;
            }
            else
            {
                torn[i] = TailKind == TailErased ? (byte)0xFF : (byte)(i * 37 + 11);
            }
        }

        return torn;
    }
}
