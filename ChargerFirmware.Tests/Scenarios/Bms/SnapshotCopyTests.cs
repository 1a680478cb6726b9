using System;
using System.Linq;
using System.Reflection;
using ChargerFirmware.Bms;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Scenarios.Bms;

/// <summary>A field that is added and not copied would show its first value for ever.</summary>
[TestClass]
public class SnapshotCopyTests
{
    [TestMethod]
    public void CopyFrom_BatterySnapshot_CopiesEveryField()
    {
        BatterySnapshot source = new();
        BatterySnapshot target = new();
        Fill(source);
        target.CopyFrom(source);
        AssertSame(source, target);
    }

    [TestMethod]
    public void CopyFrom_BmsCounters_CopiesEveryField()
    {
        BmsCounters source = new();
        BmsCounters target = new();
        Fill(source);
        target.CopyFrom(source);
        AssertSame(source, target);
    }

    private static void Fill(object record)
    {
        int next = 1;
        foreach (FieldInfo field in Fields(record))
        {
            if (field.GetValue(record) is int[] numbers)
            {
                for (int i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = next++;
                }

                continue;
            }

            field.SetValue(record, field.FieldType == typeof(string) ? "name" : Convert.ChangeType(next++, field.FieldType));
        }
    }

    private static void AssertSame(object source, object target)
    {
        foreach (FieldInfo field in Fields(source))
        {
            if (field.GetValue(source) is int[] numbers)
            {
                Assert.AreNotSame(numbers, field.GetValue(target));
                CollectionAssert.AreEqual(numbers, (int[]?)field.GetValue(target), field.Name);
                continue;
            }

            Assert.AreEqual(field.GetValue(source), field.GetValue(target), field.Name);
        }
    }

    private static FieldInfo[] Fields(object record)
    {
        return record.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).ToArray();
    }
}
