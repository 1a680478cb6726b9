using ChargerFirmware.Bms;
using ChargerFirmware.Bms.Jbd;

namespace ChargerFirmware.Tests.Bms.Jbd;

/// <summary>Takes a reply through parser and codec, in pieces, and writes down what they found as the vectors do.</summary>
public sealed class JbdReplyReader
{
    private readonly BatterySnapshot _battery = new BatterySnapshot();
    private readonly BmsCounters _counters = new BmsCounters();
    private readonly JbdParser _parser;
    private readonly int _register;
    private readonly byte[] _response;
    private string _found = "";
    private int _errorStatus;

    private JbdReplyReader(JbdVector vector)
    {
        _parser = new JbdParser(_counters);
        _register = vector.Request[2];
        _response = vector.Response;
        _parser.Expect(_register);
    }

    /// <summary>A first piece, then pieces of <paramref name="piece"/> bytes, then silence.</summary>
    public static string Read(JbdVector vector, int firstPiece, int piece)
    {
        return new JbdReplyReader(vector).Read(firstPiece, piece);
    }

    private string Read(int firstPiece, int piece)
    {
        int next = firstPiece;
        for (int offset = 0; offset < _response.Length && _found.Length == 0;)
        {
            int count = _response.Length - offset < next ? _response.Length - offset : next;
            offset += JbdParserFeed.Add(_parser, _response, offset, count);
            TakeFrames();
            next = piece;
        }

        while (_found.Length == 0 && _parser.GiveUp())
        {
            TakeFrames();
        }

        return _found.Length > 0 ? _found : Failure();
    }

    private void TakeFrames()
    {
        while (_found.Length == 0 && _parser.Next())
        {
            int error = JbdCodec.Apply(_register, _parser.Status, _parser.Buffer, _parser.PayloadOffset, _parser.PayloadLength, _battery);
            if (error == JbdError.None)
            {
                _found = JbdReplyText.Of(_register, _parser, _battery) + Noise();
            }
            else
            {
                _parser.Note(error);
                _errorStatus = _parser.Status;
            }
        }
    }

    private string Noise()
    {
        int skipped = _counters.SkippedBytes;
        int trailing = _response.Length - skipped - _parser.PayloadLength - JbdFrame.Overhead;
        return (skipped > 0 ? " skipped_prefix_bytes=" + skipped.ToString() : "") + (trailing > 0 ? " trailing_bytes=" + trailing.ToString() : "");
    }

    private string Failure()
    {
        string text = "error=" + JbdError.NameOf(_parser.FirstError);
        if (_parser.ErrorRegister >= 0)
        {
            text += " register=" + _parser.ErrorRegister.ToString();
        }

        return _parser.FirstError == JbdError.BmsStatus ? text + " status=" + _errorStatus.ToString() : text;
    }
}
