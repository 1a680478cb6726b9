using ChargerFirmware.Core;
using ChargerFirmware.Ports;
using ChargerFirmware.Settings;
using ChargerFirmware.Tests.Core;
using ChargerFirmware.Web;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Web;

[TestClass]
public class AccessTests
{
    private const long DayMs = 86400000;

    private readonly SettingValues _values = new SettingValues(new SettingTable());
    private readonly SettingStore _store;
    private readonly Access _access;
    private readonly HttpRequest _request = new HttpRequest(256);

    public AccessTests()
    {
        _store = new SettingStore(new FakeFlash(), _values);
        _store.Load();
        _access = new Access(_values, new Counting());
    }

    [TestMethod]
    public void MayCommand_NoPin_IsForEverybody()
    {
        Assert.IsFalse(_access.IsPinSet);
        Assert.IsTrue(_access.MayCommand(Access.NoTicket, 0));
    }

    [TestMethod]
    public void MayCommand_Pin_IsForSessions()
    {
        SetPin("4711");
        Assert.IsTrue(_access.IsPinSet);
        Assert.IsFalse(_access.MayCommand(Access.NoTicket, 0));
        int ticket = _access.Begin(1000);
        Assert.IsTrue(_access.MayCommand(ticket, 1000));
        Assert.IsFalse(_access.MayCommand(ticket + 1, 1000));
        Assert.IsTrue(_access.MayCommand(ticket, 1000 + DayMs - 1));
        Assert.IsFalse(_access.MayCommand(ticket, 1000 + DayMs), "a day is over");
    }

    [TestMethod]
    public void End_EndsOneSessionOnly()
    {
        SetPin("4711");
        int first = _access.Begin(0);
        int second = _access.Begin(0);
        _access.End(first);
        _access.End(first);
        _access.End(Access.NoTicket);
        Assert.IsFalse(_access.MayCommand(first, 0));
        Assert.IsTrue(_access.MayCommand(second, 0));
    }

    [TestMethod]
    [DataRow("4712")]
    [DataRow("")]
    public void PinChanged_EveryoneIsLoggedOut(string pin)
    {
        SetPin("4711");
        int ticket = _access.Begin(0);
        Show(TokenOf(ticket));
        Assert.AreEqual(ticket, _access.TicketOf(_request, 0));
        SetPin("4711");
        Assert.IsTrue(_access.MayCommand(ticket, 0), "the same one again is no change");
        SetPin(pin);
        SetPin("4711");
        Assert.IsFalse(_access.MayCommand(ticket, 0));
        Assert.AreEqual(Access.NoTicket, _access.TicketOf(_request, 0));
    }

    [TestMethod]
    public void Begin_NinthSession_PushesTheOldestOut()
    {
        SetPin("4711");
        int first = _access.Begin(0);
        int last = first;
        for (int i = 1; i < 8; i++)
        {
            last = _access.Begin(i);
        }

        Assert.IsTrue(_access.MayCommand(first, 10));
        int ninth = _access.Begin(10);
        Assert.IsFalse(_access.MayCommand(first, 10));
        Assert.IsTrue(_access.MayCommand(last, 10) && _access.MayCommand(ninth, 10));
    }

    [TestMethod]
    public void TicketOf_Token_IsKnownWholeOnly()
    {
        SetPin("4711");
        int ticket = _access.Begin(0);
        string token = TokenOf(ticket);
        Assert.AreEqual(Access.TokenLength, token.Length);
        Show(token);
        Assert.AreEqual(ticket, _access.TicketOf(_request, 0));
        Assert.AreEqual(Access.NoTicket, _access.TicketOf(_request, DayMs));
        Show(token.Substring(1));
        Assert.AreEqual(Access.NoTicket, _access.TicketOf(_request, 0));
        Show(token + "0");
        Assert.AreEqual(Access.NoTicket, _access.TicketOf(_request, 0));
        Show("x" + token.Substring(1));
        Assert.AreEqual(Access.NoTicket, _access.TicketOf(_request, 0));
        Show(token.Substring(0, Access.TokenLength - 1) + "x");
        Assert.AreEqual(Access.NoTicket, _access.TicketOf(_request, 0));
    }

    [TestMethod]
    public void TicketOf_NullBytes_AreNoEmptyPlace()
    {
        SetPin("4711");
        _request.Clear(_request.Used);
        _request.TokenOffset = 0;
        _request.TokenLength = Access.TokenLength;
        for (int i = 0; i < Access.TokenLength; i++)
        {
            _request.Buffer[i] = 0;
        }

        Assert.AreEqual(Access.NoTicket, _access.TicketOf(_request, 0));
    }

    [TestMethod]
    [DataRow("4711", true)]
    [DataRow("4712", false)]
    [DataRow("471", false)]
    [DataRow("47110", false)]
    [DataRow("", false)]
    public void IsPin_ComparesAll(string pin, bool expected)
    {
        SetPin("4711");
        byte[] bytes = new byte[Access.MaxPinBytes];
        byte[] text = Ascii.Of(pin);
        for (int i = 0; i < text.Length; i++)
        {
            bytes[i] = text[i];
        }

        Assert.AreEqual(expected, _access.IsPin(bytes, text.Length));
        Assert.IsFalse(_access.IsPin(bytes, text.Length + 1), "zeros are characters too");
        Assert.IsFalse(_access.IsPin(bytes, -1));
    }

    [TestMethod]
    [DataRow("1")]
    [DataRow("123")]
    public void Pin_Short_IsRefused(string pin)
    {
        SettingChanges changes = new SettingChanges(_values.Table);
        Assert.IsNull(changes.AddText("web.pin", pin));
        string error = _store.Check(changes);
        Assert.AreEqual("web.pin must have at least 4 characters, or be empty", error);
    }

    private void SetPin(string pin)
    {
        SettingChanges changes = new SettingChanges(_values.Table);
        Assert.IsNull(changes.AddText("web.pin", pin));
        Assert.IsNull(_store.Check(changes));
        Assert.IsTrue(_store.Commit(changes));
        Assert.AreEqual(pin.Length > 0, _access.IsPinSet);
    }

    private string TokenOf(int ticket)
    {
        TextBuffer text = new TextBuffer(64);
        _access.WriteToken(ticket, text);
        return text.ToString();
    }

    private void Show(string token)
    {
        byte[] bytes = Ascii.Of(token);
        _request.Clear(_request.Used);
        for (int i = 0; i < bytes.Length; i++)
        {
            _request.Buffer[5 + i] = bytes[i];
        }

        _request.TokenOffset = 5;
        _request.TokenLength = bytes.Length;
    }

    private sealed class Counting : ISystem
    {
        private int _next;

        public string FirmwareVersion => "";

        public long FreeMemoryBytes => 0;

        public void FillRandom(byte[] target)
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = (byte)(_next++ * 37);
            }
        }

        public void Restart(string reason)
        {
        }
    }
}
