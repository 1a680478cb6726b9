using System;

namespace ChargerFirmware.Can;

/// <summary>One CAN data or remote frame. Reused: the fields are overwritten in place.</summary>
public sealed class CanFrame
{
    public const uint MaxStandardId = 0x7FF;
    public const uint MaxExtendedId = 0x1FFFFFFF;
    public const int MaxLength = 8;

    /// <summary>11 bits, or 29 when <see cref="Extended"/>.</summary>
    public uint Id;
    public bool Extended;

    /// <summary>RTR: asks for data and carries none.</summary>
    public bool Remote;

    /// <summary>Data bytes, 0..8.</summary>
    public int Length;
    public readonly byte[] Data = new byte[MaxLength];

    public void CopyFrom(CanFrame other)
    {
        Id = other.Id;
        Extended = other.Extended;
        Remote = other.Remote;
        Length = other.Length;
        Array.Copy(other.Data, Data, MaxLength);
    }
}
