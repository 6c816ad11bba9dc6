using System;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Services;

public sealed class SupervisedServiceTests(BaseRoot root)
{
    [Fact]
    public void U1_A_supervised_program_that_crashes_is_started_again_after_delays_that_double_up_to_the_longest()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("crashes", s => s.Run("/bin/sh", "-c", "echo start; exit 1").Supervised(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)))
            .Service("later", s => s.Run("/bin/touch", "/run/later").After("crashes").Foreground())).Start();
        system.ShouldAnswer("a supervised program crashes", logged: () => system.Lines("/var/log/crashes.log", "a new start"));
        system.ShouldComplete();
        system.Has("/run/later").ShouldBeTrue();
        system.Until(() => Delays(system).Length >= 4, "it was started five times");
        Delays(system).Take(4).ShouldBe([1, 2, 3, 3]);
        system.Run("rc-service crashes status").ShouldContain("started");
        system.Read("/var/log/crashes.log").ShouldContain("/bin/sh failed with exit code 1; a new start in 1 s");
    }

    [Fact]
    public void U1_A_supervised_program_that_is_killed_is_started_again_and_stop_ends_it()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("kept", s => s.Run("/bin/sleep", "86403").Supervised())).Start();
        system.ShouldAnswer("a supervised program is killed", logged: () => system.Lines("/var/log/kept.log", "."));
        system.Until(() => Pid(system).Length > 0, "it runs");
        var first = Pid(system);
        system.Run("kill -KILL " + first);
        system.Until(() => Pid(system) is { Length: > 0 } now && now != first, "it runs again");
        Delays(system, "kept").ShouldBe([1]);
        system.Read("/var/log/kept.log").ShouldContain("/bin/sleep was ended by the signal KILL (exit code 137); a new start in 1 s");
        system.Run("rc-service kept stop");
        Pid(system).ShouldBeEmpty();
    }

    [Fact]
    public void U1_A_supervised_program_has_time_to_clean_up_and_leaves_nothing_when_it_is_stopped()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("kept", s => s.Run("/bin/sh", "-c", "trap 'sleep 6; echo last words; echo cleaned > /run/cleaned; exit 0' TERM; sleep 86409 & wait").Supervised())).Start();
        system.ShouldAnswer("a supervised program cleans up", logged: () => system.Lines("/var/log/kept.log", "."));
        system.Until(() => system.Processes("^sleep 86409$").Length == 1, "it runs");
        system.Run("rc-service kept stop");
        system.Read("/run/cleaned").ShouldBe("cleaned\n");
        system.UntilLogged("/var/log/kept.log", "last words");
        system.Processes("sleep 86409").ShouldBeEmpty();
        system.Try("rc-service kept status").ExitCode.ShouldBe(3);
    }

    [Fact]
    public void U1_A_supervised_program_runs_once_when_what_keeps_it_is_killed()
    {
        using var system = root.InstallWithSsh(iso => iso.Service("kept", s => s.Run("/bin/sleep", "86403").Supervised())).Start();
        system.ShouldAnswer("what keeps a supervised program is killed", logged: () => system.Lines("/var/log/kept.log", "."));
        system.Until(() => Pid(system).Length > 0, "it runs");
        var first = Pid(system);
        system.Run("kill -KILL $(cut -d: -f1 /run/bivouac/kept/runner)");
        system.Until(() => Pid(system) is { Length: > 0 } now && now != first && !now.Contains(' '), "one runs, another");
        system.UntilLogged("/var/log/kept.log", "ends what is left of an earlier start");

        system.Run("kill -KILL $(pidof supervise-daemon); kill -KILL $(cut -d: -f1 /run/bivouac/kept/runner)");
        system.Try("rc-service kept stop");
        Pid(system).ShouldBeEmpty();
    }

    [Fact]
    public void U5_A_folder_that_is_not_there_yet_is_logged_and_the_program_starts_when_it_is()
    {
        using var system = root.InstallWithSsh(iso => iso.Service("kept", s => s.Run("/bin/sh", "-c", "pwd > /run/where; exec sleep 86403").Directory("/run/later").Supervised(longestDelay: TimeSpan.FromSeconds(2)))).Start();
        system.ShouldAnswer("the folder of a supervised program is not there", logged: () => system.Lines("/var/log/kept.log", "cannot"));
        system.UntilLogged("/var/log/kept.log", "cannot change into /run/later; a new start in 2 s");
        system.Has("/run/where").ShouldBeFalse();
        system.Run("mkdir /run/later");
        system.Until(() => system.Read("/run/where") == "/run/later\n", "it runs there");
    }

    [Fact]
    public void U1_A_supervised_program_that_waits_for_its_new_start_is_stopped_at_once()
    {
        using var system = root.InstallWithSsh(iso => iso.Service("waits", s => s.Run("/bin/false").Supervised(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20)))).Start();
        system.ShouldAnswer("a supervised program waits for its new start", logged: () => system.Lines("/var/log/waits.log", "a new start"));
        system.UntilLogged("/var/log/waits.log", "a new start in 600 s");
        system.Run("rc-service waits stop");

        // Whom KILL ends, since it went on to wait, says nothing.
        system.UntilLogged("/var/log/waits.log", "is stopped");
        system.Processes("bivouac/supervised").ShouldBeEmpty();
    }

    private static int[] Delays(BootedSystem system, string service = "crashes") =>
        [.. Regex.Matches(system.Read("/var/log/" + service + ".log"), "; a new start in ([0-9]+) s").Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];

    private static string Pid(BootedSystem system) => string.Join(' ', system.Processes("^/bin/sleep 86403$"));
}
