using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class BackgroundReferenceRuleTests() : RuleTests("BIV0810")
{
    [Fact]
    public void Orders_after_a_background_service_are_found() => Elements(iso => iso
        .Service("x", s => s.Run("true"))
        .Service("a", s => s.Run("true").After("x").Use("x").Want("x").NeedsOrFails("x", "a reason"))).ShouldBe(
        [
            "DeclaredServices[1].After[0]", "DeclaredServices[1].Uses[0]", "DeclaredServices[1].Wants[0]", "DeclaredServices[1].Needs[0]",
        ]);

    [Fact]
    public void Services_that_are_waited_for_or_run_on_are_fine() => Clean(iso => iso
        .Service("x", s => s.Run("true").Foreground())
        .Service("y", s => s.Run("true").Essential("a reason"))
        .Service("z", s => s.Run("true").Supervised())
        .Service("a", s => s.Run("true").After("x", "y", "z", "syslog", "nosuch", "a")));

    [Fact]
    public void What_comes_before_or_has_a_script_of_its_own_is_fine()
    {
        Clean(iso => iso.Service("x", s => s.Run("true")).Service("a", s => s.Run("true").Before("x")));
        Clean(iso => iso.Service("x", s => s.Run("true")).Service("a", s => s.Run("true").After("x")).File("/etc/init.d/x", "#!/sbin/openrc-run\n"));
    }
}
