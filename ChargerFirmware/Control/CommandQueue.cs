namespace ChargerFirmware.Control;

/// <summary>Commands on their way to the control thread, in fixed slots. Any thread posts; the control thread takes and completes; the poster looks at the result.</summary>
public sealed class CommandQueue
{
    /// <summary>Commands under way at once, those whose result has not been fetched included.</summary>
    public const int Capacity = 8;

    /// <summary>No ticket: every slot is taken.</summary>
    public const int Full = -1;

    /// <summary>No ticket: somebody has commanded another mode since.</summary>
    public const int Overtaken = -2;

    private const int Free = 0;
    private const int Posted = 1;
    private const int Taken = 2;
    private const int Done = 3;

    private readonly object _lock = new object();
    private readonly int[] _phases = new int[Capacity];
    private readonly long[] _orders = new long[Capacity];
    private readonly bool[] _abandoned = new bool[Capacity];
    private readonly int[] _kinds = new int[Capacity];
    private readonly int[] _values = new int[Capacity];
    private readonly int[] _results = new int[Capacity];
    private readonly object[] _payloads = new object[Capacity];
    private long _order;
    private int _waiting;
    private int _modesPosted;

    /// <summary>Modes that were commanded so far.</summary>
    public int ModesPosted
    {
        get
        {
            lock (_lock)
            {
                return _modesPosted;
            }
        }
    }

    /// <summary>Puts a command in; a ticket (0 or more), or <see cref="Full"/>. The poster must fetch the result or abandon the ticket.</summary>
    public int TryPost(int kind, int value, object payload = null)
    {
        lock (_lock)
        {
            return Post_NeedsLock(kind, value, payload);
        }
    }

    /// <summary>As <see cref="TryPost"/> for a mode that has waited for a place: <see cref="Overtaken"/> when another mode was commanded in the meantime.</summary>
    /// <param name="mode">A value of ChargeMode.</param>
    /// <param name="modesPosted">As <see cref="ModesPosted"/> was when it began to wait.</param>
    public int TryPostMode(int mode, int modesPosted)
    {
        lock (_lock)
        {
            return modesPosted == _modesPosted ? Post_NeedsLock(ChargeCommand.Mode, mode, null) : Overtaken;
        }
    }

    /// <summary>Whether a command waits to be taken. Asked in every pass, so without the lock: a late answer is asked for again.</summary>
    public bool HasWaiting => _waiting > 0;

    /// <summary>Control thread: the oldest waiting command's ticket, or -1.</summary>
    public int Take()
    {
        lock (_lock)
        {
            int oldest = -1;
            for (int ticket = 0; ticket < Capacity; ticket++)
            {
                if (_phases[ticket] == Posted && (oldest < 0 || _orders[ticket] < _orders[oldest]))
                {
                    oldest = ticket;
                }
            }

            if (oldest >= 0)
            {
                _phases[oldest] = Taken;
                _waiting--;
            }

            return oldest;
        }
    }

    /// <summary>Control thread, between <see cref="Take"/> and <see cref="Complete"/>.</summary>
    public int KindOf(int ticket)
    {
        return _kinds[ticket];
    }

    public int ValueOf(int ticket)
    {
        return _values[ticket];
    }

    public object PayloadOf(int ticket)
    {
        return _payloads[ticket];
    }

    /// <summary>Control thread: what became of it.</summary>
    public void Complete(int ticket, int result)
    {
        lock (_lock)
        {
            _payloads[ticket] = null;
            _results[ticket] = result;
            _phases[ticket] = _abandoned[ticket] ? Free : Done;
        }
    }

    /// <summary>The poster: the result, <see cref="CommandResult.Pending"/> until there is one. Fetching it frees the slot.</summary>
    public int Fetch(int ticket)
    {
        lock (_lock)
        {
            if (_phases[ticket] != Done)
            {
                return CommandResult.Pending;
            }

            _phases[ticket] = Free;
            return _results[ticket];
        }
    }

    /// <summary>The poster has gone: the command is still carried out, nobody asks for the result.</summary>
    public void Abandon(int ticket)
    {
        lock (_lock)
        {
            if (_phases[ticket] == Done)
            {
                _phases[ticket] = Free;
            }
            else
            {
                _abandoned[ticket] = true;
            }
        }
    }

    private int Post_NeedsLock(int kind, int value, object payload)
    {
        for (int ticket = 0; ticket < Capacity; ticket++)
        {
            if (_phases[ticket] == Free)
            {
                _phases[ticket] = Posted;
                _waiting++;
                _modesPosted += kind == ChargeCommand.Mode ? 1 : 0;
                _orders[ticket] = ++_order;
                _abandoned[ticket] = false;
                _kinds[ticket] = kind;
                _values[ticket] = value;
                _payloads[ticket] = payload;
                _results[ticket] = CommandResult.Pending;
                return ticket;
            }
        }

        return Full;
    }
}
