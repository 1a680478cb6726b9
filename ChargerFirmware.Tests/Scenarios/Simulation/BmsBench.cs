using System;
using Simulation;
using Simulation.Battery;
using Simulation.Bms;

namespace ChargerFirmware.Tests.Scenarios.Simulation;

/// <summary>A simulated board on a bench: asks it and looks at what comes back, byte by byte.</summary>
internal sealed class BmsBench
{
    private readonly byte[] _buffer = new byte[512];

    public BmsBench(BatteryOptions? options = null, int sensors = 2)
    {
        World = new SimulatedWorld(Clock);
        Battery = new BatteryModel(options ?? new BatteryOptions());
        Board = new JbdBoard(Battery, JbdLimits.For(Battery.Chemistry), sensors);
        Bms = new SimulatedJbdBms(World, Board);
        World.Add(Battery);
        World.Add(Board);
        World.Add(Bms);
        Bms.Open(SimulatedJbdBms.BitsPerSecond);
    }

    public ManualClock Clock { get; } = new();

    public SimulatedWorld World { get; }

    public BatteryModel Battery { get; }

    public JbdBoard Board { get; }

    public SimulatedJbdBms Bms { get; }

    /// <summary>A source on the pack.</summary>
    public ConstantSource ConnectSource(double milliAmps)
    {
        ConstantSource source = new() { OutputMilliAmps = milliAmps };
        Battery.Connect(source);
        return source;
    }

    public bool Send(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        return Bms.Write(bytes, 0, bytes.Length);
    }

    /// <summary>Lets time pass and takes what has come.</summary>
    public byte[] Receive(int afterMs)
    {
        Clock.Advance(afterMs);
        int count = Bms.Read(_buffer, 0, _buffer.Length);
        return _buffer[..count];
    }

    /// <summary>Sends a request and takes everything of the next 300 ms.</summary>
    public byte[] Ask(string hex)
    {
        Send(hex);
        return Receive(300);
    }

    public byte[] AskBasicInfo()
    {
        return Ask("DDA50300FFFD77");
    }

    public byte[] AskCells()
    {
        return Ask("DDA50400FFFC77");
    }

    /// <summary>The data of a right reply frame; an assertion of the frame on the way.</summary>
    public static byte[] DataOf(byte[] frame, int register)
    {
        Microsoft.VisualStudio.TestTools.UnitTesting.Assert.IsTrue(IsRight(frame, register), "not a right frame: " + Convert.ToHexString(frame));
        return frame[4..^3];
    }

    public static bool IsRight(byte[] frame, int register)
    {
        if (frame.Length < 7 || frame[0] != 0xDD || frame[1] != register || frame.Length != frame[3] + 7 || frame[^1] != 0x77)
        {
            return false;
        }

        int sum = 0;
        for (int i = 2; i < frame.Length - 3; i++)
        {
            sum += frame[i];
        }

        return ((0x10000 - sum) & 0xFFFF) == Word(frame, frame.Length - 3);
    }

    public static int Word(byte[] bytes, int at)
    {
        return bytes[at] << 8 | bytes[at + 1];
    }
}
