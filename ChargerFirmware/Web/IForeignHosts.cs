namespace ChargerFirmware.Web;

/// <summary>Knows what to do with requests that name a host that is not ours: a captive portal. Web thread only.</summary>
public interface IForeignHosts
{
    /// <summary>The whole answer, after which the connection ends; null when the request is to be refused as usual.</summary>
    /// <param name="request">Its head is complete.</param>
    /// <param name="localHost">The address that the peer has connected to, as a Host header names it.</param>
    byte[] AnswerTo(HttpRequest request, byte[] localHost);

    /// <summary>The page goes to a client that has connected to this address.</summary>
    void PageShown(byte[] localHost);
}
