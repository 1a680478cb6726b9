using ChargerFirmware.Can;

namespace ChargerFirmware.Tests.Doubles;

/// <summary>Frames as a test writes them.</summary>
public static class Frames
{
    public static void Fill(CanFrame frame, uint id, bool extended, string hex)
    {
        byte[] data = Hex.Parse(hex);
        frame.Id = id;
        frame.Extended = extended;
        frame.Remote = false;
        frame.Length = data.Length;
        System.Array.Copy(data, frame.Data, data.Length);
    }
}
