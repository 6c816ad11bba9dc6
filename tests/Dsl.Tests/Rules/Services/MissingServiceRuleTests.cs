using System.Linq;
using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Services;

public class MissingServiceRuleTests() : RuleTests("BIV0501")
{
    [Fact]
    public void What_a_build_brings_may_have_the_service_when_it_can_be_there()
    {
        Clean(iso => iso.BuildStep("a", b => b.Output("/")).Enable("nothing"));
        Clean(iso => iso.BuildStep("a", b => b.Output("/etc")).Enable("nothing"));
        Clean(iso => iso.Download("a", d => d.From("https://a/b").ChecksumFile(".s").Into("/etc/init.d/own")).Enable("own"));
        Elements(iso => iso.BuildStep("a", b => b.Output("/usr/local/lib/a")).Enable("nothing")).ShouldBe(["Services[0]"]);
    }

    [Fact]
    public void A_service_of_an_undeclared_package_is_found_with_the_package() =>
        Fixes(iso => iso.Enable("chronyd")).ShouldBe([new Fix(FixKind.AddCall, "", ".Apks(\"chrony\")")]);

    [Fact]
    public void A_package_for_the_medium_only_does_not_count() => Find(iso => iso.MediumApks("openssh").Enable("sshd"))
        .ShouldBe(["Services[0]: the service 'sshd' is enabled, but its package 'openssh' is on the medium only and not installed at boot, so it would be left out at boot without a word; declare it with .Apks(\"openssh\")"]);

    [Fact]
    public void A_misspelt_service_is_found_with_its_neighbours() => Fixes(iso => iso.Apks("openssh").Enable("shhd")).Select(f => f.Value).ShouldContain("sshd");

    [Theory]
    [InlineData("openssh", "sshd")]
    [InlineData("openssh-server", "sshd")]
    [InlineData("networkmanager", "dbus")]
    [InlineData("eudev", "udev-trigger")]
    [InlineData("alpine-base", "networking")]
    [InlineData("alpine-base", "local")]
    [InlineData("alpine-base", "crond")]
    [InlineData("avahi", "avahi-daemon")]
    public void What_a_declared_package_brings_is_fine(string package, string service) => Clean(iso => iso.Apks(package).Enable(service));

    [Fact]
    public void Scripts_of_the_overlay_count_wherever_they_are_declared()
    {
        Project.Add("overlay/etc/init.d/audit", "#!/sbin/openrc-run\n").Add("scripts/kiosk.initd", "#!/sbin/openrc-run\n");
        Clean(iso => iso.Enable("audit").Enable("kiosk").Enable("inline").Enable("linked")
            .Tree("overlay").FileFrom("/etc/init.d/kiosk", "scripts/kiosk.initd").File("/etc/init.d/inline", "#!/sbin/openrc-run\n").Link("/etc/init.d/linked", "inline"));
    }

    [Fact]
    public void A_script_that_is_taken_back_does_not_count() => Elements(iso => iso.File("/etc/init.d/a", "").Remove("/etc/init.d/a").Enable("a")).ShouldBe(["Services[0]"]);

    [Fact]
    public void Nothing_is_said_when_scripts_may_come_from_elsewhere()
    {
        Clean(iso => iso.Tree("unknown").Enable("audit"));
        Clean(iso => iso.RawOverlayShell("cp x \"$tmp/etc/init.d/audit\"", "why").Enable("audit"));
        Clean(iso => iso.Repository("https://apk.example.org/v1").Apks("agent").Enable("agent"));
        Clean(iso => iso.Repository("https://apk.example.org/v1", tag: "own").Apk("agent", a => a.From("own")).Enable("agent"));
    }

    [Fact]
    public void A_disabled_service_is_not_started_at_all() => Clean(iso => iso.Enable("sshd").Disable("sshd"));

    [Fact]
    public void With_a_package_index_what_a_package_depends_on_counts()
    {
        Index = "P:agent\nV:1-r0\nA:x86_64\nD:so:libssh.so.1 sshd-wrapper\n\nP:sshd-wrapper\nV:1-r0\nD:openssh\n\nP:openssh\nV:9-r0\n\nP:alpine-base\nV:3-r0\n";
        Clean(iso => iso.Arch(Arch.X86_64).Apks("agent").Enable("sshd"));
        Elements(iso => iso.Arch(Arch.X86_64).Enable("sshd")).ShouldBe(["Services[0]"]);
    }
}
