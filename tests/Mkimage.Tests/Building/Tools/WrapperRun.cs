using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders;
using Bivouac.Scripts;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Building.Tools;

/// <summary>Runs a wrapper in front of a stand-in for the real program, which prints the environment's levels and its arguments.</summary>
internal static class WrapperRun
{
    public const UnixFileMode Executable = (UnixFileMode)0b111_101_101;

    /// <summary>The shells that it has to work in: Debian's and, as Alpine has it, busybox's.</summary>
    public static TheoryData<string> Shells => new("dash", "busybox");

    /// <summary>What the real program got, as <c>&lt;argument&gt;&lt;argument&gt;</c>.</summary>
    public static async Task<string> RunAsync(TestFolder here, string shell, ScriptFile wrapper, params string[] arguments)
    {
        here.Write("real/" + wrapper.Name, "#!/bin/sh\nenv | grep ^complevel\nprintf '<%s>' \"$@\"\n", Executable);
        var result = await WithPathAsync(here, shell, wrapper, $"{here["bin"]}:{here["real"]}:/usr/bin:/bin", arguments);
        result.Error.ShouldBe("");
        return result.Output;
    }

    /// <summary>Runs it with a PATH.</summary>
    public static Task<ProcessResult> WithPathAsync(TestFolder here, string shell, ScriptFile wrapper, string path, params string[] arguments) =>
        WithPathAsync(here, shell, wrapper, path, new Dictionary<string, string>(), arguments);

    /// <summary>Runs it with a PATH and other variables.</summary>
    public static Task<ProcessResult> WithPathAsync(TestFolder here, string shell, ScriptFile wrapper, string path, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var file = Place(here, shell, wrapper, out var shellWords);
        string[] line = [.. shellWords, file, .. arguments];
        return new ProcessRunner().RunAsync(
            new ProcessCommand("/bin/" + shell, line) { Environment = new Dictionary<string, string>(environment) { ["PATH"] = path } },
            TestContext.Current.CancellationToken);
    }

    /// <summary>Puts a program where it can be run; skips where this machine has no such shell.</summary>
    /// <param name="here">The test's folder.</param>
    /// <param name="shell">The shell.</param>
    /// <param name="program">The program.</param>
    /// <param name="words">What stands between the shell and the program.</param>
    /// <returns>The file.</returns>
    public static string Place(TestFolder here, string shell, ScriptFile program, out string[] words)
    {
        Assert.SkipUnless(File.Exists("/bin/" + shell), $"/bin/{shell} is not there: apt-get install {shell}");
        words = shell == "busybox" ? ["ash"] : [];
        return here.Write("bin/" + program.Name, program.Text, Executable);
    }
}
