using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Core;
using ChargerFirmware.Tests.Web;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Web;

/// <summary>A million bytes of noise, and of what is nearly right, into everything that reads what a peer sends: no exception, no read beyond the buffer, always an end.</summary>
[TestClass]
public class WebFuzzTests
{
    private const int Bytes = 1_000_000;

    private static readonly string[] HeadWords =
    [
        "GET", "PUT", " ", " ", "/", "/ws", "/api/settings", "?", "HTTP/1.1", "HTTP/1.0", "\r\n", "\r\n", "\r\n", "\r\n\r\n", "\r", "\n", ":", ": ", "Host", "Host: localhost\r\n", "Origin: null\r\n",
        "Content-Length: ", "12", "99999999999", "Transfer-Encoding: chunked\r\n", "Connection: Upgrade\r\n", "Upgrade: websocket\r\n", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
        "Sec-WebSocket-Version: 13\r\n", "Accept-Encoding: gzip;q=0, *;q=\r\n", "If-None-Match: W/\"\r\n", ",", ";", "\t", "\"", "q=", "[::1", "http://", "\u00e9", "\0",
    ];

    private static readonly string[] HeadLines = HeadWords.Where(word => word.Length > 4 && word.EndsWith('\n')).Append("X: y\r\n").Append("Content-Length: 7\r\n").ToArray();

    private static readonly string[] JsonWords =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\"id\"", "\"command\"", "\"value\"", "\"mode\"", "\"fast\"", "\"stop\"", "\"clearFaults\"", "1", "-", "0", "2147483648", "1e", ".5", "true", "nul", "\\u", "\\uD83D",
        "\\uDE00", "\\", " ", "\u20ac", "\"mode.fast.milliAmps\"", "\"web.allowedHosts\"", "{\"id\":1,\"command\":",
    ];

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void HeadReader_Noise_AlwaysEndsInAStatus(int seed)
    {
        Random random = new(seed);
        HttpRequest request = new(2048);
        HeadReader reader = new(request, new HttpWords(), 32);
        HostCheck hosts = new(new SettingValues(new SettingTable()), new WebNames(), null!);
        Handshake handshake = new(hosts);
        reader.Begin(0);
        byte[] local = [1, 2, 3];
        Dictionary<int, int> statuses = [];
        for (int total = 0; total < Bytes;)
        {
            byte[] noise = seed == 1 ? Noise(random) : NearHead(random);
            int at = 0;
            while (at < noise.Length)
            {
                int count = Math.Min(Math.Min(random.Next(1, 40), noise.Length - at), request.Free);
                Assert.IsGreaterThan(0, count, "a full buffer has its status");
                Array.Copy(noise, at, request.Buffer, request.Used, count);
                at += count;
                int status = reader.Read(count);
                if (status == 0)
                {
                    continue;
                }

                statuses[status] = statuses.GetValueOrDefault(status) + 1;
                if (status == HttpStatus.Ok)
                {
                    handshake.Check(request);
                    handshake.CheckHosts(request, local);
                    reader.Begin(request.HeadLength);
                    request.Clear(request.Used);
                }

                reader.Begin(request.Used);
            }

            total += noise.Length;
        }

        Assert.IsGreaterThan(seed == 1 ? 0 : 2, statuses.Count);
    }

    [TestMethod]
    [DataRow(3)]
    [DataRow(4)]
    public void Session_Noise_EndsOrGoesOn(int seed)
    {
        Random random = new(seed);
        HashSet<int> codes = [];
        int messages = 0;
        for (int total = 0; total < Bytes;)
        {
            SessionRig rig = new();
            rig.Session.AcceptsBinary = random.Next(2) == 0;
            while (!rig.Session.HasEnded && total < Bytes)
            {
                byte[] noise = seed == 3 ? Noise(random) : Frame(random);
                rig.Feed(noise, random.Next(1, 300));
                rig.Sent = "";
                total += noise.Length;
            }

            messages += rig.Messages.Count;
            codes.Add(rig.Session.EndCode);
        }

        Assert.Contains(CloseCode.ProtocolError, codes);
        if (seed == 4)
        {
            Assert.Contains(CloseCode.InvalidText, codes);
            Assert.Contains(CloseCode.TooBig, codes);
            Assert.IsGreaterThan(100, messages);
        }
    }

    [TestMethod]
    [DataRow(5)]
    [DataRow(6)]
    public void CommandReader_Noise_IsRefusedWithAReason(int seed)
    {
        Random random = new(seed);
        CommandReader reader = new();
        for (int total = 0; total < Bytes;)
        {
            byte[] noise = seed == 5 ? Noise(random) : Near(random, JsonWords);
            int count = Math.Min(noise.Length, 1024);
            bool isRight = reader.Read(noise, 0, count);
            string error = reader.Error.ToString();
            Assert.AreEqual(isRight, error.Length == 0, Encoding.UTF8.GetString(noise));
            Assert.IsFalse(reader.Error.Overflowed);
            Assert.IsTrue(error.All(c => c is >= ' ' and < (char)0x7F and not '"' and not '\\'), error);
            total += noise.Length;
        }
    }

    [TestMethod]
    [DataRow(7)]
    [DataRow(8)]
    public void SettingsUpdate_Noise_ChangesNothing(int seed)
    {
        Random random = new(seed);
        SettingValues values = new(new SettingTable());
        SettingStore store = new(new FakeFlash(), values);
        store.Load();
        NobodyHears applied = new();
        SettingsUpdate update = new(store, applied);
        SettingChanges changes = new(values.Table);
        for (int total = 0; total < Bytes;)
        {
            byte[] noise = seed == 7 ? Noise(random) : Near(random, JsonWords);
            int status = update.Apply(noise, 0, noise.Length, changes);
            Assert.AreEqual(status == HttpStatus.Ok, update.Error == null);
            total += noise.Length;
        }
    }

    // JsonReader and the framework's reader must agree on what is JSON.
    [TestMethod]
    public void JsonReader_NearlyRightTexts_AreJudgedAsTheFrameworkJudgesThem()
    {
        Random random = new(9);
        int right = 0;
        for (int i = 0; i < 60000; i++)
        {
            byte[] text = i % 2 == 0 ? Near(random, JsonWords) : Mutated(random);
            bool expected = IsJson(text);
            right += expected ? 1 : 0;
            JsonReader reader = new(8);
            reader.Start(text, 0, text.Length);
            int token = reader.Read();
            for (int tokens = 0; token != JsonToken.End && token != JsonToken.Error; tokens++)
            {
                Assert.IsLessThan(2000, tokens);
                token = reader.Read();
            }

            Assert.AreEqual(expected, token == JsonToken.End, Encoding.UTF8.GetString(text) + " " + reader.ErrorReason);
        }

        Assert.IsGreaterThan(1000, right);
    }

    [TestMethod]
    public void Server_NoiseOverSockets_LivesOn()
    {
        using WebRig rig = new();
        Random random = new(10);
        for (int i = 0; i < 60; i++)
        {
            using RawPeer peer = rig.Connect();
            try
            {
                if (i % 2 == 0)
                {
                    peer.Upgrade();
                }

                for (int j = 0; j < 40; j++)
                {
                    peer.Send(i % 4 < 2 ? Noise(random) : i % 2 == 0 ? Frame(random) : Near(random, HeadWords));
                }
            }
            catch (System.Net.Sockets.SocketException)
            {
                // The server has ended the connection, as it should.
            }
        }

        Assert.StartsWith("HTTP/1.1 200 OK", rig.Connect().Exchange("GET /api/telemetry HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    }

    private static bool IsJson(byte[] text)
    {
        try
        {
            System.Text.Json.Utf8JsonReader reader = new(text, new System.Text.Json.JsonReaderOptions { MaxDepth = 8 });
            while (reader.Read())
            {
                if (reader.TokenType is System.Text.Json.JsonTokenType.String or System.Text.Json.JsonTokenType.PropertyName)
                {
                    reader.GetString();
                }
            }

            return true;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static byte[] Noise(Random random)
    {
        byte[] noise = new byte[random.Next(1, 400)];
        random.NextBytes(noise);
        return noise;
    }

    private static byte[] Near(Random random, string[] words)
    {
        StringBuilder text = new();
        int count = random.Next(1, 40);
        for (int i = 0; i < count; i++)
        {
            text.Append(words[random.Next(words.Length)]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // Lines that are right, then a few words of anything.
    private static byte[] NearHead(Random random)
    {
        StringBuilder text = new("GET /ws HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = random.Next(12); i > 0; i--)
        {
            text.Append(HeadLines[random.Next(HeadLines.Length)]);
        }

        if (random.Next(2) == 0)
        {
            text.Append(Encoding.UTF8.GetString(Near(random, HeadWords)));
        }

        return Encoding.UTF8.GetBytes(text + "\r\n\r\n");
    }

    private static byte[] Mutated(Random random)
    {
        byte[] text = Encoding.UTF8.GetBytes("""{"id":17,"command":"mode","value":"f\u0061st\uD83D\uDE00","list":[1.5e3,true,null,{"a":"€"}]}""");
        for (int i = random.Next(4); i > 0; i--)
        {
            text[random.Next(text.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "{}[]:,\"\\0e.-+ tn"[random.Next(16)]);
        }

        return text;
    }

    private static byte[] Frame(Random random)
    {
        byte[] payload = new byte[random.Next(12) == 0 ? random.Next(3000) : random.Next(130)];
        for (int i = 0; i < payload.Length; i++)
        {
            payload[i] = (byte)random.Next(0x20, 0x7F);
        }

        if (payload.Length > 0 && random.Next(6) == 0)
        {
            payload[random.Next(payload.Length)] = (byte)random.Next(256);
        }

        int opcode = random.Next(10) switch
        {
            0 => Opcode.Ping,
            1 => Opcode.Pong,
            2 => Opcode.Binary,
            3 => Opcode.Continuation,
            4 when random.Next(5) == 0 => random.Next(16),
            _ => Opcode.Text,
        };
        byte[] frame = ClientFrames.Of(opcode, random.Next(5) != 0, payload);
        if (random.Next(30) == 0)
        {
            frame[random.Next(Math.Min(frame.Length, 8))] ^= (byte)(1 << random.Next(8));
        }

        return frame;
    }

    private sealed class NobodyHears : ISettingsApplied
    {
        public void Owe(int touches)
        {
        }

        public void Apply(int touches, int mode)
        {
        }

        public bool StoreDecisions()
        {
            return true;
        }
    }
}
