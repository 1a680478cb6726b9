using System;

namespace Benchmarks;

/// <summary>The table of the README; or our client before an Autobahn server.</summary>
public static class Program
{
    private const string Usage = """
        Benchmarks [--rounds N] [--ms M]   the web part beside naive code: N interleaved rounds (15) of M ms each (40)
        Benchmarks autobahn HOST:PORT      our WebSocket client before 'wstest -m fuzzingserver': runs every case, then asks for the report

        """;

    public static int Main(string[] arguments)
    {
        int rounds = 15;
        int milliseconds = 40;
        if (arguments.Length == 2 && arguments[0] == "autobahn")
        {
            return new AutobahnRun(Console.Out).Run(arguments[1]);
        }

        for (int i = 0; i < arguments.Length; i += 2)
        {
            bool isNumber = i + 1 < arguments.Length && int.TryParse(arguments[i + 1], out int value) && value > 0;
            if (!isNumber || (arguments[i] != "--rounds" && arguments[i] != "--ms"))
            {
                Console.Error.Write(Usage);
                return 2;
            }

            rounds = arguments[i] == "--rounds" ? int.Parse(arguments[i + 1]) : rounds;
            milliseconds = arguments[i] == "--ms" ? int.Parse(arguments[i + 1]) : milliseconds;
        }

        new Table(rounds, milliseconds).Print(Console.Out);
        return 0;
    }
}
