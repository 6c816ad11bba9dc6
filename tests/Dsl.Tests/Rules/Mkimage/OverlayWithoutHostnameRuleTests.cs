using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class OverlayWithoutHostnameRuleTests() : RuleTests("BIV0103")
{
    private const string Rest = " but no host name, so mkimage.sh would leave the overlay out and exit 0; call .Hostname(\"...\")";

    [Fact]
    public void Files_are_named_first() => Find(iso => iso.Apks("a").Enable("b").File("/c", "")).ShouldBe(["Overlay[0]: profile 'test' declares overlay files" + Rest]);

    [Fact]
    public void Services_come_next() => Find(iso => iso.Apks("a").Enable("b")).ShouldBe(["Services[0]: profile 'test' declares services" + Rest]);

    [Fact]
    public void Then_packages() => Find(iso => iso.Apks("a")).ShouldBe(["Apks[0]: profile 'test' declares packages to install at boot" + Rest]);

    [Fact]
    public void What_runs_at_boot_is_named()
    {
        Find(iso => iso.Apks("a").Ssh(s => s.OpenSsh()).Service("x", s => s.Run("true"))).ShouldBe(["DeclaredServices[0]: profile 'test' declares services" + Rest]);
        Find(iso => iso.Network(n => n.DhcpOnAllInterfaces()).Ssh(s => s.OpenSsh())).ShouldBe(["Ssh: profile 'test' declares an SSH server" + Rest]);
        Find(iso => iso.User("a", 1000).Network(n => n.DhcpOnAllInterfaces())).ShouldBe(["Network: profile 'test' declares a network" + Rest]);
        Find(iso => iso.User("a", 1000)).ShouldBe(["Users[0]: profile 'test' declares users" + Rest]);
    }

    [Fact]
    public void Even_an_empty_definition_has_boot_services() => Find(_ => { }).ShouldBe(["Definition: profile 'test' declares an image with default boot services" + Rest]);

    [Fact]
    public void A_host_name_is_all_it_takes() => Clean(iso => iso.Hostname("a").Apks("a").Enable("b").File("/c", ""));
}
