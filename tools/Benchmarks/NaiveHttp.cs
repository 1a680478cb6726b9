using System;
using System.Collections.Generic;
using System.Text;

namespace Benchmarks;

/// <summary>A request's head as lines, words and a dictionary of strings.</summary>
public static class NaiveHttp
{
    public static int PathLength(byte[] head)
    {
        string[] lines = Encoding.Latin1.GetString(head).Split("\r\n");
        string[] words = lines[0].Split(' ');
        Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 1; i < lines.Length && lines[i].Length > 0; i++)
        {
            int colon = lines[i].IndexOf(':');
            fields[lines[i][..colon]] = lines[i][(colon + 1)..].Trim();
        }

        bool isRight = words.Length == 3 && words[0] == "GET" && words[2] == "HTTP/1.1" && fields.ContainsKey("Host") && !fields.ContainsKey("Transfer-Encoding");
        return isRight ? words[1].Split('?')[0].Length : -1;
    }
}
