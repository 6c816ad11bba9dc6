using System;
using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Services;

public sealed class FailingServiceTests(BaseRoot root)
{
    [Fact]
    public void U1_A_service_that_fails_is_logged_and_the_next_one_starts()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("fails", s => s.Run("/bin/sh", "-c", "echo trouble >&2; exit 7").Run("/bin/echo", "the next command").Foreground())
            .Service("later", s => s.Run("/bin/echo", "the next service").After("fails").Foreground())).Start();
        system.ShouldAnswer("a service fails", logged: () => system.Lines("/var/log/fails.log", "."));
        system.ShouldComplete();
        system.UntilLogged("/var/log/later.log", "the next service");
        system.UntilLogged("/var/log/fails.log", "trouble");
        system.UntilLogged("/var/log/fails.log", "/bin/sh failed with exit code 7");
        system.UntilLogged("/var/log/fails.log", "the next command");
        system.Console.ShouldContain("fails failed; see /var/log/fails.log");
        system.Try("rc-service fails status").Output.ShouldContain("failed at ");
    }

    [Fact]
    public void U5_A_command_that_another_one_ended_is_told_from_one_that_took_too_long()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("killed", s => s.Run("/bin/sh", "-c", "kill -KILL $$").Run("/bin/sh", "-c", "kill -TERM $$").Run("/bin/sh", "-c", "exit 124").Foreground())).Start();
        system.ShouldAnswer("commands are killed", logged: () => system.Lines("/var/log/killed.log", "exit code"));
        system.ShouldComplete();
        system.UntilLogged("/var/log/killed.log", "/bin/sh was ended by the signal KILL (exit code 137)");
        system.UntilLogged("/var/log/killed.log", "/bin/sh was ended by the signal TERM (exit code 143)");
        system.UntilLogged("/var/log/killed.log", "/bin/sh failed with exit code 124");
        system.Read("/var/log/killed.log").ShouldNotContain("time limit");
    }

    [Fact]
    public void U5_A_service_whose_program_is_missing_is_logged_and_its_next_command_runs()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("missing", s => s.Run("/usr/bin/nothing", "x").Run("nothing-on-the-path").Run("/etc/hostname").Run("/bin/echo", "the next command").Foreground())
            .Service("kept", s => s.Run("/usr/bin/nothing").Supervised(firstDelay: TimeSpan.FromSeconds(1), longestDelay: TimeSpan.FromSeconds(2)))).Start();
        system.ShouldAnswer("a service's program is missing", logged: () => system.Lines("/var/log/missing.log", "exit code"));
        system.ShouldComplete();
        system.UntilLogged("/var/log/missing.log", "/usr/bin/nothing is not there (exit code 127)");
        system.UntilLogged("/var/log/missing.log", "nothing-on-the-path is not there (exit code 127)");
        system.UntilLogged("/var/log/missing.log", "/etc/hostname cannot be run (exit code 126)");
        system.UntilLogged("/var/log/missing.log", "the next command");
        system.UntilLogged("/var/log/kept.log", "/usr/bin/nothing is not there (exit code 127); a new start in 2 s");
    }

    [Fact]
    public void U3_The_failure_of_an_essential_service_keeps_out_what_needs_it_and_nothing_else()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("essential", s => s.Run("/bin/false").Essential("the test says so"))
            .Service("dependant", s => s.Run("/bin/touch", "/run/dependant").NeedsOrFails("essential", "the test says so").Foreground())
            .Service("follower", s => s.Run("/bin/touch", "/run/follower").After("essential").Foreground())
            .Service("unrelated", s => s.Run("/bin/touch", "/run/unrelated").Foreground())).Start();
        system.ShouldAnswer("an essential service fails", logged: () => system.Lines("/var/log/essential.log", "."));
        system.ShouldComplete();
        system.Has("/run/dependant").ShouldBeFalse();
        system.Has("/run/follower").ShouldBeTrue();
        system.Has("/run/unrelated").ShouldBeTrue();
        system.Console.ShouldContain("essential failed; see /var/log/essential.log");
        system.Console.ShouldContain("cannot start dependant as essential would not start");
    }

    [Fact]
    public void U4_A_log_that_no_pipe_leads_to_is_roots_alone_as_well()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("once", s => s.Run("/bin/echo", "once").Foreground())
            .Service("kept", s => s.Run("/bin/sh", "-c", "echo kept; exec sleep 1000").Supervised()));
        system.Adjust = ": > \"$1/run/bivouac\"";
        system.Start();
        system.ShouldAnswer("/run/bivouac is a file", logged: () => system.Lines("/var/log/once.log", "."));
        foreach (var service in (string[])["once", "kept"])
        {
            system.UntilLogged($"/var/log/{service}.log", "\n" + service + "\n");
            system.Run($"stat -c '%a %U' /var/log/{service}.log").ShouldBe("600 root\n");
        }
    }

    [Fact]
    public void U4_A_log_that_cannot_be_written_keeps_no_service_from_running()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("once", s => s.Run("/bin/touch", "/run/once").Foreground())
            .Service("kept", s => s.Run("/bin/sh", "-c", "touch /run/kept; exec sleep 1000").Supervised()));
        system.Prepare = "rmdir \"$1/var/log\"; : > \"$1/var/log\"";
        system.Start();
        system.ShouldAnswer("/var/log is a file");
        system.ShouldComplete();
        system.Until(() => system.Has("/run/once") && system.Has("/run/kept"), "both ran");
    }
}
