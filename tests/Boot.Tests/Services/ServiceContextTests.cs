using System;
using System.Linq;
using Bivouac.Boot.Tests.Machine;
using Shouldly;
using Xunit;

namespace Bivouac.Boot.Tests.Services;

/// <summary>What reaches a program: its arguments, environment, folder and user.</summary>
public sealed class ServiceContextTests(BaseRoot root)
{
    private static readonly string[] Nasty =
    [
        "plain", "it's", "$HOME", "${X:-y}", "`id`", "$(id)", "a  b", " ", "\\n", "\\\\", "*", "", "-n", "--", "\"q\"", "#x", "~", "!x", "a;b", "&&", "|", ">", "é", "%s", "x=1", "'", "''",
    ];

    private const string Show = """
        #!/bin/sh
        {
        	for a; do printf '<%s>\n' "$a"; done
        	printf '%s\n' "$(id -un)" "$PWD" "$GREETING"
        } > "/tmp/$SHOWN"
        [ -z "$STAYS" ] || exec sleep 1000

        """;

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("keeper", false)]
    [InlineData("keeper", true)]
    public void U1_Arguments_environment_folder_and_user_reach_the_program_exactly(string? user, bool isSupervised)
    {
        using var system = root.InstallWithSsh(iso => iso.Service("show", s =>
        {
            s.Run("/usr/local/bin/show", [.. Nasty.Select(n => (ShellText)n)]).Directory("/usr/share").Environment("GREETING", "it's $HOME \"x\"").Environment("SHOWN", "shown");
            if (user is not null) s.User(user);
            if (isSupervised) s.Environment("STAYS", "1").Supervised();
        }));
        system.Prepare = "chmod 1777 \"$1/tmp\"";
        system.WriteProgram("/usr/local/bin/show", Show).Start();
        system.ShouldAnswer($"{(isSupervised ? "a supervised" : "a")} service of {user ?? "root"} with odd arguments", logged: () => "its command line");
        system.Until(() => system.Read("/tmp/shown").Contains("\"x\"\n", StringComparison.Ordinal) && system.Read("/tmp/shown").Contains("/usr/share", StringComparison.Ordinal), "it ran");
        system.Read("/tmp/shown").ShouldBe(string.Concat(Nasty.Select(n => "<" + n + ">\n")) + (user ?? "root") + "\n/usr/share\nit's $HOME \"x\"\n");
    }

    [Theory]
    [InlineData("network")]
    [InlineData("accounts")]
    [InlineData("oneshot")]
    [InlineData("log.1")]
    public void U1_A_service_may_have_any_name(string name)
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service(name, s => s.Run("/bin/touch", "/run/once").Foreground())
            .Service(name + "-kept", s => s.Run("/bin/sleep", "86404").Supervised())).Start();
        system.ShouldAnswer("a service that is called " + name, logged: () => system.Read("/var/log/" + name + ".log"));
        system.ShouldComplete();
        system.Has("/run/once").ShouldBeTrue();
        system.Run("rc-service " + name + " status").ShouldContain("done at ");
    }

    [Fact]
    public void U5_A_user_or_folder_that_is_not_there_is_logged_and_nothing_else_suffers()
    {
        using var system = root.InstallWithSsh(iso => iso
            .Service("nobody", s => s.Run("/bin/true").User("nosuch").Foreground())
            .Service("nobody-kept", s => s.Run("/bin/true").User("nosuch").Supervised())
            .Service("nowhere", s => s.Run("/bin/true").Directory("/nosuch").Foreground())
            .Service("nowhere-kept", s => s.Run("/bin/sleep", "1000").Directory("/nosuch").Supervised())).Start();
        system.ShouldAnswer("services of a user and in a folder that are not there", logged: () => system.Lines("/var/log/nobody.log", "user") + "\n" + system.Lines("/var/log/nowhere.log", "cannot"));
        system.ShouldComplete();
        system.UntilLogged("/var/log/nobody.log", "there is no user 'nosuch'");
        system.UntilLogged("/var/log/nobody-kept.log", "there is no user 'nosuch'");
        system.UntilLogged("/var/log/nowhere.log", "cannot change into /nosuch");
        system.UntilLogged("/var/log/nowhere-kept.log", "cannot change into /nosuch; a new start in 1 s");
        system.Read("/var/log/nowhere-kept.log").ShouldNotContain("runs /bin/sleep");
    }
}
