using System;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Browser;

/// <summary>Skips a class of tests, with the reason, where no Chromium is installed.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsChromiumAttribute : ConditionBaseAttribute
{
    public NeedsChromiumAttribute()
        : base(ConditionMode.Include)
    {
        IgnoreMessage = "Chromium not found; browser tests skipped";
    }

    public override string GroupName => nameof(NeedsChromiumAttribute);

    public override bool IsConditionMet => Chromium.FindPath() != null;
}
