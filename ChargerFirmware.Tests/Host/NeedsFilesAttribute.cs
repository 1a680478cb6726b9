using System;
using System.IO;
using System.Linq;
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

/// <summary>Skips a test, with the reason, where programs that it drives are not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsProgramsAttribute : ConditionBaseAttribute
{
    private readonly string[] _programs;

    public NeedsProgramsAttribute(params string[] programs)
        : base(ConditionMode.Include)
    {
        _programs = programs;
        IgnoreMessage = "needs " + string.Join(", ", programs) + "; skipped where one is not installed";
    }

    public override string GroupName => nameof(NeedsProgramsAttribute);

    public override bool IsConditionMet
    {
        get
        {
            string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/sbin"];
            return _programs.All(program => folders.Any(folder => File.Exists(Path.Combine(folder, program))));
        }
    }
}
