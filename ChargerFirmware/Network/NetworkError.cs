using ChargerFirmware.Core;

namespace ChargerFirmware.Network;

/// <summary>Why the newest attempt to get onto the network has failed, or why it was lost.</summary>
public static class NetworkError
{
    public const int None = 0;
    public const int WrongPassword = 1;
    public const int NotFound = 2;

    /// <summary>Joined, but the router gave no address in time.</summary>
    public const int NoAddress = 3;

    /// <summary>The radio never came to an end.</summary>
    public const int Timeout = 4;
    public const int Refused = 5;

    /// <summary>Was online, and is not any more.</summary>
    public const int Lost = 6;

    /// <summary>The radio could not begin.</summary>
    public const int Busy = 7;

    /// <summary>Joined, but the platform's store refused the credentials: they are gone after a restart.</summary>
    public const int NotStored = 8;

    /// <summary>By the values above, as <see cref="WordList"/> takes them.</summary>
    public const string Names = "|wrongPassword|notFound|noAddress|timeout|refused|lost|radioBusy|notStored";

    /// <summary>Null for <see cref="None"/>.</summary>
    public static string NameOf(int error)
    {
        return error == None ? null : WordList.At(Names, error);
    }
}
