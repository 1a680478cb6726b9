namespace ChargerFirmware.Web;

/// <summary>Kinds of WebSocket frames (RFC 6455, section 5.2).</summary>
public static class Opcode
{
    public const int Continuation = 0x0;
    public const int Text = 0x1;
    public const int Binary = 0x2;
    public const int Close = 0x8;
    public const int Ping = 0x9;
    public const int Pong = 0xA;

    /// <summary>Set in every control frame's opcode.</summary>
    public const int ControlBit = 0x8;

    public static bool IsKnown(int opcode)
    {
        return opcode <= Binary || (opcode >= Close && opcode <= Pong);
    }
}
