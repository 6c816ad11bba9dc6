using System.Linq;
using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class NetworkNeedRuleTests() : RuleTests("BIV0803")
{
    [Theory]
    [InlineData("need net", "after net")]
    [InlineData("need networking", "after networking")]
    [InlineData("need localmount net logger", "need localmount logger; after net")]
    public void A_need_of_the_network_is_found_and_becomes_an_order(string need, string order)
    {
        Elements(iso => iso.File("/etc/init.d/a", Script(need))).ShouldBe(["Overlay[0].Content"]);
        Fixes(iso => iso.File("/etc/init.d/a", Script(need))).Single().ShouldBe(new Fix(FixKind.ReplaceInText, need, order));
    }

    [Fact]
    public void Files_of_the_project_are_found_with_their_line()
    {
        Project.Add("overlay/etc/init.d/a", Script("need net")).Add("overlay/etc/conf.d/b", "x=1\nrc_need=\"net\"\n");
        Find(iso => iso.Tree("overlay")).ShouldBe(
            [
                "Overlay[0].Source: overlay/etc/conf.d/b:2 says that 'b' needs 'net', so the service does not start when the network fails; set rc_after, which only orders",
                "Overlay[0].Source: overlay/etc/init.d/a:3 says that 'a' needs 'net', so the service does not start when the network fails; say 'after net', which only orders",
            ]);
    }

    [Theory]
    [InlineData("after net")]
    [InlineData("use net")]
    [InlineData("want net")]
    [InlineData("need localmount")]
    [InlineData("need netmount nethogs")]
    [InlineData("# need net")]
    [InlineData("[ -e /x ] && need net")]
    [InlineData("if x; then\nneed net\nfi")]
    [InlineData("provide net")]
    public void Other_words_are_fine(string depend) => Clean(iso => iso.File("/etc/init.d/a", Script(depend)));

    [Fact]
    public void What_the_configuration_takes_away_is_fine()
    {
        Clean(iso => iso.File("/etc/init.d/a", Script("need net")).ConfD("a", "rc_need", "!net"));
        Clean(iso => iso.File("/etc/init.d/a", Script("need net")).File("/etc/conf.d/a", "rc_need='!net'\n"));
    }

    [Fact]
    public void Settings_are_found()
    {
        Elements(iso => iso.ConfD("sshd", "rc_need", "net localmount")).ShouldBe(["ConfD[0].Value"]);
        Fixes(iso => iso.ConfD("sshd", "rc_need", "net localmount")).ShouldBeEmpty();
        Elements(iso => iso.File("/etc/conf.d/sshd", "rc_need=net # x\n")).ShouldBe(["Overlay[0].Content"]);
        Elements(iso => iso.File("/etc/conf.d/sshd", "rc_need=net\nrc_need='!net'\n")).ShouldBeEmpty();
    }

    [Fact]
    public void Other_settings_are_fine() => Clean(iso => iso.ConfD("sshd", "rc_after", "net").ConfD("ntpd", "rc_need", "!net").File("/etc/conf.d/x", "# rc_need=net\nmy_rc_need=net\n"));

    [Fact]
    public void A_declared_need_has_its_reason() => Clean(iso => iso.Network(n => n.DhcpOnAllInterfaces()).Service("a", s => s.Run("true").NeedsOrFails("net", "it is a client")));

    [Fact]
    public void What_is_no_init_script_or_replaced_is_fine() => Clean(iso => iso
        .File("/etc/init.d/a", "#!/bin/sh\ndepend() {\n\tneed net\n}\n").File("/usr/share/doc/a", Script("need net")).FileFrom("/etc/init.d/b", "nosuch")
        .File("/etc/init.d/c", Script("need net")).Remove("/etc/init.d/c"));

    private static string Script(string depend) => "#!/sbin/openrc-run\ndepend() {\n\t" + depend + "\n}\n";
}
