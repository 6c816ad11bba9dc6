using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

/// <summary>What every builder holds to, whatever lies between it and this machine.</summary>
public abstract class BuilderContract : IAsyncLifetime
{
    private readonly string marker = "bivouac-test-" + Guid.NewGuid().ToString("N");
    private CancellationTokenSource deadline = null!;

    protected TestFolder Here { get; } = new();

    private protected IBuilder Builder { get; private set; } = null!;

    private protected BuilderLayout Layout { get; private set; } = null!;

    /// <summary>How long a test may take.</summary>
    protected virtual TimeSpan Patience => TimeSpan.FromMinutes(1);

    protected CancellationToken Token => deadline.Token;

    protected string Root => Layout.WorkRoot;

    /// <summary>Makes a builder with a work directory of its own; called twice, the two see the same.</summary>
    private protected abstract IBuilder Create(string workDirectory);

    public async ValueTask InitializeAsync()
    {
        deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        try
        {
            Builder = Create(Here["work dir"]);
            Layout = await Builder.PrepareAsync(null, Token);
        }
        catch
        {
            // xunit disposes only what was initialized.
            Here.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Layout is not null)
        {
            foreach (var run in await Builder.ListRunsAsync(CancellationToken.None))
                await Builder.StopAsync(run, CancellationToken.None);
        }

        deadline.Dispose();
        Here.Dispose();
    }

    [Fact]
    public async Task Puts_a_folder_with_modes_links_and_hidden_names()
    {
        Here.Write("in/genapkovl-x.sh", "#!/bin/sh\n", (UnixFileMode)0b111_101_101);
        Here.Write("in/sub/.hidden", "h", (UnixFileMode)0b110_000_000);
        Here.Write("in/setuid", "s", (UnixFileMode)0b100_111_101_101);
        Directory.CreateDirectory(Here["in/private"], (UnixFileMode)0b111_000_000);
        File.CreateSymbolicLink(Here["in/link"], "/etc/init.d/sshd");

        await Builder.PutAsync(Here["in"], Root + "/a/b", Token);

        var (code, log) = await RunAsync("cd a/b; stat -c '%a %F %n' genapkovl-x.sh sub/.hidden setuid private; readlink link; cat genapkovl-x.sh");
        log.ShouldBe("755 regular file genapkovl-x.sh\n600 regular file sub/.hidden\n4755 regular file setuid\n700 directory private\n/etc/init.d/sshd\n#!/bin/sh\n");
        code.ShouldBe(0);
    }

    [Fact]
    public async Task Put_replaces_files_that_are_there_and_leaves_others()
    {
        Here.Write("one/f", "old");
        Here.Write("one/g", "kept");
        Here.Write("two/f", "new");

        await Builder.PutAsync(Here["one"], Root + "/d", Token);
        await Builder.PutAsync(Here["two"], Root + "/d", Token);

        (await RunAsync("cat d/f d/g")).Log.ShouldBe("newkept");
    }

    [Fact]
    public async Task Strange_names_survive_every_way()
    {
        string[] names =
        [
            "-rf", "a b", "it's \"quoted\" $HOME `id` \\n", "line\nfeed", "*", "ünïcode", ".dot", new string('x', 150),
        ];
        foreach (var name in names)
            Here.Write("in/" + name, "content of " + name);
        var folder = Root + "/odd 'folder'";

        await Builder.PutAsync(Here["in"], folder, Token);

        (await Builder.ListAsync(folder, Token)).Select(static e => e.Name).ShouldBe(names.Order(StringComparer.Ordinal));
        foreach (var name in names)
        {
            await Builder.FetchAsync(folder + "/" + name, Here["out/" + name], Token);
            (await File.ReadAllTextAsync(Here["out/" + name], Token)).ShouldBe("content of " + name);
        }

        await Builder.RemoveAsync(folder, names, Token);
        (await Builder.ListAsync(folder, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_kinds_lengths_and_times()
    {
        await RunAsync("mkdir l; cd l; printf 12345 >file; touch -d '2024-02-03 04:05:06' file; mkdir folder; ln -s nowhere link; mkfifo pipe");

        var entries = await Builder.ListAsync(Root + "/l", Token);

        entries.Select(static e => (e.Name, e.Kind, e.Length)).ShouldBe(
        [
            ("file", BuilderEntryKind.File, 5),
            ("folder", BuilderEntryKind.Folder, 0),
            ("link", BuilderEntryKind.Link, 0),
            ("pipe", BuilderEntryKind.Other, 0),
        ]);
        entries[0].Modified.Year.ShouldBe(2024);
    }

    [Fact]
    public async Task Listing_and_removing_where_nothing_is_does_nothing()
    {
        (await Builder.ListAsync(Root + "/none", Token)).ShouldBeEmpty();
        await Builder.RemoveAsync(Root + "/none", ["x"], Token);
        await Builder.RemoveAsync(Root, ["never-there"], Token);
    }

    [Fact]
    public async Task Removes_folders_with_all_they_hold_and_nothing_else()
    {
        await RunAsync("mkdir -p image-1/deep/er kernel_x; touch image-1/deep/er/f; chmod 0 image-1/deep/er; ln -s kernel_x image-2");

        await Builder.RemoveAsync(Root, ["image-1", "image-2"], Token);

        (await Builder.ListAsync(Root, Token)).Select(static e => e.Name).ShouldBe([".runs", "kernel_x"]);
    }

    [Fact]
    public async Task Fetching_what_is_not_there_says_so_and_leaves_nothing()
    {
        var failure = await Should.ThrowAsync<DriverException>(() => Builder.FetchAsync(Root + "/no.iso", Here["no.iso"], Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Message.ShouldContain(Root + "/no.iso");
        Directory.EnumerateFiles(Here.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetches_bytes_as_they_are()
    {
        var bytes = new byte[3_000_001];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(Path.Combine(Here.Folder("in"), "x.iso"), bytes, Token);
        await Builder.PutAsync(Here["in"], Root, Token);
        Here.Write("out/x.iso", "older");

        await Builder.FetchAsync(Root + "/x.iso", Here["out/x.iso"], Token);

        (await File.ReadAllBytesAsync(Here["out/x.iso"], Token)).ShouldBe(bytes);
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("relative")]
    [InlineData("{root}/../x")]
    [InlineData("{root}x")]
    public async Task Refuses_paths_outside_of_the_work_root(string path)
    {
        path = path.Replace("{root}", Root, StringComparison.Ordinal);

        await Should.ThrowAsync<ArgumentException>(() => Builder.PutAsync(Here.Path, path, Token));
        await Should.ThrowAsync<ArgumentException>(() => Builder.ListAsync(path, Token));
        await Should.ThrowAsync<ArgumentException>(() => Builder.FetchAsync(path, Here["x"], Token));
        await Should.ThrowAsync<ArgumentException>(() => Builder.RemoveAsync(path, ["x"], Token));
        await Should.ThrowAsync<ArgumentException>(() => Builder.RemoveAsync(Root, ["../x"], Token));
    }

    [Fact]
    public async Task The_environment_is_exactly_what_was_declared()
    {
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = Layout.Environment["PATH"],
            ["TMPDIR"] = "/var/tmp",
            ["ODD"] = "a 'b' \"c\" $d \\ =",
            ["EMPTY"] = "",
            ["LINES"] = "1\n2",
        };

        var (_, log) = await RunAsync(new BuilderCommand("env", ["env"], environment, Root));

        log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).ShouldBe(
            environment.SelectMany(static v => $"{v.Key}={v.Value}".Split('\n')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Arguments_and_the_folder_arrive_as_they_are()
    {
        await RunAsync("mkdir \"fol'der \"");
        string[] arguments = ["", "a b", "it's", "\"$HOME\"", "line\nfeed", "-n", "*", "a=b", "--"];

        var (_, log) = await RunAsync(new BuilderCommand(
            "args",
            ["sh", "-c", "pwd; for a; do printf '<%s>\\n' \"$a\"; done", "sh", .. arguments],
            Layout.Environment,
            Root + "/fol'der "));

        log.ShouldBe(Root + "/fol'der \n" + string.Concat(arguments.Select(static a => $"<{a}>\n")));
    }

    [Fact]
    public async Task A_run_keeps_both_outputs_in_order_and_its_exit_code()
    {
        var (code, log) = await RunAsync("echo one; echo two >&2; echo three; exit 43");

        code.ShouldBe(43);
        log.ShouldBe("one\ntwo\nthree\n");
    }

    [Fact]
    public async Task A_program_or_folder_that_is_not_there_is_told_in_the_log()
    {
        var (code, log) = await RunAsync(new BuilderCommand("x", ["no-such-program"], Layout.Environment, Root));
        code.ShouldBe(127);
        log.ShouldContain("no-such-program");

        (code, log) = await RunAsync(new BuilderCommand("x", ["true"], Layout.Environment, Root + "/no-such-folder"));
        code.ShouldNotBe(0);
        log.ShouldContain("no-such-folder");
    }

    [Fact]
    public async Task A_run_is_followed_while_it_goes_on()
    {
        var run = await StartAsync("echo first; until [ -e go ]; do sleep 0.05; done; echo second");
        (await Builder.GetStateAsync(run, Token)).ShouldBe(BuilderRunState.Running);
        var lines = new List<string>();

        await foreach (var line in LogLines.ReadAsync(Builder.FollowAsync(run, 0, Token), Token))
        {
            lines.Add(line.Text);
            if (lines.Count == 1)
            {
                Here.Write("in/go", "");
                await Builder.PutAsync(Here["in"], Root, Token);
            }
        }

        lines.ShouldBe(["first", "second"]);
        (await Builder.GetStateAsync(run, Token)).ShouldBe(BuilderRunState.Ended(0));
    }

    [Fact]
    public async Task A_log_is_followed_from_an_offset()
    {
        var run = await StartAsync("printf 0123456789");
        await FollowAsync(run);

        (await FollowAsync(run, 7)).ShouldBe("789");
        (await FollowAsync(run, 10)).ShouldBe("");
    }

    [Fact]
    public async Task A_run_survives_its_client_and_is_found_again()
    {
        var run = await StartAsync("echo begun; until [ -e go ]; do sleep 0.05; done; echo done; exit 3");
        using (var first = CancellationTokenSource.CreateLinkedTokenSource(Token))
        {
            await foreach (var chunk in Builder.FollowAsync(run, 0, first.Token))
            {
                chunk.Offset.ShouldBe(0);
                break;
            }
        }

        var other = Create(Here["work dir"]);
        var found = (await other.ListRunsAsync(Token)).ShouldHaveSingleItem();
        found.ShouldBe(run);
        found.Name.ShouldBe("test");
        (await other.GetStateAsync(found, Token)).Phase.ShouldBe(BuilderRunPhase.Running);
        Here.Write("in/go", "");
        await Builder.PutAsync(Here["in"], Root, Token);
        (await FollowAsync(found, 0, other)).ShouldBe("begun\ndone\n");
        (await other.GetStateAsync(found, Token)).ShouldBe(BuilderRunState.Ended(3));
    }

    [Fact]
    public async Task Runs_are_listed_newest_first()
    {
        var first = await StartAsync("true");
        await FollowAsync(first);
        var second = await StartAsync("true");
        await FollowAsync(second);

        (await Builder.ListRunsAsync(Token)).ShouldBe([second, first]);
    }

    [Fact]
    public async Task Runs_side_by_side_do_not_see_each_other()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => StartAsync($"sleep 0.1; echo run {i}; exit {i}")));

        for (var i = 0; i < runs.Length; i++)
        {
            (await FollowAsync(runs[i])).ShouldBe($"run {i}\n");
            (await Builder.GetStateAsync(runs[i], Token)).ShouldBe(BuilderRunState.Ended(i));
        }
    }

    [Fact]
    public async Task Stop_ends_the_children_of_children_too()
    {
        var run = await StartAsync(
            $"sh -c 'sh -c \"echo up; while :; do sleep 0.1; done\" {marker} & while :; do sleep 0.1; done' {marker}");
        await UntilLoggedAsync(run, "up");
        MarkedProcesses().ShouldNotBeEmpty();

        await Builder.StopAsync(run, Token);

        MarkedProcesses().ShouldBeEmpty();
        var state = await Builder.GetStateAsync(run, Token);
        state.Phase.ShouldBe(BuilderRunPhase.Ended);
        state.ExitCode.ShouldBe(143);
    }

    [Fact]
    public async Task Stop_ends_what_does_not_want_to_end()
    {
        var run = await StartAsync(
            $"sh -c 'trap \"\" TERM; sh -c \"echo up; while :; do sleep 0.1; done\" {marker} & wait' {marker}; echo still here");
        await UntilLoggedAsync(run, "up");

        await Builder.StopAsync(run, Token);

        MarkedProcesses().ShouldBeEmpty();
        (await Builder.GetStateAsync(run, Token)).Phase.ShouldBe(BuilderRunPhase.Ended);
        (await Builder.GetStateAsync(run, Token)).ExitCode.ShouldNotBe(0);
        await Builder.StopAsync(run, Token);
    }

    [Fact]
    public async Task Stopping_a_run_that_has_ended_leaves_its_exit_code()
    {
        var run = await StartAsync("exit 5");
        await FollowAsync(run);

        await Builder.StopAsync(run, Token);

        (await Builder.GetStateAsync(run, Token)).ShouldBe(BuilderRunState.Ended(5));
    }

    [Fact]
    public async Task A_run_reads_nothing_and_has_no_terminal()
    {
        (await RunAsync("cat; [ -t 0 ] || [ -t 1 ] || echo none")).Log.ShouldBe("none\n");
    }

    [Fact]
    public async Task Preparing_again_says_nothing_and_gives_the_same()
    {
        var said = new List<string>();

        var again = await Create(Here["work dir"]).PrepareAsync(new Said(said), Token);

        again.WorkRoot.ShouldBe(Layout.WorkRoot);
        again.Repositories.ShouldBe(Layout.Repositories);
        said.ShouldBeEmpty();
    }

    private protected Task<BuilderRun> StartAsync(string script) =>
        Builder.StartAsync(new BuilderCommand("test", ["sh", "-c", script], Layout.Environment, Root), Token);

    private protected Task<(int Code, string Log)> RunAsync(string script) =>
        RunAsync(new BuilderCommand("test", ["sh", "-c", script], Layout.Environment, Root));

    private protected async Task<(int Code, string Log)> RunAsync(BuilderCommand command)
    {
        var run = await Builder.StartAsync(command, Token);
        var log = await FollowAsync(run);
        return ((await Builder.GetStateAsync(run, Token)).ExitCode ?? -1, log);
    }

    private protected async Task<string> FollowAsync(BuilderRun run, long offset = 0, IBuilder? builder = null)
    {
        var log = new MemoryStream();
        await foreach (var chunk in (builder ?? Builder).FollowAsync(run, offset, Token))
        {
            chunk.Offset.ShouldBe(offset + log.Length);
            log.Write(chunk.Bytes.Span);
        }

        return Encoding.UTF8.GetString(log.ToArray());
    }

    private protected async Task UntilLoggedAsync(BuilderRun run, string text)
    {
        await foreach (var line in LogLines.ReadAsync(Builder.FollowAsync(run, 0, Token), Token))
        {
            if (line.Text == text)
                return;
        }

        Assert.Fail($"The run ended without saying '{text}'.");
    }

    // A builder of this machine: its processes are seen from outside of its namespaces.
    private List<string> MarkedProcesses()
    {
        var marked = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(static f => char.IsAsciiDigit(Path.GetFileName(f)[0])))
        {
            try
            {
                var arguments = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0');
                if (arguments.Length > 1 && arguments[^2] == marker)
                    marked.Add(folder);
            }
            catch (IOException)
            {
                // It has ended since.
            }
        }

        return marked;
    }

    private sealed class Said(List<string> lines) : IProgress<string>
    {
        public void Report(string value) => lines.Add(value);
    }
}
