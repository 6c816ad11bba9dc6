using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Provisioning;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Shell;

public sealed class ShellVariablesTests : IDisposable
{
    private static readonly Dictionary<string, string> Odd = new(StringComparer.Ordinal)
    {
        ["PATH"] = "/usr/bin:/bin",
        ["QUOTES"] = "it's \"$x\" \\ `b` \\n",

        // Every byte that UTF-8 goes on with: some of them are marks of dash and of ash inside.
        ["WIDE"] = string.Concat(Enumerable.Range(0x80, 0x200).Select(static c => (char)c)) + "\U0001F600",
        ["LINES"] = "1\n# whole\n\t2\n\n",
        ["EMPTY"] = "",

        // Names that the text itself uses, or the shell.
        ["IFS"] = "x",
        ["variables"] = "v",
        ["line"] = "l",
        ["env"] = "e",
        ["PWD"] = "/no/such/folder",
    };

    private readonly TestFolder here = new();
    private readonly ProcessRunner processes = new();

    public static TheoryData<string> Shells => PosixShell.Names;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => here.Dispose();

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_command_has_exactly_the_variables_of_its_input_byte_for_byte(string shell)
    {
        var line = PosixShell.In(shell, RunScripts.Exactly(new BuilderCommand("x", ["cat", "/proc/self/environ"], Odd, "/")));

        var result = await processes.RunAsync(
            new ProcessCommand(line[0], [.. line.Skip(1)])
            {
                Environment = new Dictionary<string, string> { ["PATH"] = HostBuilder.CleanEnvironment["PATH"], ["LEAK"] = "1", ["line"] = "leak" },
                Input = ShellVariables.Input(Odd),
            },
            Token);

        result.Error.ShouldBe("");
        result.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)
            .ShouldBe(Odd.Select(static v => $"{v.Key}={v.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_part_of_the_variables_starts_nothing(string shell)
    {
        var text = new MemoryStream();
        await ShellVariables.Input(Odd)(text, Token);
        var command = await PosixShell.RunAsync(shell, here, ShellVariables.Take, "touch", here["started"]);

        var result = await processes.RunAsync(command with { Input = (stream, token) => stream.WriteAsync(text.ToArray().AsMemory(0, (int)text.Length - 1), token).AsTask() }, Token);

        result.ExitCode.ShouldBe(ShellVariables.NotWhole);
        result.Error.ShouldContain("did not arrive whole");
        File.Exists(here["started"]).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_start_that_was_cut_off_is_none_and_is_made_good_by_the_next_one(string shell)
    {
        var run = here["runs/one"];
        var line = RunScripts.Exactly(new BuilderCommand("x", ["sh", "-c", "cat /proc/self/environ"], Odd, "/"));
        var start = await PosixShell.RunAsync(shell, here, ShellRunScripts.Start, [run, RunScripts.Supervisor, .. line]);

        var cut = await processes.RunAsync(start with { Input = static (stream, token) => stream.WriteAsync("export A='"u8.ToArray(), token).AsTask() }, Token);

        cut.ExitCode.ShouldBe(ShellVariables.NotWhole);
        Directory.Exists(run).ShouldBeFalse();
        var starts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => processes.RunAsync(start with { Input = ShellVariables.Input(Odd) }, Token)));
        starts.ShouldAllBe(static s => s.Succeeded);
        while (!File.Exists(run + "/exit"))
            await Task.Delay(10, Token);
        (await File.ReadAllTextAsync(run + "/exit", Token)).ShouldBe("0\n");
        Encoding.UTF8.GetString(await File.ReadAllBytesAsync(run + "/log", Token)).Split("WIDE=").Length.ShouldBe(2, "one of them ran it");
        Directory.EnumerateFiles(run).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["exit", "log", "process"]);
    }

    [Fact]
    public async Task No_argument_of_what_provisions_a_builder_holds_a_proxy()
    {
        var options = new BuilderOptions { Arch = "x86_64", Release = "3.21.3", Branch = "3.21" };
        var recipe = new BuilderRecipe(options, Mirror.Parse("https://mirror.example.org"), "sandbox", [], FileChecksum.Parse(new string('0', 64)))
        {
            Proxies = new Dictionary<string, string> { ["https_proxy"] = "http://user:secret@proxy:3128" },
        };
        var input = new MemoryStream();

        await recipe.ProvisionInput(input, Token);

        recipe.ProvisionCommand("/run/bivouac", null).ShouldAllBe(static a => !a.Contains("secret", StringComparison.Ordinal));
        Encoding.UTF8.GetString(input.ToArray()).ShouldStartWith("export https_proxy='http://user:secret@proxy:3128'\n");
    }
}
