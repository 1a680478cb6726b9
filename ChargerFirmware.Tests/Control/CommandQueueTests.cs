using ChargerFirmware.Control;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Control;

[TestClass]
public class CommandQueueTests
{
    private readonly CommandQueue _queue = new CommandQueue();

    [TestMethod]
    public void Post_TakeComplete_GivesTheResultOnce()
    {
        int ticket = _queue.TryPost(ChargeCommand.Mode, ChargeMode.Fast);
        Assert.AreEqual(CommandResult.Pending, _queue.Fetch(ticket));

        int taken = _queue.Take();
        Assert.AreEqual(ticket, taken);
        Assert.AreEqual(ChargeCommand.Mode, _queue.KindOf(taken));
        Assert.AreEqual(ChargeMode.Fast, _queue.ValueOf(taken));
        Assert.AreEqual(CommandResult.Pending, _queue.Fetch(ticket));

        _queue.Complete(taken, CommandResult.Accepted);
        Assert.AreEqual(CommandResult.Accepted, _queue.Fetch(ticket));
    }

    [TestMethod]
    public void Take_SeveralCommands_KeepsTheirOrder()
    {
        _queue.TryPost(ChargeCommand.Stop, 0);
        _queue.TryPost(ChargeCommand.Start, 0);

        Assert.AreEqual(ChargeCommand.Stop, _queue.KindOf(_queue.Take()));
        Assert.AreEqual(ChargeCommand.Start, _queue.KindOf(_queue.Take()));
        Assert.AreEqual(-1, _queue.Take());
    }

    [TestMethod]
    public void Post_Full_IsRefusedUntilAResultIsFetched()
    {
        int first = _queue.TryPost(ChargeCommand.Stop, 0);
        for (int i = 1; i < CommandQueue.Capacity; i++)
        {
            Assert.IsTrue(_queue.TryPost(ChargeCommand.Stop, 0) >= 0);
        }

        Assert.AreEqual(-1, _queue.TryPost(ChargeCommand.Stop, 0));
        _queue.Complete(_queue.Take(), CommandResult.Accepted);
        Assert.AreEqual(-1, _queue.TryPost(ChargeCommand.Stop, 0), "its result has not been fetched");

        _queue.Fetch(first);
        Assert.AreEqual(first, _queue.TryPost(ChargeCommand.Stop, 0));
    }

    [TestMethod]
    public void TryPostMode_AnotherModeWasCommandedSince_IsOvertaken()
    {
        int before = _queue.ModesPosted;
        _queue.TryPost(ChargeCommand.Stop, 0);
        int ticket = _queue.TryPostMode(ChargeMode.Fast, before);
        Assert.IsTrue(ticket >= 0, "a stop does not contradict a mode");
        Assert.AreEqual(ChargeMode.Fast, _queue.ValueOf(ticket));
        Assert.AreEqual(ChargeCommand.Mode, _queue.KindOf(ticket));

        Assert.AreEqual(CommandQueue.Overtaken, _queue.TryPostMode(ChargeMode.Slow, before));
        before = _queue.ModesPosted;
        while (_queue.TryPost(ChargeCommand.Stop, 0) >= 0)
        {
        }

        Assert.AreEqual(CommandQueue.Full, _queue.TryPostMode(ChargeMode.Slow, before));
        _queue.Take();
        _queue.Complete(0, CommandResult.Accepted);
        _queue.Fetch(0);
        Assert.IsTrue(_queue.TryPost(ChargeCommand.Mode, ChargeMode.Off) >= 0);
        Assert.AreEqual(CommandQueue.Overtaken, _queue.TryPostMode(ChargeMode.Slow, before), "the off stays the last word");
    }

    [TestMethod]
    public void Abandon_InEveryPhase_FreesTheSlotAndKeepsTheOrder()
    {
        for (int round = 0; round < CommandQueue.Capacity * 3; round++)
        {
            int ticket = _queue.TryPost(ChargeCommand.Stop, round);
            Assert.IsTrue(ticket >= 0, "a slot leaked");
            if (round % 3 == 0)
            {
                _queue.Abandon(ticket);
            }

            int taken = _queue.Take();
            Assert.AreEqual(round, _queue.ValueOf(taken), "an abandoned command is still carried out");
            if (round % 3 == 1)
            {
                _queue.Abandon(ticket);
            }

            _queue.Complete(taken, CommandResult.Accepted);
            if (round % 3 == 2)
            {
                _queue.Abandon(ticket);
            }
        }

        _queue.TryPost(ChargeCommand.Stop, 0);
        _queue.Abandon(_queue.TryPost(ChargeCommand.Start, 0));
        Assert.AreEqual(ChargeCommand.Stop, _queue.KindOf(_queue.Take()));
    }
}
