using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Builders.Ssh;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Ssh;

/// <summary>The contract through a real ssh and a real sshd. The machine behind it is this one, taken for a fit one.</summary>
public sealed class SshBuilderTests(LoopbackSshd sshd) : BuilderContract, IClassFixture<LoopbackSshd>
{
    public override ValueTask InitializeAsync()
    {
        sshd.Require();
        return base.InitializeAsync();
    }

    [Fact]
    public async Task The_work_directory_is_its_users_alone()
    {
        (await RunAsync("stat -c %a .")).Log.ShouldBe("700\n");
    }

    [Fact]
    public async Task A_second_put_sends_only_what_has_changed()
    {
        var random = new Random(1);
        for (var i = 0; i < 20; i++)
            Here.Write($"in/sub {i}/file", Text(random, 50_000), i % 2 == 0 ? (UnixFileMode)0b111_101_101 : null);
        var processes = new RecordingRunner();
        var builder = Create(processes);
        await builder.PutAsync(Here["in"], Root + "/stage", Token);
        var first = processes.Sent;
        first.ShouldBeGreaterThan(20 * 50_000);

        Here.Write("in/sub 7/file", Text(random, 10_000));
        File.SetUnixFileMode(Here["in/sub 8/file"], (UnixFileMode)0b110_000_000);
        await builder.RemoveAsync(Root, ["stage"], Token);
        await builder.PutAsync(Here["in"], Root + "/stage", Token);

        (processes.Sent - first).ShouldBeInRange(10_000, 25_000);
        (await RunAsync("stat -c '%a %s' 'stage/sub 7/file' 'stage/sub 8/file' 'stage/sub 10/file'")).Log.ShouldBe("644 10000\n600 50000\n755 50000\n");
        (await RunAsync("diff -r stage " + ShellWord.Quote(Here["in"]))).ShouldBe((0, ""));
    }

    [Fact]
    public async Task A_damaged_file_of_the_store_is_sent_again_and_not_staged()
    {
        var random = new Random(2);
        foreach (var name in (string[])["empty", "other", "whole"])
            Here.Write("in/" + name, Text(random, 50_000));
        var processes = new RecordingRunner();
        var builder = Create(processes);
        await builder.PutAsync(Here["in"], Root + "/stage", Token);
        var first = processes.Sent;
        Here.Write("work dir/.store/" + HashOf("empty"), "");
        Here.Write("work dir/.store/" + HashOf("other"), await File.ReadAllTextAsync(Here["in/whole"], Token));

        await builder.RemoveAsync(Root, ["stage"], Token);
        await builder.PutAsync(Here["in"], Root + "/stage", Token);

        (await RunAsync("diff -r stage " + ShellWord.Quote(Here["in"]))).ShouldBe((0, ""));
        (processes.Sent - first).ShouldBeInRange(100_000, 120_000);

        string HashOf(string name) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Here["in/" + name])));
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_sent_is_told_and_not_sent_for_ever()
    {
        var file = Here.Write("in/f", "before");
        var processes = new RecordingRunner();

        // The first that is sent are the hashes.
        processes.OnSent = _ => File.WriteAllText(file, "after");
        var failure = await Should.ThrowAsync<DriverException>(() => Create(processes).PutAsync(Here["in"], Root + "/stage", Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.What.ShouldBe($"'{file}' was sent to the builder 'ssh://far' and is not there");
    }

    [Fact]
    public async Task Proxies_are_no_argument_when_the_mirror_is_looked_for()
    {
        Assert.SkipWhen(File.Exists("/etc/alpine-release"), "this machine is Alpine Linux");
        var secret = Guid.NewGuid().ToString("N");
        var target = SshTarget.Parse("ssh://far");
        var problems = new List<BuilderProblem>();
        using var connection = new SshConnection(target, sshd.Settings, SshSocket.Of(target, sshd.Settings, Here["cache"]), new ProcessRunner(), TimeProvider.System);
        await using var watch = new CommandLineWatch(secret);

        await new SshMachine(connection, target, TimeProvider.System).InspectMirrorAsync(
            Mirror.Parse("http://mirror.invalid"),
            Options(),
            new Dictionary<string, string> { ["http_proxy"] = $"http://user:{secret}@127.0.0.1:1" },
            [],
            problems,
            Token);

        watch.Found.ShouldBeEmpty();
        problems.ShouldHaveSingleItem().Why.ShouldContain("apk: not found", customMessage: "it is asked only where there is a proxy");
    }

    [Fact]
    public async Task Times_of_files_are_kept()
    {
        Here.Write("in/f", "x");
        File.SetLastWriteTimeUtc(Here["in/f"], new DateTime(2024, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        await Builder.PutAsync(Here["in"], Root + "/times", Token);

        (await Builder.ListAsync(Root + "/times", Token)).ShouldHaveSingleItem().Modified.ShouldBe(new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.Zero), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Everything_goes_through_one_connection()
    {
        var before = sshd.Log.Split("Accepted publickey").Length;

        await Builder.ListAsync(Root, Token);
        await Task.WhenAll(RunAsync("true"), RunAsync("true"), Builder.ListAsync(Root, Token));

        sshd.Log.Split("Accepted publickey").Length.ShouldBe(before);
        (await sshd.MastersAsync(Here["cache"])).ShouldBe(1);
    }

    [Fact]
    public async Task The_work_directory_is_one_of_that_machine_in_memory_it_is_refused()
    {
        var builder = new SshBuilder(Options(), SshTarget.Parse("ssh://far/dev/shm/bivouac"), new ProcessRunner(), new NoHttp(), TimeProvider.System, sshd.Settings, new FitMachine());

        var probe = await builder.ProbeAsync(Token);

        var problem = probe.Problems.ShouldHaveSingleItem();
        problem.What.ShouldContain("/dev/shm/bivouac");
        problem.Why.ShouldContain("tmpfs");
        probe.FreeBytes.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_clock_there_that_is_years_off_is_told_with_both_times()
    {
        var probe = await new SshBuilder(Options(), SshTarget.Parse("ssh://far"), new ProcessRunner(), new NoHttp(), new LateClock(), sshd.Settings, new FitMachine()).ProbeAsync(Token);

        var problem = probe.Problems.ShouldHaveSingleItem();
        problem.What.ShouldBe("The clock of the builder ssh://far is wrong, or this machine's");
        problem.Why.ShouldMatch("^it says 20[0-9-]+ [0-9:]+ UTC, this machine says 2[1-9][0-9-]+ [0-9:]+$");
        problem.Mend.ShouldBe($"Run: ssh -t far {(Environment.UserName == "root" ? "" : "doas ")}ntpd -n -q -p pool.ntp.org");
    }

    [Fact]
    public async Task A_machine_that_is_not_Alpine_is_told()
    {
        Assert.SkipWhen(File.Exists("/etc/alpine-release"), "this machine is Alpine Linux");

        var probe = await new SshBuilder(Options(), SshTarget.Parse("ssh://far"), new ProcessRunner(), new NoHttp(), TimeProvider.System, sshd.Settings).ProbeAsync(Token);

        var problem = probe.Problems.ShouldHaveSingleItem();
        problem.What.ShouldBe("The builder ssh://far cannot run mkimage.sh");
        problem.Why.ShouldContain("not Alpine");
        probe.WorkDirectory.ShouldBe("/var/tmp/bivouac-root");
    }

    [Fact]
    public async Task A_mirror_folder_that_is_not_on_that_machine_is_told()
    {
        var probe = await new SshBuilder(Options() with { Mirror = "/no/mirror" }, SshTarget.Parse("ssh://far"), new ProcessRunner(), new NoHttp(), TimeProvider.System, sshd.Settings, new FitMachine())
            .ProbeAsync(Token);

        var problem = probe.Problems.ShouldHaveSingleItem();
        problem.What.ShouldBe("The builder ssh://far has no mirror in /no/mirror");
        problem.Why.ShouldContain("v3.20/main/x86_64/APKINDEX.tar.gz");
    }

    [Fact]
    public async Task A_run_of_an_earlier_boot_is_lost_and_says_so()
    {
        var run = await StartAsync("echo up; while :; do sleep 0.1; done");
        var file = Path.Combine(Path.GetDirectoryName(run.LogFile)!, "process");
        var process = await File.ReadAllTextAsync(file, Token);
        await File.WriteAllTextAsync(file, process.Split(' ')[0] + " 1 another-boot\n", Token);

        var state = await Builder.GetStateAsync(run, Token);

        state.Phase.ShouldBe(BuilderRunPhase.Lost);
        state.Why.ShouldBe("the builder was restarted while it ran");
        await File.WriteAllTextAsync(file, process, Token);
    }

    [Fact]
    public async Task A_run_is_seen_in_screen_and_ends_without_it()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/screen"), "screen is not installed: apt-get install screen");
        var name = "s" + Guid.NewGuid().ToString("N")[..12];
        var run = await Builder.StartAsync(new BuilderCommand(name, ["sh", "-c", "echo seen by a person; until [ -e go ]; do sleep 0.05; done"], Layout.Environment, Root), Token);
        var copy = Here["hard copy"];

        while (!File.Exists(copy) || !(await File.ReadAllTextAsync(copy, Token)).Contains("seen by a person", StringComparison.Ordinal))
            await new ProcessRunner().RunAsync(new ProcessCommand("screen", ["-S", "bivouac-" + name, "-X", "hardcopy", copy]), Token);
        await new ProcessRunner().RunAsync(new ProcessCommand("screen", ["-S", "bivouac-" + name, "-X", "quit"]), Token);

        (await Builder.GetStateAsync(run, Token)).ShouldBe(BuilderRunState.Running);
        await RunAsync("touch go");
        (await FollowAsync(run)).ShouldBe("seen by a person\n");
        (await Builder.GetStateAsync(run, Token)).ShouldBe(BuilderRunState.Ended(0));
    }

    [Fact]
    public async Task What_a_program_there_returns_is_not_taken_for_a_lost_connection()
    {
        (await RunAsync("exit 255")).Code.ShouldBe(255);
        var processes = new RecordingRunner();
        using var connection = new SshConnection(SshTarget.Parse("ssh://far"), sshd.Settings, SshSocket.Of(SshTarget.Parse("ssh://far"), sshd.Settings, Here["cache"]), processes, TimeProvider.System);

        (await connection.RunAsync(connection.Enter(["sh", "-c", "echo once >&2; exit 255"]), Token)).ShouldBe(new ProcessResult(254, "", "once\n"));
    }

    private protected override IBuilder Create(string workDirectory) => Create(new ProcessRunner());

    private SshBuilder Create(IProcessRunner processes) => new(
        Options(),
        SshTarget.Parse("ssh://far").In(Here["work dir"]),
        processes,
        new NoHttp(),
        TimeProvider.System,
        sshd.Settings,
        new FitMachine());

    private BuilderOptions Options() => LoopbackOptions.In(Here);

    private static string Text(Random random, int length)
    {
        var text = new char[length];
        for (var i = 0; i < length; i++)
            text[i] = (char)random.Next('a', 'z');
        return new string(text);
    }

    /// <summary>A test double: a clock a hundred years ahead.</summary>
    private sealed class LateClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddYears(100);
    }
}
