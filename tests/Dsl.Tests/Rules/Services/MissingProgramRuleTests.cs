using System.Linq;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Services;

public class MissingProgramRuleTests() : RuleTests("BIV0506")
{
    private const string Script = "#!/sbin/openrc-run\n";

    [Fact]
    public void What_a_build_may_bring_is_fine()
    {
        Clean(iso => iso.File("/etc/init.d/audit", Script + "command=/usr/local/lib/a/audit\n").BuildStep("a", b => b.Output("/usr/local/lib/a")));
        Clean(iso => iso.File("/etc/init.d/audit", Script + "command=/usr/local/bin/audit\n").Download("a", d => d.From("https://a/b").ChecksumFile(".s").Into("/usr/local/bin/audit", "0755")));
        Find(iso => iso.File("/etc/init.d/audit", Script + "command=/usr/local/bin/audit\n").BuildStep("a", b => b.Output("/usr/local/lib/a"))).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("command=\"/usr/local/bin/audit\"")]
    [InlineData("command='/usr/local/bin/audit'")]
    [InlineData("command=/usr/local/bin/audit")]
    [InlineData("description=x\ncommand=/usr/local/bin/audit # why\npidfile=/run/a.pid")]
    public void A_program_that_nothing_puts_there_is_found(string text) =>
        Find(iso => iso.File("/etc/init.d/audit", Script + text + "\n")).ShouldHaveSingleItem().ShouldStartWith("Overlay[0].Content: /etc/init.d/audit runs /usr/local/bin/audit, but nothing of the overlay is there");

    [Fact]
    public void In_a_tree_the_place_in_the_file_is_named()
    {
        Project.Add("overlay/etc/init.d/audit", Script + "command=/usr/local/bin/audit\n");

        Find(iso => iso.Tree("overlay")).ShouldHaveSingleItem().ShouldStartWith("Overlay[0].Source: overlay/etc/init.d/audit:2 runs ");
    }

    [Fact]
    public void One_that_is_there_is_fine()
    {
        Project.Add("overlay/etc/init.d/audit", Script + "command=/usr/local/bin/audit\n").Add("overlay/usr/local/bin/audit", null);

        Clean(iso => iso.Tree("overlay"));
        Clean(iso => iso.File("/etc/init.d/audit", Script + "command=/usr/local/bin/audit\n").Link("/usr/local/bin/audit", "/opt/audit"));
        Clean(iso => iso.File("/etc/init.d/audit", Script + "command=/usr/local/bin/audit\n").Link("/usr/local", "/opt"));
    }

    [Theory]
    [InlineData("command=/usr/bin/audit")]
    [InlineData("command=/opt/audit")]
    [InlineData("command=\"/usr/local/bin/$RC_SVCNAME\"")]
    [InlineData("command=\"${prefix}/bin/audit\"")]
    [InlineData("command=/usr/local/bin/a\ncommand=/usr/local/bin/b")]
    [InlineData("\tcommand=/usr/local/bin/a")]
    [InlineData("# command=/usr/local/bin/a")]
    public void What_a_package_may_bring_or_the_shell_makes_is_fine(string text) => Clean(iso => iso.File("/etc/init.d/audit", Script + text + "\n"));

    [Fact]
    public void Where_not_all_is_known_nothing_is_said()
    {
        const string Text = Script + "command=/usr/local/bin/audit\n";

        Clean(iso => iso.File("/etc/init.d/audit", Text).Tree("overlay"));
        Clean(iso => iso.File("/etc/init.d/audit", Text).RawOverlayShell("cp a \"$tmp\"/usr/local/bin/audit", "built elsewhere"));
        Clean(iso => iso.File("/etc/init.d/audit", Text).Repository("https://example.org/alpine"));
        Clean(iso => iso.File("/etc/init.d/audit", Text).Remove("/etc/init.d/audit"));
        Clean(iso => iso.File("/etc/audit", Text));
    }

    [Fact]
    public void Programs_of_services_and_terminals_are_looked_at()
    {
        Find(iso => iso.Service("a", s => s.Run("/usr/local/bin/a").Run("/usr/bin/b").Run("c")).Autologin("tty1", "root", "/usr/local/bin/board")).Select(f => f.Split(',')[0]).ShouldBe(
            ["DeclaredServices[0].Steps[0]: the service 'a' runs /usr/local/bin/a", "Autologins[0].Program: tty1 runs /usr/local/bin/board"]);
        Clean(iso => iso.Service("a", s => s.Run("/usr/local/bin/a")).File("/usr/local/bin/a", "#!/bin/sh\n", "0755"));
        Clean(iso => iso.Service("a", s => s.Run("/usr/local/bin/a")).Tree("overlay"));
    }

    [Fact]
    public void A_shell_whose_package_is_not_there_is_missing()
    {
        Find(iso => iso.Service("a", s => s.Shell("#!/bin/bash\necho\n", "a reason"))).ShouldBe(
            ["DeclaredServices[0].Steps[0]: the service 'a' runs /bin/bash, but that is in the package bash, which the image does not have, so it fails at boot; add .Apks(\"bash\")"]);
        Elements(iso => iso.Service("a", s => s.Run("/bin/zsh", "x"))).ShouldBe(["DeclaredServices[0].Steps[0]"]);
        Clean(iso => iso.Apks("bash").Service("a", s => s.Shell("#!/bin/bash\necho\n", "a reason")).Service("b", s => s.Shell("#!/bin/sh\necho\n", "a reason")));
        Clean(iso => iso.File("/bin/bash", "x", "0755").Service("a", s => s.Shell("#! /bin/bash\necho\n", "a reason")));
    }
}
