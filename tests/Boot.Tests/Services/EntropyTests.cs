using System;
using System.IO;
using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Services;

public sealed class EntropyTests(BaseRoot root)
{
    private const string Log = "/var/log/bivouac-entropy.log";

    [Fact]
    public void U1_The_kernels_random_numbers_are_fed_from_before_SSH_on()
    {
        Assert.SkipUnless(File.ReadAllText("/proc/cpuinfo").Contains("rdrand", StringComparison.Ordinal), "this processor makes no random numbers, and Debian's rngd knows no other source");
        // What comes first by its name wants SSH, which waits for them all the same.
        using var system = root.InstallWithSsh(iso => iso.Entropy().Service("aaa", s => s.Run("/bin/true").Runlevel(Runlevel.Boot).Want(ServiceName.Sshd)));
        Assert.SkipUnless(File.Exists(system.Root + "/usr/sbin/rngd"), "there is no /usr/sbin/rngd: apt-get install rng-tools5");
        system.Start();
        system.ShouldAnswer("the kernel's random numbers are fed", logged: () => system.Lines(Log, "."));
        system.ShouldComplete();
        system.Until(() => system.Processes("^/usr/sbin/rngd ").Length == 1, "rngd runs");
        system.Processes("^/usr/sbin/rngd -f -p /run/bivouac-entropy.pid$").Length.ShouldBe(1);
        system.Run("rc-service bivouac-entropy status").ShouldContain("started");
        system.Console.IndexOf("Starting bivouac-entropy", StringComparison.Ordinal).ShouldBeInRange(0, system.Console.IndexOf("Starting sshd", StringComparison.Ordinal), system.Console);
        system.Run("rc-service bivouac-entropy stop");
        system.Processes("rngd").ShouldBeEmpty();
    }

    [Fact]
    public void U5_SSH_answers_where_what_feeds_them_is_missing()
    {
        using var system = root.InstallWithSsh(iso => iso.Entropy());
        File.Delete(system.Root + "/usr/sbin/rngd");
        system.Start();
        system.ShouldAnswer("rngd is missing", logged: () => system.Lines(Log, "is not there"));
        system.ShouldComplete();
        system.UntilLogged(Log, "/usr/sbin/rngd is not there (exit code 127); a new start in 1 s");
    }
}
