using System;
using System.IO;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Host;

/// <summary>Skips a test, with the reason, where files that stand beside the project are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsFilesAttribute : ConditionBaseAttribute
{
    private readonly string _relative;

    /// <param name="relative">A file or folder, from the root of the checkout.</param>
    public NeedsFilesAttribute(string relative)
        : base(ConditionMode.Include)
    {
        _relative = relative;
        IgnoreMessage = relative + " is not beside the project; the comparison with it skipped";
    }

    public override string GroupName => nameof(NeedsFilesAttribute);

    public override bool IsConditionMet => Path.Exists(Repository.PathOf(_relative));
}
