namespace ChargerFirmware.Tests.Bms.Jbd;

/// <summary>A request, the bytes that came back, and what they say: names and numbers in the order of the frame, independent of this firmware's own names.</summary>
public sealed class JbdVector
{
    public readonly string Source;
    public readonly byte[] Request;
    public readonly byte[] Response;
    public readonly string Expect;

    public JbdVector(string source, string requestHex, string responseHex, string expect)
    {
        Source = source;
        Request = Hex.Of(requestHex);
        Response = Hex.Of(responseHex);
        Expect = expect;
    }
}
