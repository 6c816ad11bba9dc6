using System;
using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Services;

public sealed class MisbehavingServiceTests(BaseRoot root)
{
    private const long Largest = 1048576;

    [Fact]
    public void U1_A_service_that_forks_badly_holds_nothing_up()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("forks", s => s.Shell("(\n\t(\n\t\techo grandchild\n\t\tsleep 3\n\t\techo late\n\t\tsleep 1000\n\t) &\n) &\nsleep 1001 &\necho parent", "leaves children that keep the log open").Foreground())
            .Service("later", s => s.Run("/bin/touch", "/run/later").After("forks").Foreground())).Start();
        system.ShouldAnswer("a service leaves children behind", logged: () => system.Lines("/var/log/forks.log", "."));
        system.ShouldComplete();
        system.Has("/run/later").ShouldBeTrue();
        system.Run("rc-service forks status").ShouldContain("done at ");
        system.UntilLogged("/var/log/forks.log", "late");
        system.Until(() => system.Processes("^sleep 100[01]$").Length == 2, "what it started goes on");
    }

    [Fact]
    public void U2_A_service_that_reads_gets_nothing_to_read()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("reads", s => s.Shell("read -r answer || echo nobody\necho \"<$answer>\"", "asks a question").Foreground())
            .Service("reads-behind", s => s.Shell("read -r answer || echo nobody\necho \"<$answer>\"", "asks a question"))
            .Service("reads-always", s => s.Run("/bin/sh", "-c", "read answer || echo nobody; exec sleep 1000").Supervised())).Start();
        system.ShouldAnswer("services ask questions", logged: () => system.Lines("/var/log/reads.log", "."));
        system.ShouldComplete();
        foreach (var log in (string[])["reads", "reads-behind", "reads-always"]) system.UntilLogged("/var/log/" + log + ".log", "nobody");
        system.UntilLogged("/var/log/reads.log", "<>");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void U4_The_log_of_a_service_that_prints_without_end_does_not_grow_without_end(bool isSupervised)
    {
        using var system = root.InstallWithSsh(iso => iso.Service("prints", s =>
        {
            s.Run("/bin/sh", "-c", "i=0; while [ $i -lt 200 ]; do dd if=/dev/zero bs=64k count=1 2> /dev/null | tr '\\000' x; echo; i=$((i + 1)); done; echo the end; touch /run/printed; exec sleep 1000");
            if (isSupervised) s.Supervised();
            else s.Timeout(TimeSpan.FromHours(1));
        })).Start();
        system.ShouldAnswer("a service prints 13 MB" + (isSupervised ? ", supervised" : ""), logged: () => "(too much)");
        system.Until(() =>
        {
            system.Size("/var/log/prints.log").ShouldBeLessThanOrEqualTo(2 * Largest);
            system.Size("/var/log/prints.log.1").ShouldBeLessThanOrEqualTo(2 * Largest);
            return system.Has("/run/printed");
        }, "it printed all");

        // The last words may have made the log too large, so that they are in the one before.
        system.Until(() => (system.Read("/var/log/prints.log") + system.Read("/var/log/prints.log.1")).Contains("the end", StringComparison.Ordinal), "the last words are logged");
        system.Size("/var/log/prints.log.1").ShouldBeGreaterThan(Largest);
    }

    [Fact]
    public void U4_The_log_of_what_a_service_leaves_goes_on_when_the_terminal_that_it_was_started_from_is_closed()
    {
        using var system = root.InstallWithSsh(iso => iso.Service("leaves", s => s.Shell("while :; do echo here; sleep 0.5; done &", "leaves what prints").Foreground()));
        system.Adjust = "ln -s pts/ptmx \"$1/dev/ptmx\"";
        system.Start();
        system.ShouldAnswer("a service is started from a terminal that is closed then", logged: () => system.Lines("/var/log/leaves.log", "."));
        system.ShouldComplete();
        system.SshWithTerminal("root", "rc-service leaves restart").ExitCode.ShouldBe(0);
        var before = system.Size("/var/log/leaves.log");
        system.Until(() => system.Size("/var/log/leaves.log") > before + 20, "the log goes on");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void U4_Who_kills_what_keeps_a_log_ends_neither_the_service_nor_its_log(bool isSupervised)
    {
        const string Waits = "while [ ! -e /run/go ]; do sleep 0.2; done; rm /run/go";
        const string Keeper = "keep-log /var/log/told.log$|^dd bs=";
        using var system = root.InstallWithSsh(iso => iso.Service("told", s =>
        {
            s.Run("/bin/sh", "-c", Waits);
            if (isSupervised) s.Supervised();
            else s.Run("/bin/echo", "the next command");
        })).Start();
        system.ShouldAnswer($"what keeps the log of a {(isSupervised ? "supervised " : "")}service is killed", logged: () => system.Lines("/var/log/told.log", "."));
        system.UntilLogged("/var/log/told.log", "runs ");
        system.Run("kill -KILL " + string.Join(' ', system.Processes(Keeper)));
        system.Until(() => system.Processes(Keeper).Length == 0, "nothing keeps the log");
        system.Run("touch /run/go");
        system.UntilLogged("/var/log/told.log", isSupervised ? "ended with exit code 0; a new start in 1 s" : "the next command");
        if (!isSupervised) system.Until(() => system.Read("/run/bivouac/told/state").StartsWith("done", StringComparison.Ordinal), "it is done");
        system.Run("rc-service told stop");
        system.Processes("bivouac/(oneshot|supervised)").ShouldBeEmpty();

        // It ends with the last who prints.
        system.Until(() => system.Processes("keep-log").Length == 0, "nothing keeps the log");
    }
}
