using System.Linq;
using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class SshStartRuleTests() : RuleTests("BIV0804")
{
    private const string Audit = "#!/sbin/openrc-run\nstart() {\n\tlspci > /var/log/audit\n}\n";

    [Fact]
    public void A_script_that_may_hang_before_ssh_is_found()
    {
        Find(iso => iso.Apks("openssh").File("/etc/init.d/audit", Audit).Enable("audit").Enable("sshd")).ShouldBe(
            ["Services[1]: 'sshd' is in the runlevel default with 'audit', whose start may hang, so SSH would not start; declare .Ssh(...), or enable it with Runlevel.Boot"]);
        Elements(iso => iso.Apks("dropbear").ConfD("dropbear", "rc_need", "!net").Enable("dropbear").File("/etc/init.d/audit", "#!/sbin/openrc-run\ncommand=/usr/bin/audit\n").Enable("audit")).ShouldBe(["Services[0]"]);
        Elements(iso => iso.Apks("openssh").Enable("sshd").Enable("networking")).ShouldBe(["Services[0]"]);
    }

    [Theory]
    [InlineData("#!/sbin/openrc-run\ncommand=/usr/bin/audit\ncommand_background=yes\n")]
    [InlineData("#!/sbin/openrc-run\nsupervisor=supervise-daemon\ncommand=/usr/bin/audit\n")]
    [InlineData("#!/sbin/openrc-run\nstart() {\n\tlspci > /var/log/audit &\n}\n")]
    [InlineData("#!/sbin/openrc-run\ndepend() {\n\tafter sshd\n}\nstart() {\n\tlspci\n}\n")]
    [InlineData("#!/sbin/openrc-run\nstart() {\n\tebegin x\n\tcheckpath -d /run/x\n\teend 0\n}\n")]
    [InlineData("#!/bin/sh\nlspci\n")]
    public void What_does_not_hang_or_comes_later_is_fine(string script) => Clean(iso => iso.Apks("openssh").File("/etc/init.d/audit", script).Enable("audit").Enable("sshd"));

    [Fact]
    public void Other_runlevels_and_services_are_fine()
    {
        Clean(iso => iso.Apks("openssh").Enable("sshd"));
        Clean(iso => iso.Apks("openssh").Enable("sshd", Runlevel.Boot).File("/etc/init.d/audit", Audit).Enable("audit"));
        Clean(iso => iso.Apks("openssh").Enable("sshd").File("/etc/init.d/audit", Audit));
        Clean(iso => iso.Apks("openssh").Enable("sshd").File("/etc/init.d/audit", Audit).Enable("audit", Runlevel.Boot));
        Clean(iso => iso.Enable("sshd").File("/etc/init.d/audit", Audit).Enable("audit"));
        Clean(iso => iso.Ssh(s => s.OpenSsh()).Enable("sshd").File("/etc/init.d/audit", Audit).Enable("audit"));
    }

    [Fact]
    public void A_need_of_a_network_that_may_fail_is_found()
    {
        Elements(iso => iso.Apks("dropbear").Enable("networking", Runlevel.Boot).Enable("dropbear", Runlevel.Boot)).ShouldBe(["Services[1]"]);
        Fixes(iso => iso.Apks("dropbear").Enable("networking", Runlevel.Boot).Enable("dropbear", Runlevel.Boot)).Single().ShouldBe(new Fix(FixKind.AddCall, "", ".ConfD(\"dropbear\", \"rc_need\", \"!net\")"));
    }

    [Fact]
    public void Where_it_is_taken_away_does_not_fail_or_is_told_elsewhere_it_is_fine()
    {
        Clean(iso => iso.Apks("dropbear").Enable("dropbear", Runlevel.Boot));
        Clean(iso => iso.Apks("dropbear").Enable("networking", Runlevel.Boot).Enable("dropbear", Runlevel.Boot).ConfD("dropbear", "rc_need", "!net"));
        Clean(iso => iso.Apks("dropbear").Network(n => n.DhcpOnAllInterfaces()).Enable("dropbear", Runlevel.Boot));
        Clean(iso => iso.Ssh(s => s.Dropbear()).Enable("networking", Runlevel.Boot));
    }

    [Theory]
    [InlineData("Port 22\nListenAddress 192.0.2.7\n", true)]
    [InlineData("ListenAddress 0.0.0.0\nListenAddress fe80::1\n", true)]
    [InlineData("ListenAddress 0.0.0.0\nListenAddress ::\nListenAddress [::]:22\nListenAddress 0.0.0.0:2222\n", false)]
    [InlineData("# ListenAddress 192.0.2.7\n", false)]
    public void An_address_of_its_own_is_found(string configuration, bool isFound) =>
        Elements(iso => iso.Apks("openssh").Enable("sshd", Runlevel.Boot).File("/etc/ssh/sshd_config", configuration)).ShouldBe(isFound ? ["Overlay[0].Content"] : []);

    [Fact]
    public void An_address_without_need_is_fine()
    {
        const string Listen = "ListenAddress 192.0.2.7\n";
        Clean(iso => iso.Apks("openssh").File("/etc/ssh/sshd_config", Listen));
        Clean(iso => iso.Apks("openssh").Enable("sshd", Runlevel.Boot).File("/etc/ssh/sshd_config", Listen).ConfD("sshd", "rc_need", "!net"));
        Clean(iso => iso.Apks("openssh").Enable("sshd", Runlevel.Boot).File("/etc/ssh/sshd_config", Listen).File("/etc/conf.d/sshd", "rc_need=''\n"));
        Clean(iso => iso.Apks("openssh").Enable("sshd", Runlevel.Boot).File("/etc/ssh/sshd_config", Listen).FileFrom("/etc/conf.d/sshd", "sshd"));
        Clean(iso => iso.Ssh(s => s.OpenSsh()).File("/etc/ssh/sshd_config", Listen));
    }
}
