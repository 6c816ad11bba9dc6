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
        system.ShouldAnswer("a supervised program crashes", logged: () => system.Lines("/var/log/crashes.log", "ended"));
        system.ShouldComplete();
        system.Has("/run/later").ShouldBeTrue();
        system.Until(() => Delays(system).Length >= 4, "it was started five times");
        Delays(system).Take(4).ShouldBe([1, 2, 3, 3]);
        system.Run("rc-service crashes status").ShouldContain("started");
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
        system.Run("rc-service kept stop");
        system.Until(() => Pid(system).Length == 0, "it ended");
    }

    private static int[] Delays(BootedSystem system, string service = "crashes") =>
        [.. Regex.Matches(system.Read("/var/log/" + service + ".log"), "ended; a new start in ([0-9]+) s").Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];

    private static string Pid(BootedSystem system) => string.Join(' ', system.Processes("^/bin/sleep 86403$"));
}
