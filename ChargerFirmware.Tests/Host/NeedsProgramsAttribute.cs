using System;
using System.IO;
using System.Linq;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace ChargerFirmware.Tests.Host;

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
