using System;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Services;

/// <summary>The environment of a program: what is declared, and what it inherits.</summary>
public sealed class ServiceEnvironmentTests(BaseRoot root)
{
    /// <summary>Names that the shells on the way have as well.</summary>
    private static readonly string[] Names =
        ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "IFS", "service", "user", "state", "log", "limit", "directory", "failed", "action", "code", "group", "groups", "stopped", "grace", "file", "ended", "LD_LIBRARY_PATH", "BASH_ENV", "ENV", "RC_SVCNAME"];

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("keeper", false)]
    [InlineData("keeper", true)]
    public void U1_A_variable_may_have_any_name_and_reaches_the_program_alone(string? user, bool isSupervised)
    {
        using var system = root.InstallWithSsh(iso => iso.Service("show", s =>
        {
            s.Run("/bin/show");
            foreach (var name in Names) s.Environment(name, "/declared/" + name);
            if (user is not null) s.User(user);
            if (isSupervised) s.Supervised();
        }));
        system.Prepare = "chmod 1777 \"$1/tmp\"";
        system.WriteProgram("/bin/show", "#!/bin/busybox sh\n/bin/busybox id -un > /tmp/user\n/bin/busybox tr '\\000' '\\n' < /proc/$$/environ > /tmp/shown.new\n/bin/busybox mv /tmp/shown.new /tmp/shown\nexec /bin/busybox sleep 1000\n").Start();
        system.ShouldAnswer($"{(isSupervised ? "a supervised" : "a")} service of {user ?? "root"} with variables of any name", logged: () => system.Lines("/var/log/show.log", "."));
        system.Until(() => system.Has("/tmp/shown"), "it ran");
        var shown = system.Read("/tmp/shown").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in Names) shown.ShouldContain(name + "=/declared/" + name);
        system.Read("/tmp/user").ShouldBe((user ?? "root") + "\n");
        system.UntilLogged("/var/log/show.log", "show: runs /bin/show");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("keeper")]
    public void U4_A_program_may_open_its_output_by_name(string? user)
    {
        using var system = root.InstallWithSsh(iso => iso.Service("by-name", s =>
        {
            s.Shell("echo to stdout > /proc/self/fd/1\necho to stderr > /proc/self/fd/2", "it does so");
            if (user is not null) s.User(user);
        })).Start();
        system.ShouldAnswer($"a service of {user ?? "root"} that opens its output by name", logged: () => system.Lines("/var/log/by-name.log", "."));
        system.UntilLogged("/var/log/by-name.log", "to stdout");
        system.UntilLogged("/var/log/by-name.log", "to stderr");
        system.UntilLogged("/var/log/by-name.log", "by-name: done");
    }

    [Theory]
    [InlineData(null, false, "/root")]
    [InlineData(null, true, "/root")]
    [InlineData("keeper", false, "/home/keeper")]
    [InlineData("keeper", true, "/home/keeper")]
    public void U1_A_program_inherits_its_path_and_its_user_and_nothing_else(string? user, bool isSupervised, string home)
    {
        using var system = root.InstallWithSsh(iso => iso.Service("show", s =>
        {
            s.Run("/bin/sh", "-c", "tr '\\000' '\\n' < /proc/$$/environ > /tmp/shown.new; mv /tmp/shown.new /tmp/shown; exec sleep 1000").Environment("DECLARED", "yes");
            if (user is not null) s.User(user);
            if (isSupervised) s.Supervised();
        }));
        system.Prepare = "chmod 1777 \"$1/tmp\"";
        system.Start();
        system.ShouldAnswer($"what {(isSupervised ? "a supervised" : "a")} service of {user ?? "root"} inherits");
        system.Until(() => system.Has("/tmp/shown"), "it ran");

        // The shell on the way adds PWD and its depth.
        system.Read("/tmp/shown").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith("PWD=", StringComparison.Ordinal) && !l.StartsWith("SHLVL=", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(["DECLARED=yes", "HOME=" + home, "LOGNAME=" + (user ?? "root"), "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "SHELL=/bin/sh", "USER=" + (user ?? "root")]);
    }

    [Fact]
    public void U1_A_pipe_that_nobody_reads_ends_who_prints_into_it_as_everywhere()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("once", s => s.Run("/bin/grep", "SigIgn", "/proc/self/status"))
            .Service("users", s => s.Run("/bin/grep", "SigIgn", "/proc/self/status").User("keeper"))
            .Service("kept", s => s.Run("/bin/grep", "SigIgn", "/proc/self/status").Supervised())).Start();
        system.ShouldAnswer("services print into pipes", logged: () => system.Lines("/var/log/once.log", "SigIgn:"));
        foreach (var service in (string[])["once", "users", "kept"])
        {
            system.UntilLogged($"/var/log/{service}.log", "SigIgn:");
            (Convert.ToInt64(Regex.Match(system.Read($"/var/log/{service}.log"), "SigIgn:\\s*([0-9a-f]+)").Groups[1].Value, 16) & (1L << 12)).ShouldBe(0, service);
        }
    }

    [Fact]
    public void U4_What_is_declared_and_what_is_logged_is_for_root_alone()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("once", s => s.Shell("echo \"$API_TOKEN\" | wc -c", "uses a secret").User("keeper").Environment("API_TOKEN", "secret").Foreground())
            .Service("kept", s => s.Run("/bin/sleep", "86410").User("keeper").Environment("API_TOKEN", "secret").Supervised())).Start();
        system.ShouldAnswer("a service with a secret", logged: () => system.Lines("/var/log/once.log", "."));
        system.ShouldComplete();
        system.UntilLogged("/var/log/once.log", "done");
        system.UntilLogged("/var/log/once.log", "7");
        system.Until(() => system.Processes("^/bin/sleep 86410$").Length == 1, "the other one runs");
        system.Run("cd /usr/lib/bivouac/services; stat -c '%a %n' * /var/log/once.log /var/log/kept.log").ShouldBe("600 kept\n600 once\n755 once.1.sh\n600 /var/log/once.log\n600 /var/log/kept.log\n");
        system.Processes("secret").ShouldBeEmpty();
    }
}
