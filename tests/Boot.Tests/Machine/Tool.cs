using System.Collections.Generic;
using Bivouac.Dsl.Tests.Shell;
using Shouldly;

namespace Bivouac.Boot.Tests.Machine;

/// <summary>Runs programs of this machine.</summary>
internal static class Tool
{
    public static readonly IReadOnlyDictionary<string, string> Environment = new Dictionary<string, string>
    {
        ["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin",
        ["LC_ALL"] = "C",
        ["HOME"] = "/",
    };

    /// <summary>Runs one and tells how it ended.</summary>
    public static ChildResult Try(params string[] command) => ChildProcess.Run("/", Environment, command);

    /// <summary>Runs one that must succeed.</summary>
    public static string Run(params string[] command)
    {
        var result = Try(command);
        result.ExitCode.ShouldBe(0, string.Join(' ', command) + "\n" + result);
        return result.Output;
    }
}
