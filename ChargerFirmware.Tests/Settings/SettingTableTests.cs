using ChargerFirmware.Control;
using ChargerFirmware.Core;
using ChargerFirmware.Settings;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Settings;

[TestClass]
public sealed class SettingTableTests
{
    private readonly SettingTable _table = new SettingTable();

    [TestMethod]
    public void Rows_EachOne_IsFoundByItsKeyAndStandsThereOnce()
    {
        for (int i = 0; i < _table.Count; i++)
        {
            string key = _table.At(i).Key;
            Assert.AreEqual(key, _table.Find(key).Key);
            for (int other = 0; other < i; other++)
            {
                Assert.AreNotEqual(key, _table.At(other).Key);
            }
        }
    }

    [TestMethod]
    public void Rows_EachDefault_IsAllowed()
    {
        for (int i = 0; i < _table.Count; i++)
        {
            Setting row = _table.At(i);
            Assert.IsNull(row.Row().IsText() ? row.CheckText(row.Row().DefaultText) : row.CheckNumber(row.Row().DefaultNumber), row.Key);
            if (row.Row().Type == SettingType.Enum)
            {
                Assert.AreEqual(row.Row().Options[row.Row().DefaultNumber], row.Row().DefaultText);
            }
        }
    }

    [TestMethod]
    public void Rows_EachHelp_IsOneSentence()
    {
        for (int i = 0; i < _table.Count; i++)
        {
            string help = _table.At(i).Row().Help;
            Assert.IsTrue(help.EndsWith("."), _table.At(i).Key);
            Assert.AreEqual(help.Length - 1, help.IndexOf("."), _table.At(i).Key);
        }
    }

    [TestMethod]
    public void Rows_AllAtTheirLongest_FitTheStoredRecord()
    {
        int bytes = TwoSlotRecord.HeaderLength;
        for (int i = 0; i < _table.Count; i++)
        {
            bytes += _table.At(i).Key.Length + LongestValue(_table.At(i)) + "=\n".Length;
        }

        // The figure that SettingStore.MaxRecordBytes gives as its reason.
        Assert.IsTrue(bytes < 3584, bytes.ToString());
        Assert.IsTrue(bytes < SettingStore.MaxRecordBytes, bytes.ToString());
    }

    [TestMethod]
    public void Find_UnknownKey_IsNull()
    {
        Assert.IsNull(_table.Find("battery.chemistry"));
        Assert.IsNull(_table.Find(""));
        Assert.IsNull(_table.Find("Battery.Profile"));
    }

    [TestMethod]
    public void ChargeMode_Options_AreTheControlLoopsModes()
    {
        for (int mode = ChargeMode.Off; mode <= ChargeMode.Fast; mode++)
        {
            Assert.AreEqual(mode, _table.ChargeMode.Row().OptionIndex(ChargeMode.NameOf(mode)));
        }

        Assert.AreEqual(ChargeMode.Fast + 1, _table.ChargeMode.Row().Options.Length);
    }

    [TestMethod]
    public void FaultsLatched_EveryMask_Fits()
    {
        Assert.IsNull(_table.FaultsLatched.CheckText(long.MaxValue.ToString()));
    }

    // The table of the contract, section 5, and what no setting may undo: the upper ends and the frost.
    [TestMethod]
    [DataRow("lfp", 1, 3500, 3650, 2000, 0, 450, 3700, 0)]
    [DataRow("nmc", 2, 4150, 4250, 2500, 0, 450, 4250, 0)]
    [DataRow("lto", 3, 2700, 2850, 1500, -100, 500, 2900, -200)]
    public void ProfileAt_EachChemistry_HasItsValuesAndItsSafeEnds(string name, int index, int charge, int max, int min, int minDeciC, int maxDeciC, int highestMax, int lowestDeciC)
    {
        ProfileSettings profile = _table.ProfileAt(index);

        Assert.AreEqual(name, _table.BatteryProfile.Row().Options[index]);
        Assert.AreEqual("profile." + name + ".chargeCellMilliVolts", profile.ChargeCellMilliVolts.Key);
        Assert.AreEqual(charge, profile.ChargeCellMilliVolts.Row().DefaultNumber);
        Assert.AreEqual(max, profile.MaxCellMilliVolts.Row().DefaultNumber);
        Assert.AreEqual(min, profile.MinCellMilliVolts.Row().DefaultNumber);
        Assert.AreEqual(minDeciC, profile.MinDeciC.Row().DefaultNumber);
        Assert.AreEqual(maxDeciC, profile.MaxDeciC.Row().DefaultNumber);
        Assert.AreEqual(highestMax, profile.MaxCellMilliVolts.Row().Max);
        Assert.AreEqual(min, profile.MinCellMilliVolts.Row().Min);
        Assert.AreEqual(lowestDeciC, profile.MinDeciC.Row().Min);
        Assert.IsTrue(profile.ChargeCellMilliVolts.Row().Max < profile.MaxCellMilliVolts.Row().Max);
    }

    [TestMethod]
    public void ProfileAt_None_IsNull()
    {
        Assert.AreEqual("none", _table.BatteryProfile.Row().Options[0]);
        Assert.AreEqual(0, _table.BatteryProfile.Row().DefaultNumber);
        Assert.IsNull(_table.ProfileAt(0));
    }

    private static int LongestValue(Setting row)
    {
        if (row.Row().IsText())
        {
            return row.Row().MaxLength;
        }

        if (row.Row().Type == SettingType.Bool)
        {
            return "false".Length;
        }

        int longest = row.Row().Type == SettingType.Int ? Longer(row.Row().Min.ToString(), row.Row().Max.ToString()) : 0;
        for (int i = 0; row.Row().Type == SettingType.Enum && i < row.Row().Options.Length; i++)
        {
            longest = row.Row().Options[i].Length > longest ? row.Row().Options[i].Length : longest;
        }

        return longest;
    }

    private static int Longer(string left, string right)
    {
        return left.Length > right.Length ? left.Length : right.Length;
    }
}
