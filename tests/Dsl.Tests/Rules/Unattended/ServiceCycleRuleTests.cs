using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class ServiceCycleRuleTests() : RuleTests("BIV0811")
{
    [Fact]
    public void A_circle_is_found_once() => Find(iso => iso
        .Service("a", s => s.Run("true").After("syslog", "b"))
        .Service("b", s => s.Run("true").Before("c").Use("c"))
        .Service("c", s => s.Run("true").After("a"))).ShouldBe(
        ["DeclaredServices[0].After[1]: the services start each after the next, in a circle: a -> b -> c -> a; OpenRC breaks it somewhere without a word, so take one of these orders out"]);

    [Fact]
    public void Before_and_after_the_same_service_is_a_circle() => Elements(iso => iso.Ssh(s => s.AuthorizedKeys("keys")).Service("a", s => s.Run("true").After("sshd").Before("sshd"))).ShouldBe(["DeclaredServices[0].After[0]"]);

    [Fact]
    public void Enabled_scripts_of_the_overlay_count()
    {
        const string Script = "#!/sbin/openrc-run\ndepend() {\n\tneed a\n}\n";
        Elements(iso => iso.File("/etc/init.d/x", Script).Enable("x").Service("a", s => s.Run("true").After("x"))).ShouldBe(["DeclaredServices[0].After[0]"]);
        Elements(iso => iso.File("/etc/init.d/x", "#!/sbin/openrc-run\ndepend() {\n\tbefore a\n}\n").Enable("x").Service("a", s => s.Run("true").Before("x"))).ShouldBe(["DeclaredServices[0].Before[0]"]);
        Clean(iso => iso.File("/etc/init.d/x", Script).Service("a", s => s.Run("true").After("x")));
    }

    [Fact]
    public void What_a_configuration_adds_counts_and_what_does_not_start_does_not()
    {
        Elements(iso => iso.Service("a", s => s.Run("true").After("b")).Service("b", s => s.Run("true")).ConfD("b", "rc_after", "a")).ShouldBe(["DeclaredServices[0].After[0]"]);
        Clean(iso => iso.Service("a", s => s.Run("true").After("b")).Service("b", s => s.Run("true").After("a")).Disable("b"));
    }

    [Fact]
    public void What_goes_one_way_is_fine() => Clean(iso => iso
        .Service("a", s => s.Run("true").After("b", "c").Before("d"))
        .Service("b", s => s.Run("true").After("c"))
        .Service("c", s => s.Run("true").After("c"))
        .Service("d", s => s.Run("true").After("a", "b")));
}
