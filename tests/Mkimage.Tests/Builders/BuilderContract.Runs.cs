using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

/// <content>What holds for runs.</content>
public abstract partial class BuilderContract
{
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
    public async Task No_value_of_the_environment_is_an_argument_of_any_process_or_left_on_the_disk()
    {
        var secret = Guid.NewGuid().ToString("N");
        var environment = new Dictionary<string, string>(Layout.Environment) { ["http_proxy"] = $"http://user:{secret}@proxy:3128" };
        await using var watch = new CommandLineWatch(secret);

        var run = await Builder.StartAsync(new BuilderCommand("test", ["sh", "-c", "echo ${#http_proxy}; until [ -e go ]; do sleep 0.05; done"], environment, Root), Token);
        await UntilLoggedAsync(run, $"{environment["http_proxy"].Length}");
        await watch.RoundAsync(Token);

        watch.Found.ShouldBeEmpty();
        (await RunAsync(new BuilderCommand("look", ["sh", "-c", "grep -r -l -F -e \"$http_proxy\" .; echo looked"], environment, Root))).Log.ShouldBe("looked\n");
        await RunAsync("touch go");
        (await FollowAsync(run)).ShouldBe($"{environment["http_proxy"].Length}\n");
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
    public async Task The_users_umask_does_not_show_in_what_a_run_makes()
    {
        (await RunAsync("umask; mkdir m; stat -c %a m")).Log.ShouldBe("0022\n755\n");
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
}
