using ChargerFirmware.Core;
using ChargerFirmware.Journal;

namespace ChargerFirmware.Web;

/// <summary>The black box as CSV (RFC 4180), oldest first: units in the header, empty where a value is not known. Web thread only.</summary>
/// <remarks>
/// A block is read from the medium when its turn comes, at most one a piece. Where a download stands is a sequence and a row in it;
/// a page that goes to the medium meanwhile becomes the block with that sequence and the same rows.
/// </remarks>
public sealed class BlackBoxAnswer : Answer
{
    private const string Header = "run,uptime [s],time [UTC],mode,state,limited by,pack online,pack [V],pack [A],charge [%],lowest cell [V],highest cell [V],highest cell number,"
        + "warmest [degC],coldest [degC],requested [V],requested [A],charger online,charger [V],charger [A],faults\r\n";

    // A row without faults has at most 170 bytes, the name of a fault at most 25 and a blank: a piece of 1 KB takes all this.
    private const int MaxFaults = 28;

    // Not a block: the page, from a row on.
    private const int InPage = -2;
    private const int NotRead = -1;

    private readonly ChargeJournal _journal;
    private readonly TelemetryNames _names;
    private readonly byte[] _block = new byte[BlackBox.MaxBlockLength];
    private int _sequence;
    private int _count;

    public BlackBoxAnswer(ChargeJournal journal, TelemetryNames names)
    {
        _journal = journal;
        _names = names;
    }

    public override string ContentType => "Cache-Control: no-store\r\nContent-Disposition: attachment; filename=\"blackbox.csv\"\r\nContent-Type: text/csv; charset=utf-8\r\n";

    public override void BeginPiece()
    {
        // Others have been here.
        _sequence = NotRead;
    }

    // Step 0 is the header; then the step tells the block and Row the sample in it. Limit is what was the next sequence at the beginning.
    public override bool WriteItem(HttpResponse response)
    {
        if (response.Step == 0)
        {
            response.Step = 1;
            response.Limit = _journal.BlackBox.Next;
            response.Text.Append(Header);
            return true;
        }

        BlackBox box = _journal.BlackBox;
        int sequence = (int)response.Limit - BlackBox.Blocks + response.Step - 1;
        if (sequence < box.Next)
        {
            Fetch(sequence);
            if (response.Row < _count)
            {
                WriteRow(response.Row++, response.Text);
            }
            else
            {
                // A page may have gone to the medium as two blocks.
                response.Row -= _count;
                response.Step++;
            }

            return true;
        }

        // At most half of the page fits the buffer: the rest is what follows.
        _sequence = InPage;
        _count = box.ReadPage(response.Row, _journal.UptimeMs, _journal.UnixMs, _block);
        if (_count == 0)
        {
            return false;
        }

        WriteRow(0, response.Text);
        response.Row++;
        return true;
    }

    private void Fetch(int sequence)
    {
        if (_sequence != sequence)
        {
            _sequence = sequence;
            _count = sequence < 0 ? 0 : _journal.BlackBox.Read(sequence, _block);
        }
    }

    private void WriteRow(int row, TextBuffer text)
    {
        int at = BlackBox.HeaderLength + row * Sample.Length;
        int time = Bytes.ReadUInt16BigEndian(_block, at + Sample.TimeAt);
        long unixMs = Bytes.ReadInt64BigEndian(_block, BlackBox.UnixAt);
        text.AppendNumber(Bytes.ReadUInt32BigEndian(_block, BlackBox.RunAt));
        text.AppendByte(',');
        text.AppendDecimal(Bytes.ReadInt64BigEndian(_block, BlackBox.UptimeAt) / 100 + time, 1);
        text.AppendByte(',');
        if (unixMs >= 0)
        {
            UtcText.Append(text, (unixMs + time * 100) / 1000);
        }

        WriteState(at, text);
        WritePack(at, text);
        WriteCharger(at, text);
        WriteFaults(Sample.ReadFaults(_block, at), text);
        text.AppendByte('\r');
        text.AppendByte('\n');
    }

    private void WriteState(int at, TextBuffer text)
    {
        int state = _block[at + Sample.StateAt];
        WriteWord(TelemetryNames.Modes, state >> 4 & 3, TelemetryNames.States, text);
        WriteWord(TelemetryNames.States, state & 0x0F, TelemetryNames.Causes, text);
        WriteWord(TelemetryNames.Causes, _block[at + Sample.CauseAt] & 0x7F, TelemetryNames.CanStates, text);
        text.AppendByte(',');
        text.AppendByte((state & Sample.PackOnline) != 0 ? '1' : '0');
    }

    private void WritePack(int at, TextBuffer text)
    {
        WriteNumber(Sample.ReadUnsigned(_block, at + Sample.PackVoltsAt), 2, text);
        WriteNumber(Sample.ReadSigned(_block, at + Sample.PackAmpsAt), 2, text);
        WriteNumber(Sample.ReadSoc(_block, at), 0, text);
        WriteNumber(Sample.ReadUnsigned(_block, at + Sample.LowestAt), 3, text);
        WriteNumber(Sample.ReadUnsigned(_block, at + Sample.HighestAt), 3, text);
        int number = _block[at + Sample.HighestNumberAt];
        WriteNumber(number == 0 ? Unknown.Number : number, 0, text);
        WriteNumber(Sample.ReadSigned(_block, at + Sample.WarmestAt), 1, text);
        WriteNumber(Sample.ReadSigned(_block, at + Sample.ColdestAt), 1, text);
    }

    private void WriteCharger(int at, TextBuffer text)
    {
        WriteNumber(Sample.ReadUnsigned(_block, at + Sample.RequestVoltsAt), 2, text);
        WriteNumber(Sample.ReadUnsigned(_block, at + Sample.RequestAmpsAt), 2, text);
        bool reports = (_block[at + Sample.CauseAt] & Sample.ChargerReports) != 0;
        bool online = (_block[at + Sample.StateAt] & Sample.ChargerOnline) != 0;
        WriteNumber(!reports ? Unknown.Number : online ? 1 : 0, 0, text);
        WriteNumber(Sample.ReadUnsigned(_block, at + Sample.ChargerVoltsAt), 2, text);
        WriteNumber(Sample.ReadUnsigned(_block, at + Sample.ChargerAmpsAt), 2, text);
    }

    private void WriteFaults(long faults, TextBuffer text)
    {
        text.AppendByte(',');
        int written = 0;
        for (int code = 0; code < FaultCode.Count && written < MaxFaults; code++)
        {
            if ((faults >> code & 1) != 0)
            {
                if (written > 0)
                {
                    text.AppendByte(' ');
                }

                text.Append(_names.Words, TelemetryNames.FaultCodes + code);
                written++;
            }
        }
    }

    // Another version of the firmware may have written a number that this one has no word for.
    private void WriteWord(int first, int index, int end, TextBuffer text)
    {
        text.AppendByte(',');
        if (first + index < end)
        {
            text.Append(_names.Words, first + index);
        }
        else
        {
            text.AppendNumber(index);
        }
    }

    private static void WriteNumber(int value, int decimals, TextBuffer text)
    {
        text.AppendByte(',');
        if (value == Unknown.Number)
        {
            return;
        }

        if (decimals == 0)
        {
            text.AppendNumber(value);
        }
        else
        {
            text.AppendDecimal(value, decimals);
        }
    }
}
