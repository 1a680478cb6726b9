namespace ChargerFirmware.Web;

/// <summary>The body of an answer that is made in pieces, so that none is ever whole in memory. Shared by all connections: where one stands is kept in its <see cref="HttpResponse"/>. Web thread only.</summary>
public abstract class Answer
{
    /// <summary>The header lines.</summary>
    public abstract string ContentType { get; }

    /// <summary>Bytes of the whole body; -1 when only its end will tell.</summary>
    public virtual int Length => -1;

    /// <summary>Before the items of a piece.</summary>
    public virtual void BeginPiece()
    {
    }

    /// <summary>Appends the next item and moves the response's place behind it; false when there is none left. What does not fit any more is taken back and asked for again.</summary>
    public abstract bool WriteItem(HttpResponse response);
}
