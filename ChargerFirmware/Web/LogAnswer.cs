using ChargerFirmware.Core;

namespace ChargerFirmware.Web;

/// <summary>The last log lines as text, up to the moment of the request. Web thread only.</summary>
public sealed class LogAnswer : Answer
{
    private readonly Log _log;

    public LogAnswer(Log log)
    {
        _log = log;
    }

    public override string ContentType => "Cache-Control: no-store\r\nContent-Type: text/plain; charset=utf-8\r\n";

    public override bool WriteItem(HttpResponse response)
    {
        if (response.Step == 0)
        {
            response.Step = 1;
            response.Limit = _log.Written;
        }

        long left = response.Limit - response.Position;
        if (left <= 0)
        {
            return false;
        }

        // What is written meanwhile would make an answer without an end.
        long position = response.Position;
        int read = _log.Read(ref position, response.Text.Data, response.Text.End, left < response.Room ? (int)left : response.Room);
        response.Position = position;
        response.Text.Take(read);
        return read > 0;
    }
}
