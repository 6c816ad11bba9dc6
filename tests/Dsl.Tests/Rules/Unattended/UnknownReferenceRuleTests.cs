using System.Linq;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class UnknownReferenceRuleTests() : RuleTests("BIV0809")
{
    [Fact]
    public void Slips_of_every_kind_are_found() => Elements(iso => iso.Service("a", s => s.Run("true")
        .After("syslogg").Before("nosuch1").Use("nosuch2").Want("nosuch3").NeedsOrFails("nosuch4", "a reason"))).ShouldBe(
        [
            "DeclaredServices[0].After[0]", "DeclaredServices[0].Before[0]", "DeclaredServices[0].Uses[0]", "DeclaredServices[0].Wants[0]", "DeclaredServices[0].Needs[0]",
        ]);

    [Fact]
    public void Services_of_the_definition_and_the_overlay_are_near_names() => Fixes(iso => iso.File("/etc/init.d/warehouse", "#!/sbin/openrc-run\n")
        .Service("storekeeper", s => s.Run("true").After("warehousse")).Service("b", s => s.Run("true").After("storekeper"))).Select(f => f.Value).ShouldBe(["warehouse", "storekeeper"]);

    [Fact]
    public void A_missing_need_is_said_to_keep_it_from_starting() => Find(iso => iso.Service("a", s => s.Run("true").NeedsOrFails("dbus", "it talks"))).ShouldBe(
        ["DeclaredServices[0].Needs[0]: the service 'a' says .NeedsOrFails(\"dbus\"), and no package, overlay file or definition has that service, so it does not start; add .Apks(\"dbus\"), or take it out"]);

    [Theory]
    [InlineData("bivouac-network", "declare .Network(...)")]
    [InlineData("bivouac-accounts", "declare an account")]
    [InlineData("bivouac-watchdog", "declare .Watchdog(...)")]
    [InlineData("bivouac-entropy", "declare .Entropy()")]
    public void What_declares_a_generated_service_is_said(string service, string advice) =>
        Find(iso => iso.Service("a", s => s.Run("true").After(service))).Single().ShouldEndWith("; " + advice + ", or take it out");

    [Fact]
    public void What_is_there_is_fine() => Clean(iso => iso.Apks("dbus").Network(n => n.DhcpOnAllInterfaces()).Ssh(s => s.Dropbear()).User("u", 1000)
        .File("/etc/init.d/own", "#!/sbin/openrc-run\ndepend() {\n\tprovide something\n}\n")
        .Service("a", s => s.Run("true").After("dbus", "own", "something", "b", "net", "logger", "dns", "localmount", "modloop", ServiceName.Network, ServiceName.Dropbear, ServiceName.Accounts))
        .Service("b", s => s.Run("true")));

    [Fact]
    public void Itself_is_found_in_any_case() => Elements(iso => iso.Apks("netifrc").Service("a", s => s.Run("true").After("a", "nosuch"))).ShouldBe(["DeclaredServices[0].After[0]"]);

    [Fact]
    public void Where_not_all_is_known_nothing_is_said()
    {
        Clean(iso => iso.Tree("overlay").Service("a", s => s.Run("true").After("nosuch")));
        Clean(iso => iso.RawOverlayShell("cp x y", "a reason").Service("a", s => s.Run("true").After("nosuch")));
        Clean(iso => iso.Repository("https://example.org/x", key: "keys/x.rsa.pub").Service("a", s => s.Run("true").After("nosuch")));
    }
}
