using System;
using System.Collections.Generic;
using ChargerFirmware.Can;

namespace ChargerFirmware.Tests.Scenarios.Charger;

/// <summary>What a receiver makes of the frames on the wire, written from the reference and not from the encoders: the current it would deliver at most, and whether every byte is as it must be.</summary>
internal sealed class WireReader
{
    private readonly Dictionary<uint, byte[]> _last = [];

    /// <summary>Frames taken.</summary>
    public int Count { get; private set; }

    /// <summary>In amperes; NaN for a frame that no receiver should get.</summary>
    public double Amps { get; private set; }

    public double Volts { get; private set; }

    public void Take(string protocol, CanFrame frame)
    {
        Count++;
        byte[] data = frame.Data[..frame.Length];
        _last[frame.Id] = data;
        switch (protocol)
        {
            case "tc":
                Need(frame.Extended && frame.Id == 0x1806E5F4 && data.Length == 8 && data[5] == 0 && data[6] == 0 && data[7] == 0 && data[4] <= 1);
                Set(data[4] == 0, (data[0] << 8) + data[1], (data[2] << 8) + data[3]);
                break;
            case "tsm":
                Need(frame.Extended && frame.Id == 0x18E54024 && data.Length == 8 && (data[0] | 3) == 0xFF && data[5] == 0xFF && data[6] == 0xFF && data[7] == 0xFF);
                Set((data[0] & 3) == 0, data[1] + (data[2] << 8), 3200 - (data[3] + (data[4] << 8)));
                break;
            case "brusa":
                Need(!frame.Extended && frame.Id == 0x618 && data.Length == 7 && (data[0] & 0x3F) == 0 && (data[1] << 8) + data[2] == 100);
                Set((data[0] & 0x80) != 0, (data[3] << 8) + data[4], (data[5] << 8) + data[6]);
                break;
            case "eltek":
                Need(!frame.Extended && frame.Id == 0x2FF && data.Length == 7 && data[0] <= 1 && data[1] + (data[2] << 8) == 1000);
                Set(data[0] == 1, data[3] + (data[4] << 8), data[5] + (data[6] << 8));
                break;
            case "pylontech":
                TakeLimits(frame, data);
                break;
            default:
                throw new ArgumentException(protocol, nameof(protocol));
        }
    }

    private void TakeLimits(CanFrame frame, byte[] data)
    {
        int length = frame.Id switch
        {
            0x351 => 8,
            0x355 => 4,
            0x356 => 6,
            0x359 => 7,
            0x35C => 2,
            0x35E => 8,
            _ => -1,
        };
        Need(!frame.Extended && data.Length == length);
        // A command is whole once its limits are there.
        if (frame.Id == 0x351)
        {
            byte[] limits = data;
            byte[] flags = _last[0x35C];
            Set((flags[0] & 0x80) != 0, limits[0] + (limits[1] << 8), (short)(limits[2] + (limits[3] << 8)));
        }
    }

    private void Need(bool isWhole)
    {
        if (!isWhole)
        {
            Amps = double.NaN;
            throw new InvalidOperationException("a frame that is not whole: " + string.Join(", ", _last.Keys));
        }
    }

    private void Set(bool enabled, int deciVolts, int deciAmps)
    {
        // The harsh reading: a receiver may look at the enable bit alone or at the current alone, so a stop has to be one in both.
        Volts = deciVolts / 10.0;
        Amps = deciAmps / 10.0;
        if (!enabled && deciAmps != 0)
        {
            throw new InvalidOperationException("a stop with a current");
        }

        if (enabled && (deciAmps <= 0 || deciVolts <= 0))
        {
            throw new InvalidOperationException("a start without voltage or current");
        }
    }
}
