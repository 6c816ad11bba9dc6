using System;
using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Services;

public sealed class HangingServiceTests(BaseRoot root)
{
    [Fact]
    public void U9_A_service_that_hangs_in_the_foreground_is_ended_at_its_time_limit_and_the_boot_goes_on()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("hangs", s => s.Run("/bin/sleep", "1000").Run("/bin/echo", "the next command").Timeout(TimeSpan.FromSeconds(3)).Foreground())
            .Service("later", s => s.Run("/bin/touch", "/run/later").After("hangs").Foreground())).Start();
        system.ShouldAnswer("a service hangs in the foreground", logged: () => system.Lines("/var/log/hangs.log", "."));
        system.ShouldComplete();
        system.Has("/run/later").ShouldBeTrue();
        system.UntilLogged("/var/log/hangs.log", "/bin/sleep was ended after 3 seconds, which is its time limit (exit code 143)");
        system.UntilLogged("/var/log/hangs.log", "the next command");
    }

    [Fact]
    public void U9_A_program_that_does_not_hear_TERM_is_killed()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("deaf", s => s.Shell("trap '' TERM INT HUP\nwhile :; do sleep 1; done", "a program that only KILL ends").Timeout(TimeSpan.FromSeconds(2)).Foreground())
            .Service("later", s => s.Run("/bin/touch", "/run/later").After("deaf").Foreground())).Start();
        system.ShouldAnswer("a service hangs and ignores signals", logged: () => system.Lines("/var/log/deaf.log", "."));
        system.ShouldComplete();
        system.Has("/run/later").ShouldBeTrue();
        system.UntilLogged("/var/log/deaf.log", "was ended after 2 seconds, which is its time limit (exit code 137)");
    }

    [Fact]
    public void U9_A_time_limit_ends_all_that_the_command_started()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("hangs", s => s.Shell("sleep 86405\necho never", "a shell that waits for a child").Run("/bin/touch", "/run/next").Timeout(TimeSpan.FromSeconds(2)))
            .Service("deaf", s => s.Shell("sh -c 'trap \"\" TERM; while :; do sleep 86406; done' &\nsleep 86407", "a child that only KILL ends").Timeout(TimeSpan.FromSeconds(2)))).Start();
        system.ShouldAnswer("what hangs is a child of the command", logged: () => system.Lines("/var/log/hangs.log", "."));
        system.UntilLogged("/var/log/hangs.log", "was ended after 2 seconds, which is its time limit");
        system.UntilLogged("/var/log/deaf.log", "was ended after 2 seconds, which is its time limit");
        system.Processes("sleep 8640[567]").ShouldBeEmpty();
        system.Until(() => system.Has("/run/next"), "the next command ran");
        system.Read("/var/log/hangs.log").ShouldNotContain("never");
    }

    [Fact]
    public void U9_A_time_limit_ends_what_a_command_leaves_that_ends_well_when_it_is_told_to()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("polite", s => s.Shell("sh -c 'trap \"\" TERM; while :; do sleep 86410; done' &\ntrap 'exit 0' TERM\nsleep 86411 &\nwait", "one that hears TERM, and a child that does not").Timeout(TimeSpan.FromSeconds(2)))).Start();
        system.ShouldAnswer("what hangs ends well when it is told to", logged: () => system.Lines("/var/log/polite.log", "."));
        system.UntilLogged("/var/log/polite.log", "was ended after 2 seconds, which is its time limit (exit code 0)");
        system.Processes("sleep 8641[01]").ShouldBeEmpty();
        system.Until(() => system.Try("rc-service polite status").ExitCode == 1, "it failed");
    }

    [Fact]
    public void U9_A_time_limit_holds_for_a_program_whose_name_has_line_ends()
    {
        const string Renamed = "name='/tmp/two\nlines'\nprintf '#!/bin/sh\\nsleep 86412\\n' > \"$name\"\nchmod +x \"$name\"\nexec \"$name\"";
        using var system = root.InstallWithSsh(iso => iso.Service("renamed", s => s.Shell(Renamed, "a name with a line end").Timeout(TimeSpan.FromSeconds(3)))).Start();
        system.ShouldAnswer("a program with a line end in its name hangs", logged: () => system.Lines("/var/log/renamed.log", "."));
        system.UntilLogged("/var/log/renamed.log", "was ended after 3 seconds, which is its time limit");
        system.Processes("sleep 86412").ShouldBeEmpty();
    }

    [Fact]
    public void U9_A_time_limit_holds_when_the_runner_was_killed()
    {
        using var system = root.InstallWithSsh(iso => iso.Service("hangs", s => s.Run("/bin/sleep", "86408").Timeout(TimeSpan.FromSeconds(8)))).Start();
        system.ShouldAnswer("a service hangs and its runner is killed", logged: () => system.Lines("/var/log/hangs.log", "."));
        system.Until(() => system.Processes("^/bin/sleep 86408$").Length == 1, "it hangs");
        system.Run("kill -KILL $(cut -d: -f1 /run/bivouac/hangs/runner)");
        system.Until(() => system.Processes("^/bin/sleep 86408$").Length == 0, "it was ended");
    }

    [Fact]
    public void U1_A_service_that_hangs_in_the_background_holds_nothing_up_and_can_be_stopped_with_all_that_it_started()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("hangs", s => s.Shell("sleep 86401 &\nsleep 86402", "a shell with a child").Timeout(TimeSpan.FromHours(24)))
            .Service("later", s => s.Run("/bin/touch", "/run/later").After("hangs").Foreground())).Start();
        system.ShouldAnswer("a service hangs in the background", logged: () => system.Lines("/var/log/hangs.log", "."));
        system.ShouldComplete();
        system.Has("/run/later").ShouldBeTrue();
        system.Until(() => system.Processes("^sleep 8640[12]$").Length == 2, "it hangs");
        system.Run("rc-service hangs status").ShouldContain("running");
        system.Run("rc-service hangs stop");
        system.Until(() => system.Processes("^sleep 8640[12]$").Length == 0, "nothing of it is left");
        system.Read("/run/bivouac/hangs/state").ShouldBe("stopped\n");
    }

    [Fact]
    public void U1_An_init_script_of_the_overlay_that_hangs_in_the_runlevel_default_keeps_nobody_out()
    {
        const string hangs = """
            #!/sbin/openrc-run
            start() {
            	ebegin "Hanging"
            	sleep 100000
            	eend 0
            }

            """;
        using var system = root.InstallWithSsh(iso => iso.File("/etc/init.d/aaa", hangs, Mode.Executable).Enable("aaa")
            .Service("never", s => s.Run("/bin/touch", "/run/never").After("aaa").Foreground()));

        // There are no terminals in namespaces: tty1 is one that has nothing to say, and getty a double that stays.
        system.WriteProgram("/sbin/getty", "#!/bin/sh\nexec sleep 200000\n").Adjust = "mknod \"$1/dev/tty1\" c 1 3";
        system.Start();
        system.Until(() => system.Processes("^sleep 100000$").Length == 1, "it hangs");
        system.ShouldAnswer("an init script of the user's hangs in the runlevel default", logged: () => "(console) " + system.ConsoleLines("Hanging"));
        system.Has("/run/never").ShouldBeFalse();
        system.Until(() => system.Processes("^sleep 200000$").Length == 1, "the console has its login");
    }

    [Fact]
    public void U9_A_start_in_the_foreground_that_hangs_outside_of_its_commands_is_ended_too()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("hangs", s => s.Run("/bin/true").Timeout(TimeSpan.FromSeconds(1)).Foreground())
            .Service("later", s => s.Run("/bin/touch", "/run/later").Timeout(TimeSpan.FromSeconds(1)).After("hangs")));

        // In the place of what runs the commands, stuck as on a disk that does not answer. What follows runs in the background.
        system.WriteProgram("/usr/lib/bivouac/oneshot", "#!/bin/sh\n[ \"$1\" = run ] || exec touch /run/later\ntrap '' TERM\nwhile :; do sleep 1; done\n").Start();
        system.ShouldAnswer("what runs a service hangs", logged: () => "nothing");
        system.Has("/run/later").ShouldBeFalse();
        system.ShouldComplete();
        system.Has("/run/later").ShouldBeTrue();
        system.Processes("oneshot").ShouldBeEmpty();
    }
}
