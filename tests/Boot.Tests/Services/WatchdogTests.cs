using System;
using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Services;

public sealed class WatchdogTests(BaseRoot root)
{
    private const string Log = "/var/log/bivouac-watchdog.log";

    /// <summary>Busybox's, which a namespace has no device for.</summary>
    private const string WatchdogDouble = "#!/bin/sh\necho \"$*\" > /run/watchdog.call\nexec sleep 300000\n";

    [Fact]
    public void U5_A_machine_without_a_watchdog_is_told_so_and_the_boot_goes_on()
    {
        using var system = root.InstallWithSsh(iso => iso.Watchdog(TimeSpan.FromSeconds(60))).Start();
        system.ShouldAnswer("there is no watchdog", logged: () => system.Lines(Log, "."));
        system.ShouldComplete();
        system.Console.ShouldContain("There is no /dev/watchdog yet; see /var/log/bivouac-watchdog.log");
        system.UntilLogged(Log, "there is no /dev/watchdog; loads softdog, the kernel's own");
        system.UntilLogged(Log, "there is none: a machine that stands still is not reset");
        system.Try("rc-service bivouac-watchdog stop").ExitCode.ShouldBe(0);
        system.Processes("bivouac/watchdog").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void U1_A_watchdog_is_told_that_the_machine_lives_also_one_that_appears_later(bool isLate)
    {
        using var system = root.InstallWithSsh(iso => iso.Watchdog(TimeSpan.FromSeconds(60)));
        system.WriteProgram("/sbin/watchdog", WatchdogDouble);
        if (BaseRoot.PrefersApplets) system.CopyProgram("/usr/bin/dash", "/bin/sh");
        if (!isLate) system.Adjust = "mknod \"$1/dev/watchdog\" c 1 3";
        system.Start();
        system.ShouldAnswer("there is a watchdog" + (isLate ? ", later" : ""), logged: () => system.Lines(Log, "."));
        if (isLate)
        {
            system.UntilLogged(Log, "there is none");
            system.Run("mknod /dev/watchdog c 1 3");
        }

        system.Until(() => system.Read("/run/watchdog.call") == "-F -T 60 -t 20 /dev/watchdog\n", "it is told");
        system.UntilLogged(Log, "/dev/watchdog resets the machine 60 seconds after the last sign of life");
        system.Read(Log).Contains("softdog", StringComparison.Ordinal).ShouldBe(isLate);
        system.Run("rc-service bivouac-watchdog status").ShouldContain("started");
    }

    [Fact]
    public void U1_What_tells_the_watchdog_is_started_again_before_the_machine_is_reset_when_it_is_killed()
    {
        using var system = root.InstallWithSsh(iso => iso.Watchdog(TimeSpan.FromSeconds(10)));
        system.WriteProgram("/sbin/watchdog", WatchdogDouble);
        if (BaseRoot.PrefersApplets) system.CopyProgram("/usr/bin/dash", "/bin/sh");
        system.Adjust = "mknod \"$1/dev/watchdog\" c 1 3";
        system.Start();
        system.ShouldAnswer("what tells the watchdog is killed", logged: () => system.Lines(Log, "."));
        system.Until(() => system.Processes("^sleep 300000$").Length == 1, "it is told");
        var first = system.Processes("^sleep 300000$")[0];
        system.Run("rm /run/watchdog.call; kill -KILL " + first);
        system.Until(() => system.Processes("^sleep 300000$") is [var now] && now != first, "it is told again");
        system.Processes("supervise-daemon bivouac-watchdog .*--respawn-delay 3 ").Length.ShouldBe(1, system.Run("ps -o args"));
        system.Read("/run/watchdog.call").ShouldBe("-F -T 10 -t 3 /dev/watchdog\n");
    }
}
