namespace ChargerFirmware.Ports;

/// <summary>The networks that a search has found, strongest first as far as the platform says so. Plain data in fixed slots; its owner says who may touch it.</summary>
public sealed class WifiScan
{
    /// <summary>More are not shown: a phone's screen holds about as many, and each costs a string.</summary>
    public const int MaxNetworks = 16;

    // By place.
    public readonly string[] Names = new string[MaxNetworks];
    public readonly int[] RssiDbm = new int[MaxNetworks];

    /// <summary>1: it wants a password. 0: it is open. -1: the platform does not tell.</summary>
    public readonly int[] Secured = new int[MaxNetworks];
    public int Count;

    /// <summary>This name gets a place even when there is none left; null is no name. <see cref="Clear"/> keeps it.</summary>
    public string Sought;

    /// <summary>A network has no name to tell, or found no place.</summary>
    public bool HasLeftOut;

    /// <summary>A network that is not in the list may be there all the same.</summary>
    public bool IsIncomplete => HasLeftOut || Count == MaxNetworks;

    public WifiScan()
    {
        Clear();
    }

    public void Clear()
    {
        Count = 0;
        HasLeftOut = false;
        for (int i = 0; i < MaxNetworks; i++)
        {
            Names[i] = null;
        }
    }

    /// <summary>Adds a network. One without a name is left out; of several with one name the strongest counts; what has no place is left out, but for <see cref="Sought"/>, which takes the last one.</summary>
    public void Add(string name, int rssiDbm, int secured)
    {
        if (name == null || name.Length == 0)
        {
            HasLeftOut = true;
            return;
        }

        int at = 0;
        while (at < Count && Names[at] != name)
        {
            at++;
        }

        if (at == MaxNetworks)
        {
            HasLeftOut = true;
            if (name != Sought)
            {
                return;
            }

            at = MaxNetworks - 1;
        }
        else if (at == Count)
        {
            Count++;
        }
        else if (RssiDbm[at] >= rssiDbm)
        {
            return;
        }

        Names[at] = name;
        RssiDbm[at] = rssiDbm;
        Secured[at] = secured;
    }

    public bool Has(string name)
    {
        for (int i = 0; i < Count; i++)
        {
            if (Names[i] == name)
            {
                return true;
            }
        }

        return false;
    }

    public void CopyFrom(WifiScan other)
    {
        Count = other.Count;
        HasLeftOut = other.HasLeftOut;
        for (int i = 0; i < MaxNetworks; i++)
        {
            Names[i] = other.Names[i];
            RssiDbm[i] = other.RssiDbm[i];
            Secured[i] = other.Secured[i];
        }
    }
}
