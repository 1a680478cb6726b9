using System;

namespace Simulation.Bms;

/// <summary>The registers of the board: what a request is answered with.</summary>
internal sealed class JbdRegisters(JbdBoard board, string hardwareName)
{
    private const int ChipType = 0x00;
    public const int BasicInfo = 0x03;
    public const int CellVoltages = 0x04;
    private const int HardwareName = 0x05;
    private const int Counters = 0xAA;
    private const int MosControl = 0xE1;
    private const int CountersInReply = 12;

    private const int Done = 0x00;
    private const int UnknownRegister = 0x80;
    private const int NotAllowed = 0x81;

    // What a disconnected NTC reads, captured on Overkill boards: -30.0 degC.
    private const int MissingSensorRaw = 2431;

    // Small boards tell a lesser current as none.
    private const double DeadBandMilliAmps = 200;

    // 10 mA, 10 mAh, until the capacity does not fit any more: then 100 and bit 7 of the FET byte.
    private const int LargestIn10MilliAmpHours = 655_350;

    private byte[]? _frozenBasicInfo;
    private byte[]? _frozenCells;

    /// <summary>Appends the nine bytes that newer firmware tells behind the sensors.</summary>
    public bool TrailingBlock { get; set; }

    public void Answer(JbdReply reply, int register, bool isWrite, ReadOnlySpan<byte> data)
    {
        reply.Begin(register, isWrite ? StatusOfWrite(register, data) : StatusOfRead(register));
        if (!isWrite)
        {
            AppendData(reply, register);
        }

        reply.End();
    }

    private static int StatusOfRead(int register)
    {
        return register is ChipType or BasicInfo or CellVoltages or HardwareName or Counters ? Done : UnknownRegister;
    }

    // Everything but the MOS switch needs factory mode, which this board does not open.
    private int StatusOfWrite(int register, ReadOnlySpan<byte> data)
    {
        if (register != MosControl || data.Length != 2 || data[0] != 0 || data[1] > 3)
        {
            return NotAllowed;
        }

        board.SwitchOff(data[1]);
        return Done;
    }

    private void AppendData(JbdReply reply, int register)
    {
        switch (register)
        {
            case ChipType:
                reply.Word(0x0001);
                break;
            case BasicInfo:
                AppendFreezable(reply, ref _frozenBasicInfo, AppendBasicInfo);
                break;
            case CellVoltages:
                AppendFreezable(reply, ref _frozenCells, AppendCells);
                break;
            case HardwareName:
                reply.Text(hardwareName);
                break;
            case Counters:
                for (int i = 0; i < CountersInReply; i++)
                {
                    reply.Word(i == CountersInReply - 1 ? 1 : board.CountAt(i));
                }

                break;
            default:
                break;
        }
    }

    private void AppendFreezable(JbdReply reply, ref byte[]? frozen, Action<JbdReply> append)
    {
        if (!board.Faults.Frozen)
        {
            frozen = null;
        }
        else if (frozen != null)
        {
            reply.Append(frozen);
            return;
        }

        append(reply);
        if (board.Faults.Frozen)
        {
            frozen = reply.Data.ToArray();
        }
    }

    private void AppendBasicInfo(JbdReply reply)
    {
        JbdReadings now = board.Readings;
        int nominal = board.Battery.NominalMilliAmpHours;
        int remaining = Math.Clamp((int)Math.Round(board.Battery.ChargeMilliAmpHours), 0, nominal);
        int unit = nominal > LargestIn10MilliAmpHours ? 100 : 10;
        reply.Word((int)Math.Round(now.PackMilliVolts / 10));
        reply.Word(Math.Abs(now.MilliAmps) < DeadBandMilliAmps ? 0 : (int)Math.Round(now.MilliAmps / unit));
        reply.Word(remaining / unit);
        reply.Word(nominal / unit);
        reply.Word(board.CycleCount);
        reply.Word(0x2C7C); // 2022-03-28, as the captured sample
        reply.Word((int)(board.BalanceMask & 0xFFFF));
        reply.Word((int)(board.BalanceMask >> 16));
        reply.Word(board.ProtectionBits);
        reply.Byte(0x21);
        reply.Byte((int)(remaining * 100L / nominal));
        reply.Byte((board.ChargeFetOn ? 1 : 0) | (board.DischargeFetOn ? 2 : 0) | (unit == 100 ? 0x80 : 0));
        reply.Byte((now.CellCount * (board.Faults.DoubledCellCount ? 2 : 1)) + board.Faults.ExtraCellsInBasicInfo);
        reply.Byte(now.SensorCount);
        for (int i = 0; i < now.SensorCount; i++)
        {
            reply.Word(double.IsNaN(now.Celsius[i]) ? MissingSensorRaw : (int)Math.Round(now.Celsius[i] * 10) + 2731);
        }

        AppendTrailingBlock(reply, nominal / unit, remaining / unit);
    }

    private void AppendTrailingBlock(JbdReply reply, int full, int remaining)
    {
        if (TrailingBlock)
        {
            reply.Byte(0);
            reply.Word(0);
            reply.Word(full);
            reply.Word(remaining);
            reply.Word(0);
        }
    }

    private void AppendCells(JbdReply reply)
    {
        JbdReadings now = board.Readings;
        int times = board.Faults.DoubledCellList ? 2 : 1;
        for (int i = 0; i < (now.CellCount * times) - board.Faults.CellsNotReported; i++)
        {
            reply.Word((int)Math.Round(now.CellMilliVolts[i % now.CellCount]));
        }
    }
}
