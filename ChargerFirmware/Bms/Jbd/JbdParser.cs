using System;
using ChargerFirmware.Core;

namespace ChargerFirmware.Bms.Jbd;

/// <summary>Finds the reply to the register that was asked in a stream that may hold anything else. Control thread only.</summary>
/// <remarks>
/// <para>Bytes are put into <see cref="Buffer"/> a chunk at a time (<see cref="MakeRoom"/>, <see cref="Added"/>), then <see cref="Next"/> is called until it says
/// false. What is left is the beginning of a frame. When the line stays silent, <see cref="GiveUp"/> declares that beginning false, and the
/// search goes on one byte behind it: a good frame may lie there.</para>
/// <para>Every DD that is not inside a frame with a right checksum is tried as a start, so noise can delay a good frame but not hide it. Garbage does not fill
/// the buffer: bytes that can begin no frame are dropped at once, and a beginning is at most 134 bytes long before it is judged.</para>
/// </remarks>
public sealed class JbdParser
{
    /// <summary>The longest frame (135) and room for a chunk behind it.</summary>
    public const int BufferSize = 160;

    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly BmsCounters _counters;
    private int _register = -1;

    /// <summary>The first byte that is not judged yet, and the end of the bytes.</summary>
    private int _from;
    private int _end;

    public JbdParser(BmsCounters counters)
    {
        _counters = counters;
    }

    public byte[] Buffer => _buffer;

    /// <summary>Where the next chunk goes.</summary>
    public int End => _end;

    /// <summary>Of the frame found last: status, place and length of its data in <see cref="Buffer"/>. Valid until the next <see cref="MakeRoom"/>.</summary>
    public int Status { get; private set; }

    public int PayloadOffset { get; private set; }

    public int PayloadLength { get; private set; }

    /// <summary>The first thing that went wrong since <see cref="Expect"/>: it names the error when no good frame comes.</summary>
    public int FirstError { get; private set; }

    /// <summary>The register in the frame that failed first; -1 where the failure leaves it open.</summary>
    public int ErrorRegister { get; private set; }

    /// <summary>Whether the beginning of a frame is waiting for its rest.</summary>
    public bool IsPending => _end > _from;

    /// <summary>Bytes that must still come before a frame can be complete.</summary>
    public int MissingBytes
    {
        get
        {
            int have = _end - _from;
            return have < JbdFrame.HeaderLength
                ? JbdFrame.Overhead - have
                : JbdFrame.Overhead + _buffer[_from + JbdFrame.HeaderLength - 1] - have;
        }
    }

    /// <summary>Forgets what came before and looks for a reply of this register.</summary>
    public void Expect(int register)
    {
        _counters.SkippedBytes += _end - _from;
        _from = 0;
        _end = 0;
        _register = register;
        FirstError = JbdError.NoFrame;
        ErrorRegister = -1;
    }

    /// <summary>How many bytes may be put into <see cref="Buffer"/> at <see cref="End"/>: at least 26 after <see cref="Next"/> has said false.</summary>
    public int MakeRoom()
    {
        if (_from > 0)
        {
            int have = _end - _from;
            Array.Copy(_buffer, _from, _buffer, 0, have);
            _from = 0;
            _end = have;
        }

        return BufferSize - _end;
    }

    public void Added(int count)
    {
        _end += count;
    }

    /// <summary>Finds the next whole frame of the register asked, whatever its status; false when more bytes are needed.</summary>
    public bool Next()
    {
        while (FindStart())
        {
            int have = _end - _from;
            if (have < JbdFrame.HeaderLength)
            {
                return false;
            }

            int length = _buffer[_from + 3];
            if (length > JbdFrame.MaxPayload)
            {
                DropStart(JbdError.Truncated);
                continue;
            }

            if (have < length + JbdFrame.Overhead)
            {
                return false;
            }

            if (Judge(length))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Nothing more will come: the beginning that is waiting was none. False when there is none; else <see cref="Next"/> may find something behind it.</summary>
    public bool GiveUp()
    {
        if (_from == _end)
        {
            return false;
        }

        DropStart(JbdError.Truncated);
        return true;
    }

    /// <summary>Remembers what was wrong with the frame found last.</summary>
    public void Note(int error)
    {
        Note(error, _register);
    }

    private bool FindStart()
    {
        byte[] buffer = _buffer;
        int from = _from;
        int end = _end;
        while (from < end && buffer[from] != JbdFrame.Start)
        {
            from++;
        }

        _counters.SkippedBytes += from - _from;
        _from = from;
        return from < end;
    }

    /// <summary>Decides about a candidate that is complete: takes it, skips it whole, or drops its start.</summary>
    private bool Judge(int length)
    {
        byte[] buffer = _buffer;
        int from = _from;
        int total = length + JbdFrame.Overhead;
        if (buffer[from + total - 1] != JbdFrame.End)
        {
            DropStart(JbdError.BadEnd);
            return false;
        }

        if (JbdFrame.Checksum(buffer, from + 2, length + 2) != Bytes.ReadUInt16BigEndian(buffer, from + length + JbdFrame.HeaderLength))
        {
            DropStart(JbdError.Checksum);
            return false;
        }

        _from = from + total;
        if (buffer[from + 1] != _register)
        {
            _counters.Unexpected++;
            _counters.SkippedBytes += total;
            Note(JbdError.UnexpectedRegister, buffer[from + 1]);
            return false;
        }

        Status = buffer[from + 2];
        PayloadOffset = from + JbdFrame.HeaderLength;
        PayloadLength = length;
        return true;
    }

    /// <summary>One byte only: a good frame may begin inside of what this start claimed.</summary>
    private void DropStart(int error)
    {
        _counters.Bad++;
        _counters.SkippedBytes++;
        _from++;
        Note(error, -1);
    }

    private void Note(int error, int register)
    {
        if (FirstError == JbdError.NoFrame)
        {
            FirstError = error;
            ErrorRegister = register;
        }
    }
}
