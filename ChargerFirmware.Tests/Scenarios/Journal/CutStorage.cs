using ChargerFirmware.Ports;
using ChargerFirmware.Tests.Core;

namespace ChargerFirmware.Tests.Scenarios.Journal;

/// <summary>A medium that loses power in a chosen write, at a chosen part of it.</summary>
internal sealed class CutStorage(FakeFlash flash) : IStorage
{
    /// <summary>The write, from 1, in which power goes; 0 never.</summary>
    public int CutAtWrite { get; set; }

    /// <summary>Per mille of the record that is on the medium by then: 0 is before the write, 1000 behind it.</summary>
    public int CutAtPermille { get; set; }

    public int TailKind { get; set; }

    public int Writes { get; private set; }

    public bool IsOff { get; private set; }

    public int Read(string name, byte[] buffer)
    {
        return flash.Read(name, buffer);
    }

    public bool Write(string name, byte[] buffer, int count)
    {
        Writes++;
        if (Writes == CutAtWrite)
        {
            flash.LosePowerAtByte = count * CutAtPermille / 1000;
            flash.TailKind = TailKind;
            IsOff = true;
        }

        return flash.Write(name, buffer, count);
    }
}
