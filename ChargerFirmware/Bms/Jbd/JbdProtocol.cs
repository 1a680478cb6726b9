using ChargerFirmware.Ports;

namespace ChargerFirmware.Bms.Jbd;

/// <summary>Polls a JBD BMS (also sold as Xiaoxiang, LLT, Overkill Solar) on a serial line. Control thread only.</summary>
/// <remarks>
/// <para>One request is outstanding at a time; the next one goes out in the pass that has completed the reply. <see cref="JbdSchedule"/> says which. The line
/// is opened by the constructor.</para>
/// <para>A pass reads first and judges the time afterwards: a control loop that was held up must not take its own absence for the silence of the BMS. All
/// times are those of the pass. Buffers: the parser's 160 bytes and six requests of 7 and 9; nothing is allocated after the constructor but a new name.</para>
/// <para>One thing can be written, the switch of the charge MOSFET: it takes the place of one poll. Whether it was followed is seen in basic info.</para>
/// <para>Times: measured reply delays are 33..125 ms over a Bluetooth dongle, outliers 250 ms, so <see cref="ReplyTimeoutMs"/> is 300. A BMS sends a
/// reply without pauses: after <see cref="SilenceMs"/> within a frame its rest does not come.</para>
/// </remarks>
public sealed class JbdProtocol : IBmsProtocol
{
    /// <summary>The vendor's default; boards with another rate are set so by their owner.</summary>
    public const int DefaultBitsPerSecond = 9600;

    /// <summary>From a request to the first byte of its reply.</summary>
    public const int ReplyTimeoutMs = 300;

    /// <summary>Without a byte for so long, the beginning of a frame is given up.</summary>
    public const int SilenceMs = 100;

    /// <summary>Start bit, eight data bits, stop bit.</summary>
    private const int BitsPerByte = 10;

    /// <summary>The control loop must pass every 5 ms for the CAN controller's sake.</summary>
    private const int MaxWaitMs = 5;

    /// <summary>While the first byte is awaited. Much less than the wire time of any reply, so it costs nothing on a wire; a USB adapter hands over whole frames.</summary>
    private const int FirstByteWaitMs = 2;

    /// <summary>Reads of up to a buffer in one pass: a line that babbles must not hold up the control loop.</summary>
    private const int MaxReadsPerPass = 4;

    /// <summary>No register is asked for.</summary>
    private const int Nothing = 0;

    private readonly IUart _uart;
    private readonly int _bitsPerSecond;
    private readonly JbdParser _parser;
    private readonly JbdSchedule _schedule = new JbdSchedule();
    private readonly byte[] _basicRequest = JbdFrame.ReadRequest(JbdRegister.Basic);
    private readonly byte[] _cellsRequest = JbdFrame.ReadRequest(JbdRegister.Cells);
    private readonly byte[] _nameRequest = JbdFrame.ReadRequest(JbdRegister.Name);
    private readonly byte[] _countersRequest = JbdFrame.ReadRequest(JbdRegister.ErrorCounters);
    private readonly byte[] _chargeOnRequest = JbdFrame.ChargeFetRequest(true);
    private readonly byte[] _chargeOffRequest = JbdFrame.ChargeFetRequest(false);

    /// <summary>The write that waits for its turn, or null.</summary>
    private byte[] _write;

    private int _asked = Nothing;
    private long _sentAtMs;
    private long _lastByteAtMs;

    /// <summary>When the reply is late but growing: the time until which it may; else <see cref="long.MaxValue"/>.</summary>
    private long _growsUntilMs;

    public JbdProtocol(IUart uart, int bitsPerSecond)
    {
        _uart = uart;
        _bitsPerSecond = bitsPerSecond;
        _parser = new JbdParser(Counters);
        uart.Open(bitsPerSecond);
    }

    public BatterySnapshot Battery { get; } = new BatterySnapshot();

    public BmsCounters Counters { get; } = new BmsCounters();

    public int WaitMs { get; private set; } = 1;

    public void Pass(long nowMs)
    {
        if (_asked != Nothing)
        {
            Receive(nowMs);
        }

        if (_asked != Nothing)
        {
            JudgeTime(nowMs);
        }

        if (_asked == Nothing && nowMs >= _schedule.NotBeforeMs)
        {
            Ask(nowMs);
        }

        WaitMs = NextWait(nowMs);
    }

    public void AskChargeFet(bool on)
    {
        _write = on ? _chargeOnRequest : _chargeOffRequest;
    }

    private void Receive(long nowMs)
    {
        for (int i = 0; i < MaxReadsPerPass && _asked != Nothing; i++)
        {
            int room = _parser.MakeRoom();
            int count = _uart.Read(_parser.Buffer, _parser.End, room);
            if (count <= 0)
            {
                return;
            }

            _lastByteAtMs = nowMs;
            Battery.HeardAtMs = nowMs;
            _parser.Added(count);
            TakeFrames(nowMs);
        }
    }

    /// <summary>Stores what is good. An error counts as an answer too, unless a good reply stands behind it in the bytes at hand: repeating would bring the same.</summary>
    private void TakeFrames(long nowMs)
    {
        bool isPoor = false;
        while (_asked != Nothing && _parser.Next())
        {
            int error = JbdCodec.Apply(_asked, _parser.Status, _parser.Buffer, _parser.PayloadOffset, _parser.PayloadLength, Battery);
            if (error == JbdError.None)
            {
                Stamp(nowMs);
                Finish(nowMs);
                return;
            }

            isPoor = true;
            _parser.Note(error);
            if (error == JbdError.BmsStatus)
            {
                Counters.Refused++;
            }
            else
            {
                Counters.Bad++;
            }
        }

        if (isPoor)
        {
            Finish(nowMs);
        }
    }

    private void Stamp(long nowMs)
    {
        Counters.Good++;
        if (_asked == JbdRegister.Basic)
        {
            Plausibility.CheckBasic(Battery);
            Battery.BasicAtMs = nowMs;
            Battery.BasicCount++;
        }
        else if (_asked == JbdRegister.Cells)
        {
            Plausibility.CheckCells(Battery);
            Battery.CellsAtMs = nowMs;
            Battery.CellsCount++;
        }
    }

    private void Finish(long nowMs)
    {
        if (_schedule.Answered(_asked, nowMs))
        {
            Battery.HardwareName = null;
        }

        _asked = Nothing;
    }

    private void JudgeTime(long nowMs)
    {
        bool isLate = nowMs - _sentAtMs >= ReplyTimeoutMs;
        if (isLate && _growsUntilMs == long.MaxValue)
        {
            // A reply that has begun may end: the longest one, with one pause. A babbling line gets no more than that.
            _growsUntilMs = nowMs + WireMs(JbdFrame.MaxPayload + JbdFrame.Overhead) + SilenceMs;
        }

        if (nowMs - _lastByteAtMs >= SilenceMs || nowMs >= _growsUntilMs)
        {
            while (_asked != Nothing && _parser.GiveUp())
            {
                TakeFrames(nowMs);
            }
        }

        if (_asked != Nothing && isLate && !_parser.IsPending)
        {
            Counters.Late++;
            _schedule.Missed(_asked, _sentAtMs, nowMs);
            _asked = Nothing;
        }
    }

    private void Ask(long nowMs)
    {
        byte[] request = _write;
        _asked = request != null ? JbdRegister.MosControl : _schedule.Next(nowMs);
        if (request == null)
        {
            request = RequestOf(_asked);
        }

        _write = null;
        _sentAtMs = nowMs;
        _growsUntilMs = long.MaxValue;
        _parser.Expect(_asked);
        DropStaleBytes(nowMs);
        // A line that is gone is treated as a BMS that does not answer: late, and asked again.
        if (_uart.Write(request, 0, request.Length))
        {
            Counters.Requests++;
        }
    }

    private byte[] RequestOf(int register)
    {
        switch (register)
        {
            case JbdRegister.Basic:
                return _basicRequest;
            case JbdRegister.Cells:
                return _cellsRequest;
            case JbdRegister.Name:
                return _nameRequest;
            default:
                return _countersRequest;
        }
    }

    /// <summary>Leftovers of an earlier reply were captured at the start of a session.</summary>
    private void DropStaleBytes(long nowMs)
    {
        byte[] scratch = _parser.Buffer;
        for (int i = 0; i < MaxReadsPerPass; i++)
        {
            int count = _uart.Read(scratch, 0, scratch.Length);
            if (count <= 0)
            {
                return;
            }

            Battery.HeardAtMs = nowMs;
            Counters.SkippedBytes += count;
        }
    }

    private int NextWait(long nowMs)
    {
        long wait;
        if (_asked == Nothing)
        {
            wait = _schedule.NotBeforeMs - nowMs;
        }
        else
        {
            wait = WireMs(_parser.MissingBytes);
            if (!_parser.IsPending && wait > FirstByteWaitMs)
            {
                wait = FirstByteWaitMs;
            }
        }

        return wait < 1 ? 1 : wait > MaxWaitMs ? MaxWaitMs : (int)wait;
    }

    /// <summary>The time of so many bytes on the wire, rounded down: a part of the next byte has come already, and no sleep is too short.</summary>
    private int WireMs(int bytes)
    {
        return bytes * BitsPerByte * 1000 / _bitsPerSecond;
    }
}
