using ChargerFirmware.Core;
using ChargerFirmware.Ports;

namespace ChargerFirmware.Tests.Can.Mcp2515;

/// <summary>An SPI line that records every transaction and answers from a script; beyond its end it answers zeros.</summary>
internal sealed class ScriptedSpi : ISpi
{
    private const int Capacity = 64;

    private readonly string[] _sent = new string[Capacity];
    private readonly byte[][] _answers = new byte[Capacity][];
    private int _answerCount;
    private int _next;

    /// <summary>Transactions so far.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes of a transaction as hexadecimal text, for instance "A0 00".</summary>
    public string Sent(int index)
    {
        return _sent[index];
    }

    /// <summary>The answer to the next transfer that has none yet.</summary>
    public void Answer(byte[] answer)
    {
        _answers[_answerCount++] = answer;
    }

    public void Transfer(byte[] send, byte[] receive)
    {
        Write(send);
        for (int i = 0; i < receive.Length; i++)
        {
            receive[i] = 0;
        }

        if (_next < _answerCount)
        {
            byte[] answer = _answers[_next++];
            for (int i = 0; i < answer.Length; i++)
            {
                receive[i] = answer[i];
            }
        }
    }

    public void Write(byte[] send)
    {
        TextBuffer text = new TextBuffer(3 * send.Length);
        for (int i = 0; i < send.Length; i++)
        {
            if (i > 0)
            {
                text.AppendByte(' ');
            }

            text.AppendHex(send[i], 2);
        }

        _sent[Count++] = text.ToString();
    }
}
