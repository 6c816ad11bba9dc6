using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Dsl.Tests.Shell;
using Bivouac.Model;
using Bivouac.Scripts;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>What holds for the text of the scripts that run at boot; tests/Boot.Tests runs them.</summary>
public class BootScriptTests
{
    private const string Shellcheck = "/usr/bin/shellcheck";

    private static readonly string[] Folders = ["/etc/init.d/", "/usr/lib/bivouac/", "/etc/udhcpc/"];

    /// <summary>Everything that makes a script of its own.</summary>
    private static LiveCdModel Everything => new LiveCdBuilder().Arch(Arch.X86_64).Hostname("host").SerialConsole()
        .Network(n => n.DhcpOnAllInterfaces().Dhcp("bond0").Bond("bond0", BondMode.Lacp, "eth1").Vlan("eth2", 7).Static("eth2.7", "10.0.0.2/24", "10.0.0.1").Dns("10.0.0.1").HostnameFromDhcp())
        .Ssh(s => s.OpenSsh().AuthorizedKeys("keys/a.pub"))
        .Group("audit", 2000)
        .User("ops", 1000, u => u.Groups("wheel").Doas().PasswordHash("$6$abcdefgh$" + new string('x', 86)))
        .Watchdog(TimeSpan.FromSeconds(30))
        .RootPassword("$6$abcdefgh$" + new string('x', 86))
        .Autologin("tty1", "ops")
        .Autologin("ttyS0", "ops", "/usr/bin/top", "-d", "it's $2")
        .Service("once", s => s.Description("It's \"once\", for $5").Run("/bin/echo", "it's", "$HOME", "`id`").Shell("read -r x\necho \"$x\"", "a\nreason").User("ops").Directory("/var/a b").Environment("A", "it's $x").LogFile("/var/log/a \"b\" $c.log"))
        .Service("waits", s => s.Run("/bin/true").Foreground().After("once").Before("later").Use("net").Want("syslog").LogFile("/var/log/a \"b\" $c `d`.log"))
        .Service("counts", s => s.Run("/bin/true").Essential("it's $so `odd`").NeedsOrFails("waits", "it's $so"))
        .Service("later", s => s.Run("/bin/true").Timeout(TimeSpan.FromMinutes(2)))
        .Service("kept", s => s.Run("/bin/sleep", "1").Supervised().User("ops").After("once"))
        .Build("everything");

    [Fact]
    public void Shellcheck_finds_nothing()
    {
        Assert.SkipUnless(File.Exists(Shellcheck), Shellcheck + " is not installed");
        using var folder = new TempFolder();

        // Quoted texts are data of the definition; OpenRC and the readers of a service's file use the variables and call the functions.
        ChildProcess.Run(folder.Path, new Dictionary<string, string>(), [Shellcheck, "-s", "sh", "-x", "-P", "SCRIPTDIR", "-e", "SC2016,SC2034,SC2329", .. Write(folder)]).ToString().ShouldBe("exit 0\n\n");
    }

    [Fact]
    public void Busybox_ash_accepts_all()
    {
        Assert.SkipUnless(ShellKit.Busybox.Missing is null, ShellKit.Busybox.Missing ?? "");
        using var folder = new TempFolder();
        foreach (var script in Write(folder)) ShellKit.Busybox.Run(folder.Path, ["-n", script]).ToString().ShouldBe("exit 0\n\n", File.ReadAllText(script));
    }

    [Fact]
    public void All_scripts_of_the_folder_are_in_the_overlay() =>
        Scripts().Select(s => s.Path).Where(p => p.StartsWith("/usr/lib/bivouac/", StringComparison.Ordinal) && !p.Contains("/services/") && !p.Contains("/login.")).Order(StringComparer.Ordinal)
            .ShouldBe(["/usr/lib/bivouac/accounts", "/usr/lib/bivouac/keep-log", "/usr/lib/bivouac/network", "/usr/lib/bivouac/oneshot", "/usr/lib/bivouac/service.sh", "/usr/lib/bivouac/supervised", "/usr/lib/bivouac/watchdog"]);

    [Fact]
    public void U10_Nothing_that_runs_at_boot_fetches_or_installs() =>
        Scripts().Where(s => !s.Path.StartsWith("/usr/lib/bivouac/services/", StringComparison.Ordinal)).SelectMany(s => s.Content.ToString().Split('\n').Where(l => !l.TrimStart().StartsWith('#')).Select(l => s.Path + ": " + l))
            .Where(l => Regex.IsMatch(l, @"\b(apk|wget|curl|ftpget|tftp|rsync|scp|git|pip|npm)\b|://")).ShouldBeEmpty();

    [Theory]
    [InlineData("openssh")]
    [InlineData("doas")]
    [InlineData("sudo")]
    public void U10_The_packages_of_what_is_declared_are_on_the_medium_and_in_world(string apk)
    {
        var model = new LiveCdBuilder().Arch(Arch.X86_64).Hostname("host").Ssh(s => s.AuthorizedKeys("keys/a.pub")).User("a", 1000, u => u.Doas()).User("b", 1001, u => u.Sudo()).Build("packages");
        WorldFile.Lines(model).Select(l => l.ToString()).ShouldContain(apk);
        ScriptSet.Print(model)[0].Text.ShouldMatch(@"\bapks=""[^""]*\b" + apk + @"\b");
    }

    private static OverlayText[] Scripts() => [.. OverlayLayout.Of(Everything).OfType<OverlayText>().Where(t => Folders.Any(f => t.Path.StartsWith(f, StringComparison.Ordinal)) && !t.Path.EndsWith(".conf", StringComparison.Ordinal))];

    private static string[] Write(TempFolder folder) => [.. Scripts().Select(s => folder.Write(s.Path.TrimStart('/'), s.Content.ToString()))];
}
