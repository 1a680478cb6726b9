using System;
using ChargerFirmware.Bms;
using ChargerFirmware.Core;

namespace ChargerFirmware.Tests.Scenarios.Control;

/// <summary>A fault of the matrix: how it is made, from what moment on it is decided, and where it can be at all.</summary>
internal sealed class MatrixFault(int code, Action<ControlBench, bool> set)
{
    /// <summary>As in <see cref="FaultCode"/>.</summary>
    public int Code { get; } = code;

    /// <summary>Makes it, and ends it.</summary>
    public Action<ControlBench, bool> Set { get; } = set;

    /// <summary>Told by a reply of the BMS: the first one of which this holds decides.</summary>
    public Predicate<BatterySnapshot>? SeenInReply { get; init; }

    /// <summary>Told by a status of the charger: the first one with this flag decides.</summary>
    public int SeenInFlags { get; init; }

    /// <summary>Told by nothing: it counts from the last good reply or status, and 3 s are promised.</summary>
    public bool IsSilence { get; init; }

    /// <summary>The bus itself has failed, so that no stop can be on it.</summary>
    public bool HasNoBus { get; init; }

    /// <summary>It shows after a stop only: the user gives one, and a start at the end.</summary>
    public bool NeedsStop { get; init; }

    /// <summary>From the cause to the fault.</summary>
    public long WithinMs { get; init; } = 3_500;

    /// <summary>From the end of the cause to the end of the condition.</summary>
    public long GoneWithinMs { get; init; } = 12_000;

    /// <summary>Whether there is such a thing for this protocol in this state of the charge.</summary>
    public Func<ControlBench, MatrixState, bool> Exists { get; init; } = (_, _) => true;

    /// <summary>Changes the settings before the start.</summary>
    public Action<ChargerFirmware.Control.ChargeSettings>? Prepare { get; init; }

    /// <summary>A misbehaviour by its name.</summary>
    public static MatrixFault Named(int code, string name, Predicate<BatterySnapshot> seen)
    {
        return new MatrixFault(code, (bench, on) => bench.Switch(name, on)) { SeenInReply = seen };
    }
}
