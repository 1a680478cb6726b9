namespace ChargerFirmware.Bms.Jbd;

/// <summary>Why a reply was not taken.</summary>
public static class JbdError
{
    public const int None = 0;

    /// <summary>Nothing that looks like a frame has come.</summary>
    public const int NoFrame = 1;

    /// <summary>A frame began and did not end; also one that claims to be longer than any reply.</summary>
    public const int Truncated = 2;
    public const int BadEnd = 3;
    public const int Checksum = 4;

    /// <summary>A whole frame, but not of the register that was asked: an echo, a late reply, another talker.</summary>
    public const int UnexpectedRegister = 5;

    /// <summary>The BMS answered with an error status (80 unknown, 81 not allowed, 83 password).</summary>
    public const int BmsStatus = 6;
    public const int PayloadTooShort = 7;

    /// <summary>The data contradicts its own length or is no text.</summary>
    public const int PayloadInconsistent = 8;

    private static readonly string[] Names =
    {
        "none", "no_frame", "truncated", "bad_end", "checksum", "unexpected_register", "bms_status", "payload_too_short", "payload_inconsistent",
    };

    public static string NameOf(int error)
    {
        return Names[error];
    }
}
