using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Processes;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Shell;

/// <summary>The shells that a builder may have: shell text is run by each of them, busybox's with busybox's own tools.</summary>
internal static class PosixShell
{
    public static TheoryData<string> Names => ["dash", "bash", "busybox"];

    /// <summary>A command that runs a text. Skips the test where the shell is missing.</summary>
    public static async Task<ProcessCommand> RunAsync(string name, TestFolder here, string text, params string[] arguments)
    {
        Assert.SkipUnless(ProgramPath.Find(name) is not null, $"{name} is not installed");
        string[] line = [.. Words(name), "-c", text, "sh", .. arguments];
        if (name != "busybox")
            return new ProcessCommand(line[0], line[1..]) { Environment = HostBuilder.CleanEnvironment };
        if (!Directory.Exists(here["busy box"]))
            await new ProcessRunner().RunAsync(new ProcessCommand("busybox", ["--install", "-s", here.Folder("busy box")]), TestContext.Current.CancellationToken);
        return new ProcessCommand(line[0], line[1..]) { Environment = new Dictionary<string, string> { ["PATH"] = here["busy box"] } };
    }

    /// <summary>The same command line with a shell in the place of /bin/sh.</summary>
    public static IReadOnlyList<string> In(string name, IEnumerable<string> command) =>
        [.. command.SelectMany(w => w == "/bin/sh" ? Words(name) : [w.Replace("/bin/sh", string.Join(' ', Words(name)), System.StringComparison.Ordinal)])];

    private static string[] Words(string name) => name switch
    {
        "busybox" => ["busybox", "sh"],
        "bash" => ["bash", "--posix"],
        _ => [name],
    };
}
