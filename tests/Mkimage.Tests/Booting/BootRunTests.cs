using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Booting;
using Bivouac.Mkimage.Booting.Events;
using Bivouac.Mkimage.Booting.Smoke;
using Bivouac.Mkimage.Builders.Shell;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Booting;

/// <summary>What a boot makes of what the machine shows; the machine is scripted, the time too.</summary>
public sealed class BootRunTests : IDisposable
{
    private const string Prompt = "Welcome to Alpine Linux 3.21\r\n\r\nrescue login: ";

    private readonly TestFolder _here = new();
    private readonly RecordingBoot _told = new();
    private readonly HastyClock _clock = new();

    public BootRunTests()
    {
        _here.Write("bin/qemu-system-x86_64", "");
        _here.Write("kvm", "");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task Without_any_declared_test_a_login_prompt_is_what_counts()
    {
        var qemu = new ScriptedQemu(Prompt);

        var outcome = await RunAsync(qemu, _ => { });

        outcome.Passed.ShouldBeTrue();
        outcome.Results.ShouldHaveSingleItem().ShouldBe(new SmokeTestResult("login prompt", SmokeTestOutcome.Passed, TimeSpan.Zero, "the console: rescue login:"));
        File.ReadAllText(outcome.LogFile).ShouldBe(Prompt);
        _told.Events.OfType<ConsoleLineRead>().Select(l => l.Text).ShouldBe(["Welcome to Alpine Linux 3.21", "", "rescue login: "]);
        _told.Events.OfType<BootStarted>().Single().Timeout.ShouldBe(TimeSpan.FromSeconds(120));
        qemu.Running.ShouldBe(0);
    }

    [Fact]
    public async Task An_expectation_takes_the_place_of_the_prompt()
    {
        (await RunAsync(new ScriptedQemu("audit: 3 disks\r\n"), _ => { }, r => r with { Expect = @"audit: \d+ disks$" })).Results.ShouldHaveSingleItem().Name.ShouldBe("--expect");

        _told.OnEvent = e =>
        {
            if (e is ConsoleLineRead) _clock.Advance(TimeSpan.FromMinutes(2));
        };
        var outcome = await RunAsync(new ScriptedQemu(Prompt), _ => { }, r => r with { Expect = "audit" });
        outcome.Passed.ShouldBeFalse();
        outcome.ToException().ExitCode.ShouldBe(ExitCode.BootTestFailed);
        outcome.ToException().Why.ShouldBe("the test '--expect': after 120 s: the console did not show 'audit'");
        outcome.ToException().Next.ShouldEndWith("Its last lines:\n  Welcome to Alpine Linux 3.21\n  rescue login: ");
    }

    [Fact]
    public async Task A_command_is_tried_until_it_returns_0_and_prints_what_is_expected()
    {
        var qemu = new ScriptedQemu("")
        {
            Ssh = attempt => attempt switch
            {
                0 => new(255, "", "ssh: connect to host 127.0.0.1 port 1: Connection refused\n"),
                1 => new(1, "", "no disks yet\n"),
                2 => new(0, "none\n", ""),
                _ => new(0, "a\r\nsda 4\r\n", ""),
            },
        };

        var outcome = await RunAsync(qemu, iso => iso.SmokeTest("disks", t => t.Ssh("list-disks").User("ops").Expect("^sda \\d$")));

        outcome.Results.ShouldBe([new("disks", SmokeTestOutcome.Passed, TimeSpan.FromSeconds(6), "'list-disks' returned 0 over ssh and printed '^sda \\d$'")]);
        qemu.Logins.Count.ShouldBe(4);
        var login = qemu.Logins.First();
        login.TakeLast(3).ShouldBe(["--", "127.0.0.1", "list-disks"]);
        login.SkipWhile(o => o != "-l").ElementAt(1).ShouldBe("ops");
        foreach (var option in (string[])["BatchMode=yes", "StrictHostKeyChecking=accept-new", "GlobalKnownHostsFile=/dev/null", "ProxyJump=none"]) login.ShouldContain(option);
        login.Single(o => o.StartsWith("UserKnownHostsFile=", StringComparison.Ordinal)).ShouldContain("bivouac-boot-");
    }

    [Fact]
    public async Task What_is_missing_at_the_end_is_told_as_it_was_last_seen()
    {
        var outcome = await RunAsync(new ScriptedQemu("") { Ssh = _ => new(3, "", "it is down\n") }, iso => iso.SmokeTest("web", t => t.Ssh("rc-service nginx status").Within(TimeSpan.FromSeconds(30))));

        var result = outcome.Results.ShouldHaveSingleItem();
        result.Outcome.ShouldBe(SmokeTestOutcome.Failed);
        result.Why.ShouldBe("after 30 s: 'rc-service nginx status' returned 3 over ssh: it is down");
        result.After.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Who_is_not_let_in_is_told_at_once()
    {
        var qemu = new ScriptedQemu("") { Ssh = _ => new(255, "", "root@127.0.0.1: Permission denied (publickey,keyboard-interactive).\n") };

        var result = (await RunAsync(qemu, iso => iso.SmokeTest("ssh", t => t.Ssh("true")))).Results.Single();

        result.Outcome.ShouldBe(SmokeTestOutcome.Failed);
        result.Why.ShouldStartWith("root is not let in with any key that ssh offers");
        qemu.Logins.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_of_the_project_is_copied_so_that_others_cannot_read_it()
    {
        _here.Write("keys/test", "key\n", (UnixFileMode)0b110_100_100);
        UnixFileMode? mode = null;
        ScriptedQemu qemu = null!;
        qemu = new("")
        {
            Ssh = _ =>
            {
                var file = qemu.Logins.Single().Single(o => o.StartsWith("IdentityFile=", StringComparison.Ordinal))["IdentityFile=".Length..].Trim('"');
                mode = File.GetUnixFileMode(file);
                return new(File.ReadAllText(file) == "key\n" ? 0 : 1, "", "");
            },
        };

        (await RunAsync(qemu, iso => iso.SmokeTest("ssh", t => t.Ssh("true").Key("keys/test")))).Passed.ShouldBeTrue();
        mode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        qemu.Logins.Single().ShouldContain("IdentitiesOnly=yes");
    }

    [Fact]
    public async Task A_key_that_is_not_there_ends_it_before_the_machine_starts()
    {
        var qemu = new ScriptedQemu(Prompt);

        var failure = await Should.ThrowAsync<DriverException>(() => RunAsync(qemu, iso => iso.SmokeTest("ssh", t => t.Ssh("true").Key("keys/test"))));

        failure.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        failure.Next.ShouldContain("ssh-keygen -t ed25519 -N '' -f keys/test");
        qemu.Machines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_network_what_needs_one_is_not_run_and_the_console_counts()
    {
        var qemu = new ScriptedQemu(Prompt);

        var outcome = await RunAsync(qemu, iso => iso.SmokeTest("ssh", t => t.Ssh("true")).SmokeTest("web", t => t.Port(80)), r => r with { HasNetwork = false });

        outcome.Passed.ShouldBeTrue();
        outcome.Results.Select(r => $"{r.Name}: {r.Outcome} {r.Why}").ShouldBe(["ssh: NotRun no network", "web: NotRun no network", "login prompt: Passed the console: rescue login:"]);
        qemu.Machines.Single().SkipWhile(a => a != "-nic").ElementAt(1).ShouldBe("none");
        qemu.Logins.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_without_a_serial_console_is_told_so_and_ssh_can_test_it()
    {
        var outcome = await RunAsync(
            new ScriptedQemu("") { Ssh = _ => new(0, "", "") },
            iso => iso.SmokeTest("ssh", t => t.Ssh("true")).SmokeTest("greeting", t => t.Console("Welcome")),
            hasConsole: false);

        outcome.Results.Select(r => r.Outcome).ShouldBe([SmokeTestOutcome.Passed, SmokeTestOutcome.Failed]);
        outcome.ToException().Next.ShouldEndWith("It printed nothing. Inside of a virtual machine KVM may be there and of no use: try --no-kvm.");
        outcome.Results[1].Why.ShouldBe("the console did not show 'Welcome': the image declares no serial console, so it cannot be seen; call .SerialConsole() in the definition and build again");
        _told.Events.OfType<BootNote>().ShouldContain(n => n.Message.Contains(".SerialConsole()"));
    }

    [Fact]
    public async Task A_panic_ends_it_at_once()
    {
        var qemu = new ScriptedQemu("[    1.2] Kernel panic - not syncing: VFS: Unable to mount root fs\r\n");

        var outcome = await RunAsync(qemu, iso => iso.SmokeTest("greeting", t => t.Console("Welcome")));

        outcome.Ended.ShouldBe("the kernel panicked: [    1.2] Kernel panic - not syncing: VFS: Unable to mount root fs");
        outcome.ToException().Why.ShouldBe(outcome.Ended);
        outcome.Results.Single().Outcome.ShouldBe(SmokeTestOutcome.Failed);
        outcome.Results.Single().After.ShouldBe(TimeSpan.Zero);
        qemu.Running.ShouldBe(0);
    }

    [Fact]
    public async Task A_panic_that_is_expected_is_none() =>
        (await RunAsync(new ScriptedQemu("Kernel panic - not syncing: test\n"), _ => { }, r => r with { Expect = "Kernel panic .* test" })).Passed.ShouldBeTrue();

    [Fact]
    public async Task A_machine_that_ends_by_itself_is_told_with_what_qemu_said()
    {
        (await RunAsync(new ScriptedQemu("bye\n") { Ends = _ => new(0, "", "") }, _ => { })).Ended.ShouldBe("the machine switched itself off or started again");
        (await RunAsync(new ScriptedQemu("") { Ends = _ => new(1, "", "qemu-system-x86_64: cannot set up guest memory\n") }, _ => { })).Ended
            .ShouldBe("QEMU ended with 1: qemu-system-x86_64: cannot set up guest memory");
    }

    [Fact]
    public async Task Where_qemu_cannot_use_KVM_it_emulates()
    {
        var qemu = new ScriptedQemu(Prompt) { Ends = start => start == 0 ? new(134, "", "qemu-system-x86_64: ../target/i386/kvm/kvm.c:3183: Assertion failed\n") : null };

        (await RunAsync(qemu, _ => { })).Passed.ShouldBeTrue();
        qemu.Machines.Select(m => m.SkipWhile(a => a != "-accel").ElementAt(1)).ShouldBe(["kvm", "tcg"]);
        _told.Events.OfType<SmokeTestEnded>().Count().ShouldBe(1);
        _told.Events.OfType<BootStarted>().Select(s => s.Timeout).ShouldBe([TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(600)]);
    }

    [Fact]
    public async Task Without_KVM_there_is_more_time_and_a_word_about_it()
    {
        File.Delete(_here["kvm"]);
        await RunAsync(new ScriptedQemu(Prompt), iso => iso.SmokeTest("prompt", t => t.Console("login:").Within(TimeSpan.FromMinutes(20))));

        _told.Events.OfType<BootStarted>().Single().Timeout.ShouldBe(TimeSpan.FromMinutes(20));
        _told.Events.OfType<BootNote>().Single().Message.ShouldBe($"The machine is emulated, which is several times slower: this machine has no {_here["kvm"]}.");
    }

    [Fact]
    public async Task A_missing_qemu_is_told_with_its_package()
    {
        File.Delete(_here["bin/qemu-system-x86_64"]);

        var failure = await Should.ThrowAsync<DriverException>(() => RunAsync(new ScriptedQemu(""), _ => { }));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Why.ShouldContain("qemu-system-x86_64");
        failure.Next.ShouldContain("qemu-system-x86");
    }

    [Fact]
    public async Task An_interrupt_ends_the_machine()
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var qemu = new ScriptedQemu(Prompt) { Ssh = _ => Interrupted(interrupt) };

        await Should.ThrowAsync<OperationCanceledException>(() => RunAsync(qemu, iso => iso.SmokeTest("ssh", t => t.Ssh("true")), token: interrupt.Token));

        qemu.Running.ShouldBe(0);
        _told.Events.OfType<SmokeTestEnded>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_machine_that_is_kept_goes_on_until_the_interrupt_and_that_is_a_success()
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var qemu = new ScriptedQemu(Prompt);
        _told.OnEvent = e =>
        {
            if (e is not MachineKept) return;
            qemu.Running.ShouldBe(1);
            interrupt.CancelAfter(TimeSpan.Zero);
        };

        (await RunAsync(qemu, _ => { }, r => r with { IsKept = true }, token: interrupt.Token)).Passed.ShouldBeTrue();

        var kept = _told.Events.OfType<MachineKept>().Single();
        kept.SshCommand.ShouldBe(FormattableString.Invariant($"ssh -p {kept.SshPort} -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no root@127.0.0.1"));
        qemu.Running.ShouldBe(0);
    }

    [Fact]
    public async Task The_declared_port_of_ssh_is_the_one_that_is_forwarded_and_a_person_gets_the_key_too()
    {
        _here.Write("keys/test", "key");
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var qemu = new ScriptedQemu(Prompt) { Ssh = _ => new(0, "", "") };
        _told.OnEvent = e =>
        {
            if (e is MachineKept) interrupt.CancelAfter(TimeSpan.Zero);
        };

        var outcome = await RunAsync(
            qemu,
            iso => iso.Ssh(s => s.OpenSsh().Port(2222)).SmokeTest("in", t => t.Ssh("true").Key("keys/test")),
            r => r with { IsKept = true },
            token: interrupt.Token);

        outcome.Passed.ShouldBeTrue();
        var kept = _told.Events.OfType<MachineKept>().Single();
        qemu.Machines.ShouldHaveSingleItem().ShouldContain(a => a.EndsWith(FormattableString.Invariant($",hostfwd=tcp:127.0.0.1:{kept.SshPort}-:2222"), StringComparison.Ordinal));
        qemu.Logins.ShouldAllBe(l => l.Contains(FormattableString.Invariant($"{kept.SshPort}")));
        kept.SshCommand.ShouldBe(FormattableString.Invariant(
            $"ssh -p {kept.SshPort} -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no -i {ShellWord.Quote(_here["keys/test"])} root@127.0.0.1"));
    }

    private static ProcessResult Interrupted(CancellationTokenSource interrupt)
    {
        interrupt.Cancel();
        return new(255, "", "ssh: connect to host 127.0.0.1 port 1: Connection refused\n");
    }

    private Task<BootOutcome> RunAsync(ScriptedQemu qemu, Action<LiveCdBuilder> declare, Func<BootRequest, BootRequest>? ask = null, bool hasConsole = true, CancellationToken? token = null)
    {
        var builder = new LiveCdBuilder().Arch(Arch.X86_64).Hostname("rescue");
        if (hasConsole) builder.SerialConsole();
        declare(builder);
        var request = new BootRequest(builder.Build("rescue"), "x86_64", _here["rescue.iso"], _here["out/rescue.boot.log"], _here.Path);
        return new BootRun(ask is null ? request : ask(request), qemu, new BootEvents(_told, _clock), _clock, new BootHost(_here["bin"], _here["kvm"], _here["share"])).RunAsync(token ?? Token);
    }
}
