namespace ChargerFirmware.Control;

/// <summary>How much of the pack's limit a temperature allows: straight lines between points, nothing outside of them. Never changes; any thread may read.</summary>
/// <remarks>Written as "0:100 50:200 450:1000": tenths of a degree, a colon, permille; rising temperatures, one blank between two points.</remarks>
public sealed class TemperatureTable
{
    /// <summary>A straight line needs two points; twelve are more than any maker's sheet has steps.</summary>
    public const int MinPoints = 2;
    public const int MaxPoints = 12;

    // What a sensor of the BMS can tell at all: colder counts as not fitted, and no lithium cell is charged hotter.
    private const int MinDeciC = -300;
    private const int MaxDeciC = 800;

    private readonly int[] _deciC;
    private readonly int[] _permille;

    /// <summary>A table without points, which allows nothing.</summary>
    public TemperatureTable() : this(new int[0], new int[0])
    {
    }

    private TemperatureTable(int[] deciC, int[] permille)
    {
        _deciC = deciC;
        _permille = permille;
    }

    /// <summary>Null for a text that is a table, else what is wrong with it. Allocates.</summary>
    public static string ProblemOf(string text)
    {
        string[] points = text.Split(new char[] { ' ' });
        if (points.Length < MinPoints || points.Length > MaxPoints)
        {
            return "it needs " + MinPoints.ToString() + " to " + MaxPoints.ToString() + " points such as 50:200, one blank between two";
        }

        int before = int.MinValue;
        for (int i = 0; i < points.Length; i++)
        {
            int deciC;
            int permille;
            if (!TryReadPoint(points[i], out deciC, out permille))
            {
                return "point " + (i + 1).ToString() + " is not a temperature in 0.1 degC, a colon and permille";
            }

            if (deciC < MinDeciC || deciC > MaxDeciC || permille < 0 || permille > LimitShare.Whole)
            {
                return "point " + (i + 1).ToString() + " is not within " + MinDeciC.ToString() + ".." + MaxDeciC.ToString() + ":0.." + LimitShare.Whole.ToString();
            }

            if (deciC <= before)
            {
                return "the temperature of point " + (i + 1).ToString() + " is not above the one before";
            }

            before = deciC;
        }

        return null;
    }

    /// <summary>Reads a text that <see cref="ProblemOf"/> has found right. Allocates.</summary>
    public static TemperatureTable Parse(string text)
    {
        string[] points = text.Split(new char[] { ' ' });
        int[] deciC = new int[points.Length];
        int[] permille = new int[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            if (!TryReadPoint(points[i], out deciC[i], out permille[i]))
            {
                throw new System.ArgumentException(text);
            }
        }

        return new TemperatureTable(deciC, permille);
    }

    /// <summary>Permille of the limit at a temperature, rounded down.</summary>
    public int PermilleAt(int deciC)
    {
        int last = _deciC.Length - 1;
        if (last < 0 || deciC < _deciC[0] || deciC > _deciC[last])
        {
            return 0;
        }

        int i = last;
        while (deciC < _deciC[i])
        {
            i--;
        }

        if (i == last)
        {
            return _permille[last];
        }

        int above = deciC - _deciC[i];
        int width = _deciC[i + 1] - _deciC[i];
        return ((_permille[i] * (width - above)) + (_permille[i + 1] * above)) / width;
    }

    private static bool TryReadPoint(string point, out int deciC, out int permille)
    {
        int colon = point.IndexOf(":");
        deciC = 0;
        permille = 0;
        return colon > 0 && TryReadInteger(point.Substring(0, colon), out deciC) && TryReadInteger(point.Substring(colon + 1), out permille);
    }

    // Four digits are more than any of the numbers may have; TryParse alone would take blanks and a plus sign.
    private static bool TryReadInteger(string text, out int number)
    {
        int digits = text.Length > 0 && text[0] == '-' ? 1 : 0;
        number = 0;
        if (text.Length == digits || text.Length > digits + 4)
        {
            return false;
        }

        for (int i = digits; i < text.Length; i++)
        {
            if (text[i] < '0' || text[i] > '9')
            {
                return false;
            }

            number = (number * 10) + text[i] - '0';
        }

        number = digits == 0 ? number : -number;
        return true;
    }
}
