using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Processes;

public sealed class ProcessRunnerTests : IDisposable
{
    private readonly TestFolder here = new();
    private readonly ProcessRunner processes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => here.Dispose();

    [Fact]
    public async Task Outputs_and_the_exit_code_are_kept_apart()
    {
        var lines = new List<string>();

        var result = await processes.RunAsync(Sh("echo out; echo err >&2; exit 7") with { OnLine = lines.Add }, Token);

        result.ShouldBe(new ProcessResult(7, "out\n", "err\n"));
        result.Reason().ShouldBe("err");
        lines.Order(StringComparer.Ordinal).ShouldBe(["err", "out"]);
    }

    [Fact]
    public async Task The_environment_is_the_declared_one_alone()
    {
        var result = await processes.RunAsync(
            new ProcessCommand("/usr/bin/env", []) { Environment = new Dictionary<string, string> { ["A"] = "b" } },
            Token);

        result.Output.ShouldBe("A=b\n");
    }

    [Fact]
    public async Task Bytes_pass_through_unchanged()
    {
        var bytes = Enumerable.Range(0, 100_000).Select(static i => (byte)i).ToArray();
        using var output = new MemoryStream();

        await processes.RunAsync(
            new ProcessCommand("cat", []) { Input = async (stream, token) => await stream.WriteAsync(bytes, token), Output = output },
            Token);

        output.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_told_by_name()
    {
        var failure = await Should.ThrowAsync<DriverException>(() => processes.RunAsync(new ProcessCommand("no-such-program", []), Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Message.ShouldContain("no-such-program");
    }

    [Fact]
    public async Task A_signal_is_told_as_a_shell_tells_it()
    {
        (await processes.RunAsync(Sh("kill -TERM $$"), Token)).ExitCode.ShouldBe(143);
    }

    [Fact]
    public async Task A_detached_program_leads_a_session_of_its_own_and_goes_on()
    {
        await processes.StartDetachedAsync(
            Sh("echo $$ $(cut -d ' ' -f 5-6 /proc/$$/stat); until [ -e go ]; do sleep 0.05; done; echo end") with { WorkingDirectory = here.Path },
            here["log"],
            Token);

        var ids = (await UntilAsync(static l => l.EndsWith('\n'))).Split(' ', '\n');
        ids[1].ShouldBe(ids[0]);
        ids[2].ShouldBe(ids[0]);
        here.Write("go", "");
        (await UntilAsync(static l => l.EndsWith("end\n", StringComparison.Ordinal))).ShouldEndWith("end\n");
    }

    [Fact]
    public async Task A_program_apart_from_the_terminal_leads_a_group_of_its_own_and_is_else_as_any_other()
    {
        var result = await processes.RunAsync(
            Sh("cat; echo $$ $(cut -d ' ' -f 5-6 /proc/$$/stat); exit 7") with
            {
                IsApartFromTerminal = true,
                Input = async (stream, token) => await stream.WriteAsync("in "u8.ToArray(), token),
            },
            Token);

        result.ExitCode.ShouldBe(7);
        var words = result.Output.TrimEnd().Split(' ');
        words.ShouldBe(["in", words[1], words[1], words[1]]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_group_that_is_not_one_is_never_signalled(int group)
    {
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => processes.SignalGroupAsync(group, GroupSignal.Kill, Token));
    }

    private async Task<string> UntilAsync(Func<string, bool> isDone)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(20); DateTime.UtcNow < deadline; await Task.Delay(20, Token))
        {
            if (File.Exists(here["log"]) && await File.ReadAllTextAsync(here["log"], Encoding.UTF8, Token) is var log && isDone(log))
                return log;
        }

        throw new TimeoutException("The program did not write what was expected.");
    }

    private static ProcessCommand Sh(string script) => new("/bin/sh", ["-c", script]);
}
