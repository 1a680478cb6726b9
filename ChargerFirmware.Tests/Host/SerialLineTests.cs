using System;
using System.IO;
using System.Threading;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Simulation;
using VirtualCharger;

namespace ChargerFirmware.Tests.Host;

/// <summary>The serial line on real pseudo terminals. The kernel hands bytes over at once or nearly so; only that is waited for.</summary>
[TestClass]
[DoNotParallelize]
[OSCondition(OperatingSystems.Linux)]
public class SerialLineTests
{
    private readonly ManualClock _clock = new();
    private readonly byte[] _buffer = new byte[64];
    private string _folder = "";

    [TestInitialize]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("serial-line-").FullName;
    }

    [TestCleanup]
    public void RemoveFolder()
    {
        Directory.Delete(_folder, recursive: true);
    }

    [TestMethod]
    public void TryOpen_NotThere_SaysSoInOneLine()
    {
        AssertRefused(Path.Combine(_folder, "ttyUSB7"), "no such device");
    }

    [TestMethod]
    public void TryOpen_Folder_SaysSoInOneLine()
    {
        AssertRefused(_folder, "is a directory");
    }

    [TestMethod]
    public void TryOpen_File_SaysSoInOneLine()
    {
        string path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "text");
        AssertRefused(path, "is not a serial line");
        AssertRefused("/dev/null", "is not a serial line");
        AssertRefused(Path.Combine(path, "below"), "no such device");
    }

    [TestMethod]
    public void TryOpen_EmptyPath_SaysSoInOneLine()
    {
        Assert.IsFalse(SerialLine.TryOpen("", _clock, out _, out string? error));
        Assert.Contains("(empty path)", error);
    }

    [TestMethod]
    [DataRow(13, "permission denied")]
    [DataRow(1, "permission denied")]
    [DataRow(16, "in use")]
    [DataRow(6, "no device behind it")]
    [DataRow(19, "no device behind it")]
    [DataRow(5, "cannot be opened")]
    public void Explain_ErrorOfTheSystem_NamesThePathAndTheRemedy(int code, string expected)
    {
        string error = SerialLineError.Explain("/dev/tty\nUSB0", code);

        Assert.StartsWith("/dev/ttyUSB0: ", error);
        Assert.Contains(expected, error);
        Assert.Contains("; ", error);
        Assert.DoesNotContain('\n', error);
    }

    [TestMethod]
    public void Open_Pty_IsAPlainWire()
    {
        using Pty pty = new();
        using SerialLine line = OpenLine(pty.Path);
        line.Open(9600);

        byte[] settings = pty.Settings();
        Assert.AreEqual(0u, BitConverter.ToUInt32(settings, 0), "input flags");
        Assert.AreEqual(0u, BitConverter.ToUInt32(settings, 4), "output flags");
        Assert.AreEqual(0x08B0u, BitConverter.ToUInt32(settings, 8) & ~0x100Fu, "8N1, receiver on, no modem, no flow control");
        Assert.AreEqual(0u, BitConverter.ToUInt32(settings, 12) & ~0x1000u, "local flags");
        Assert.AreEqual(9600, pty.BitsPerSecond());
    }

    [TestMethod]
    public void Open_OtherSpeed_ChangesIt()
    {
        using Pty pty = new();
        using SerialLine line = OpenLine(pty.Path);

        line.Open(115200);
        Assert.AreEqual(115200, pty.BitsPerSecond());
        line.Open(2400);
        Assert.AreEqual(2400, pty.BitsPerSecond());
        Assert.IsTrue(line.IsOpen);
    }

    [TestMethod]
    public void ReadAndWrite_EveryByteValue_PassesUnchanged()
    {
        using Pty pty = new();
        using SerialLine line = OpenLine(pty.Path);
        byte[] all = new byte[256];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = (byte)i;
        }

        pty.Write(all);
        byte[] received = new byte[256];
        int count = 0;
        WaitFor(() => (count += line.Read(received, count, 256 - count)) == 256, "256 bytes read");
        CollectionAssert.AreEqual(all, received);

        Assert.IsTrue(line.Write(all, 0, 256));
        count = 0;
        WaitFor(() => (count += pty.Read(received.AsSpan(count))) == 256, "256 bytes written");
        CollectionAssert.AreEqual(all, received);
    }

    [TestMethod]
    public void Read_PartOfABuffer_TouchesNothingElse()
    {
        using Pty pty = new();
        using SerialLine line = OpenLine(pty.Path);
        pty.Write([1, 2, 3, 4, 5]);
        int count = 0;

        WaitFor(() => (count += line.Read(_buffer, 10 + count, 3 - count)) == 3, "three bytes");

        Assert.AreEqual(0, (int)_buffer[9]);
        Assert.AreEqual(3, (int)_buffer[12]);
        Assert.AreEqual(0, (int)_buffer[13]);
        Assert.AreEqual(0, line.Read(_buffer, 0, 0));
    }

    [TestMethod]
    public void Read_NothingThere_ReturnsAtOnceAndStaysOpen()
    {
        using Pty pty = new();
        using SerialLine line = OpenLine(pty.Path);

        Assert.AreEqual(0, line.Read(_buffer, 0, _buffer.Length));
        Assert.IsTrue(line.IsOpen);
    }

    [TestMethod]
    public void ReadAndWrite_TenThousandTimes_AllocateNothing()
    {
        using Pty pty = new();
        using SerialLine line = OpenLine(pty.Path);
        byte[] request = [1, 2, 3, 4, 5, 6, 7];
        Traffic(line, pty, request, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Traffic(line, pty, request, 10_000);

        Assert.AreEqual(0L, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Write_NobodyDrainsTheLine_SaysNoAndStaysOpen()
    {
        using Pty pty = new();
        using SerialLine line = OpenLine(pty.Path);
        int written = 0;
        while (line.Write(_buffer, 0, 64) && written < 1_000_000)
        {
            written += 64;
        }

        Assert.IsLessThan(1_000_000, written);
        Assert.IsTrue(line.IsOpen);
        byte[] drain = new byte[4096];
        WaitFor(() => pty.Read(drain) == 0 && line.Write(_buffer, 0, 7), "line drained");
    }

    [TestMethod]
    public void ReadAndWrite_LineHungUp_CloseItAndTryOnceASecond()
    {
        string path = Path.Combine(_folder, "ttyUSB0");
        Pty first = new();
        File.CreateSymbolicLink(path, first.Path);
        using SerialLine line = OpenLine(path);
        line.Open(19200);
        first.Dispose();
        WaitFor(() => line.Read(_buffer, 0, 64) == 0 && !line.IsOpen, "line closed");
        Assert.IsFalse(line.Write(_buffer, 0, 7));

        using Pty second = new();
        File.Delete(path);
        File.CreateSymbolicLink(path, second.Path);
        _clock.Advance(SerialLine.RetryMs - 1);
        Assert.IsFalse(line.Write(_buffer, 0, 7));
        Assert.IsFalse(line.IsOpen);
        _clock.Advance(1);

        Assert.IsTrue(line.Write(_buffer, 0, 7));
        Assert.IsTrue(line.IsOpen);
        Assert.AreEqual(19200, second.BitsPerSecond());
        second.Write([42]);
        WaitFor(() => line.Read(_buffer, 0, 64) == 1, "byte read");
        Assert.AreEqual(42, (int)_buffer[0]);
    }

    [TestMethod]
    public void Write_LineHungUp_NoticesItToo()
    {
        Pty pty = new();
        using SerialLine line = OpenLine(pty.Path);
        pty.Dispose();

        Assert.IsFalse(line.Write(_buffer, 0, 7));
        Assert.IsFalse(line.IsOpen);
        for (int i = 0; i < 10; i++)
        {
            _clock.Advance(SerialLine.RetryMs);
            Assert.IsFalse(line.Write(_buffer, 0, 7));
            Assert.AreEqual(0, line.Read(_buffer, 0, 7));
        }
    }

    private static void Traffic(SerialLine line, Pty pty, byte[] request, int times)
    {
        Span<byte> block = stackalloc byte[64];
        byte[] buffer = request;
        for (int i = 0; i < times; i++)
        {
            line.Write(request, 0, 7);
            pty.Read(block);
            pty.Write(block[..7]);
            line.Read(buffer, 0, 7);
        }
    }

    private static void WaitFor(Func<bool> condition, string what)
    {
        for (int i = 0; i < 2000; i++)
        {
            if (condition())
            {
                return;
            }

            Thread.Sleep(1);
        }

        Assert.Fail("not so within 2 s: " + what);
    }

    private SerialLine OpenLine(string path)
    {
        Assert.IsTrue(SerialLine.TryOpen(path, _clock, out SerialLine? line, out string? error), error);
        return line;
    }

    private void AssertRefused(string path, string expected)
    {
        Assert.IsFalse(SerialLine.TryOpen(path, _clock, out SerialLine? line, out string? error));
        Assert.IsNull(line);
        Assert.StartsWith(path + ": ", error);
        Assert.Contains(expected, error);
        Assert.DoesNotContain('\n', error);
    }
}
