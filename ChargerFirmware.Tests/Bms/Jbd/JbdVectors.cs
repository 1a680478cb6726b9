using System;

namespace ChargerFirmware.Tests.Bms.Jbd;

/// <summary>All golden replies: captured ones, the vendor's examples, and synthetic ones for what nobody has captured.</summary>
public static class JbdVectors
{
    public static JbdVector[] All()
    {
        JbdVector[][] groups = { JbdBasicVectors.All(), JbdCellVectors.All(), JbdParameterVectors.All(), JbdBadVectors.All() };
        int count = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            count += groups[i].Length;
        }

        JbdVector[] all = new JbdVector[count];
        count = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            Array.Copy(groups[i], 0, all, count, groups[i].Length);
            count += groups[i].Length;
        }

        return all;
    }
}
