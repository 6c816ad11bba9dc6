using System;
using System.IO;
using System.Linq;
using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Services;

/// <summary>What happens to a service that is stopped, and what is said about how it stands.</summary>
public sealed class StoppedServiceTests(BaseRoot root)
{
    private const string CleansUp = "trap 'sleep 4; echo last words; echo cleaned > /run/cleaned; exit 0' TERM\nsleep 86420 &\nwait";

    [Fact]
    public void U4_A_service_that_is_stopped_has_time_to_clean_up_and_its_last_words_are_logged()
    {
        using var system = root.InstallWithSsh(iso => iso.Service("cleans", s => s.Shell(CleansUp, "cleans up").Run("/bin/touch", "/run/next").Timeout(TimeSpan.FromHours(1)))).Start();
        system.ShouldAnswer("a service cleans up when it is stopped", logged: () => system.Lines("/var/log/cleans.log", "."));
        system.Until(() => system.Processes("^sleep 86420$").Length == 1, "it runs");
        system.Run("rc-service cleans stop");
        system.Read("/run/cleaned").ShouldBe("cleaned\n");
        system.UntilLogged("/var/log/cleans.log", "last words");
        system.UntilLogged("/var/log/cleans.log", "is stopped");
        system.Has("/run/next").ShouldBeFalse();
        Leftovers(system).ShouldBeEmpty();
    }

    [Fact]
    public void U4_A_service_has_time_to_clean_up_at_the_shutdown()
    {
        using var system = root.InstallWithSsh(iso => iso.Service("cleans", s => s.Shell(CleansUp, "cleans up").Timeout(TimeSpan.FromHours(1)))).Start();
        system.ShouldAnswer("a service cleans up at the shutdown", logged: () => system.Lines("/var/log/cleans.log", "."));
        system.ShouldComplete();
        system.Until(() => system.Processes("^sleep 86420$").Length == 1, "it runs");

        // In the background: Alpine's killprocs halts all processes for a moment, and who waits for one that is halted here is halted with it.
        system.Run("openrc shutdown < /dev/null > /dev/null 2>&1 &");
        system.Until(() => system.Read("/run/cleaned") == "cleaned\n", "it cleaned up");
        system.UntilLogged("/var/log/cleans.log", "last words");
    }

    [Fact]
    public void U9_A_service_that_does_not_end_is_killed_when_it_is_stopped()
    {
        using var system = root.InstallWithSsh(iso => iso.Service("deaf", s => s.Shell("trap '' TERM\nwhile :; do sleep 86421; done", "hears nothing").Timeout(TimeSpan.FromHours(1)))).Start();
        system.ShouldAnswer("a service that is stopped does not end", logged: () => system.Lines("/var/log/deaf.log", "."));
        system.Until(() => system.Processes("^sleep 86421$").Length == 1, "it runs");
        system.Run("rc-service deaf stop");
        Leftovers(system).ShouldBeEmpty();
        system.Try("rc-service deaf status").ToString().ShouldContain("stopped");
        system.Try("rc-service deaf status").ExitCode.ShouldBe(3);
    }

    [Fact]
    public void U1_A_service_that_is_started_once_more_has_one_runner()
    {
        using var system = root.InstallWithSsh(iso => iso.Service("twice", s => s.Run("/bin/sleep", "86432").Run("/bin/sleep", "86433").Timeout(TimeSpan.FromHours(1)))).Start();
        system.ShouldAnswer("a service is started twice", logged: () => system.Lines("/var/log/twice.log", "."));
        system.Until(() => system.Processes("^/bin/sleep 86432$").Length == 1, "it runs");
        var first = system.Processes("^/bin/sleep 86432$").Single();
        system.Run("/usr/lib/bivouac/oneshot start twice");
        system.Until(() => system.Processes("^/bin/sleep 86432$") is [{ } second] && second != first, "the second one runs alone");
        system.Processes("^/bin/sleep 86433$").ShouldBeEmpty();
        system.Processes("oneshot run twice").Length.ShouldBe(1);
    }

    [Fact]
    public void U1_A_service_that_is_stopped_as_soon_as_it_is_started_leaves_nothing()
    {
        using var system = root.InstallWithSsh(iso => iso.Service("short", s => s.Run("/bin/sleep", "86434").Timeout(TimeSpan.FromHours(1)))).Start();
        system.ShouldAnswer("a service is stopped as soon as it is started");
        system.Run("for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do /usr/lib/bivouac/oneshot start short; /usr/lib/bivouac/oneshot stop short; done");
        system.Until(() => system.Processes("oneshot run short|keep-log /var/log/short|sleep 86434").Length == 0, "nothing is left");
        system.Run("find /run/bivouac/short -type p").ShouldBeEmpty();
    }

    [Fact]
    public void U1_What_a_service_that_is_done_left_running_ends_with_it_and_a_new_start_has_one()
    {
        using var system = root.InstallWithSsh(iso => iso.Service("leaves", s => s.Shell("sleep 86422 &", "leaves a daemon").Foreground())).Start();
        system.ShouldAnswer("a service leaves a daemon", logged: () => system.Lines("/var/log/leaves.log", "."));
        system.ShouldComplete();
        system.Until(() => system.Processes("^sleep 86422$").Length == 1, "the daemon runs");
        system.Run("rc-service leaves status").ShouldContain("done at ");
        system.Run("rc-service leaves restart");
        system.Until(() => system.Processes("^sleep 86422$").Length == 1, "one runs");
        system.Run("rc-service leaves stop");
        Leftovers(system).ShouldBeEmpty();
    }

    [Fact]
    public void U1_A_service_whose_runner_was_killed_is_no_running_one_and_can_be_stopped()
    {
        using var system = root.InstallWithSsh(iso => iso.Service("orphaned", s => s.Shell("sleep 86423 &\nsleep 86424", "hangs").Timeout(TimeSpan.FromHours(1)))).Start();
        system.ShouldAnswer("the runner of a service is killed", logged: () => system.Lines("/var/log/orphaned.log", "."));
        system.Until(() => system.Processes("^sleep 8642[34]$").Length == 2, "it hangs");
        system.Try("rc-service orphaned status").ExitCode.ShouldBe(0);
        system.Run("kill -KILL $(cut -d: -f1 /run/bivouac/orphaned/runner)");
        system.Until(() => Status(system, "orphaned") == (32, "was killed; stop ends what is left of it"), "the status says so");
        system.Run("rc-service orphaned stop");
        Leftovers(system).ShouldBeEmpty();
        system.Processes("^sleep 3600$").ShouldBeEmpty("the time limit is over as well");
    }

    [Fact]
    public void U9_A_number_that_another_process_has_now_is_not_taken_for_the_service()
    {
        using var system = root.InstallWithSsh(iso => iso.Service("done", s => s.Run("/bin/true").Foreground())).Start();
        system.ShouldAnswer("numbers of processes are given out again");
        system.ShouldComplete();
        system.Run("setsid sleep 86425 < /dev/null > /dev/null 2>&1 &");
        system.Until(() => system.Processes("^sleep 86425$").Length == 1, "another process runs");
        var other = system.Processes("^sleep 86425$")[0];
        system.Run($"echo running > /run/bivouac/done/state; echo {other}:1 > /run/bivouac/done/runner; echo {other}:1 > /run/bivouac/done/groups");
        system.Try("rc-service done status").ExitCode.ShouldBe(32);
        system.Run("rc-service done stop");
        system.Processes("^sleep 86425$").ShouldBe([other]);
    }

    [Fact]
    public void U1_A_foreground_service_that_hangs_can_be_ended_with_what_it_started_and_the_boot_goes_on()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("hangs", s => s.Shell("sleep 86426 &\nsleep 86427", "hangs").Timeout(TimeSpan.FromHours(1)).Foreground())
            .Service("later", s => s.Run("/bin/touch", "/run/later").After("hangs").Foreground())).Start();
        system.ShouldAnswer("a service hangs in the foreground and is ended over SSH", logged: () => system.Lines("/var/log/hangs.log", "."));
        system.Until(() => system.Processes("^sleep 8642[67]$").Length == 2, "it hangs");
        system.Ssh(null, "root", "/usr/lib/bivouac/oneshot stop hangs").ExitCode.ShouldBe(0);
        Leftovers(system).ShouldBeEmpty();
        system.ShouldComplete();
        system.Until(() => system.Has("/run/later"), "the boot goes on");
    }

    [Fact]
    public void U1_What_makes_a_group_of_its_own_is_ended_as_well()
    {
        Assert.SkipUnless(BaseRoot.PrefersApplets, "the timeout of coreutils is this machine's, which Alpine's libraries do not run");
        const string Timed = "/opt/timeout 86435 sleep ";
        using var system = root.InstallWithSsh(iso => iso
            .Service("stopped", s => s.Shell(Timed + "86436", "it has another timeout").Timeout(TimeSpan.FromHours(1)))
            .Service("left", s => s.Shell(Timed + "86437 &\nsleep 1", "it leaves another timeout"))
            .Service("late", s => s.Shell(Timed + "86438", "it has another timeout").Timeout(TimeSpan.FromSeconds(3)))
            .Service("kept", s => s.Run("/bin/sh", "-c", Timed + "86439; true").Supervised()));
        Directory.CreateDirectory(system.Root + "/opt");
        system.CopyProgram("/usr/bin/timeout", "/opt/timeout");
        system.Start();
        system.ShouldAnswer("coreutils' timeout is in a group of its own", logged: () => system.Lines("/var/log/late.log", "."));
        system.ShouldComplete();
        system.UntilLogged("/var/log/late.log", "was ended after 3 seconds, which is its time limit");
        system.Processes("sleep 86438").ShouldBeEmpty();
        system.UntilLogged("/var/log/left.log", "left: done");
        system.Until(() => system.Processes("^sleep 8643[679]$").Length == 3, "they run");
        system.Run("rc-service stopped stop; rc-service left stop; rc-service kept stop");
        system.Processes("sleep 8643[0-9]").ShouldBeEmpty();
    }

    [Fact]
    public void U9_A_program_whose_name_looks_like_another_group_of_the_session_has_nobody_else_ended()
    {
        // What /proc says of a process has its name in it, which the program chose.
        const string Poses = """
            while [ ! -s /run/other ]; do sleep 0.2; done
            name="/tmp/a) S 1 $(cat /run/other) $$
            "
            printf '#!/bin/sh\nsleep 86441\n' > "$name"
            chmod +x "$name"
            setsid "$name"
            """;
        using var system = root.InstallWithSsh(iso => iso.Service("poses", s => s.Shell(Poses.ReplaceLineEndings("\n"), "a name with a line end").Timeout(TimeSpan.FromHours(1)))).Start();
        system.ShouldAnswer("a program poses as another's group");
        system.Run("setsid sleep 86440 < /dev/null > /dev/null 2>&1 &");
        system.Until(() => system.Processes("^sleep 86440$").Length == 1, "another process runs");
        var other = system.Processes("^sleep 86440$");
        system.Run("echo " + other[0] + " > /run/other");
        system.Until(() => system.Processes("^sleep 86441$").Length == 1, "it poses");
        system.Run("cat /proc/[0-9]*/stat").ShouldContain("(a) S 1 " + other[0]);
        system.Run("rc-service poses stop");
        system.Processes("^sleep 86440$").ShouldBe(other);
    }

    [Fact]
    public void U4_The_status_of_a_service_is_its_exit_code()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("good", s => s.Run("/bin/true").Foreground())
            .Service("bad", s => s.Run("/bin/false").Foreground())
            .Service("never", s => s.Run("/bin/true")).Disable("never")).Start();
        system.ShouldAnswer("the status of services");
        system.ShouldComplete();
        Status(system, "never").ShouldBe((3, "was not started"));
        Status(system, "good").Item1.ShouldBe(0);
        Status(system, "bad").Item1.ShouldBe(1);
        system.Run("rc-service good stop");
        Status(system, "good").ShouldBe((3, "stopped"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void U1_What_another_su_than_busyboxs_would_put_out_of_reach_is_stopped(bool isSupervised)
    {
        using var system = root.InstallWithSsh(iso => iso.Service("other", s =>
        {
            s.Run("/bin/sleep", "86428").User("keeper");
            if (isSupervised) s.Supervised();
        }));

        // As that of util-linux, which stays and gives the command a session of its own.
        system.WriteProgram("/bin/su", "#!/bin/sh\ntouch /tmp/other-su\nsetsid busybox su \"$@\" &\nwait\n");

        // What leads to it must look for it on the PATH.
        if (BaseRoot.PrefersApplets)
        {
            system.CopyProgram("/usr/bin/dash", "/bin/sh");
            foreach (var program in (string[])["/usr/bin/env", "/usr/bin/setsid"]) system.CopyProgram(program, program);
        }

        system.Prepare = "chmod 1777 \"$1/tmp\"";
        system.Start();
        system.ShouldAnswer($"{(isSupervised ? "a supervised" : "a")} service of a user where there is another su", logged: () => system.Lines("/var/log/other.log", "."));
        system.Until(() => system.Processes("^/bin/sleep 86428$").Length == 1, "it runs");
        system.Run("rc-service other stop");
        Leftovers(system).ShouldBeEmpty();
        system.Has("/tmp/other-su").ShouldBeFalse();
    }

    private static (int, string) Status(BootedSystem system, string service) => system.Try("rc-service " + service + " status") is var status ? (status.ExitCode, status.Output.Trim()) : default;

    private static string[] Leftovers(BootedSystem system) => system.Processes("sleep 8642[0-9]");
}
