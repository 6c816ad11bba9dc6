using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class ReplacedScriptRuleTests() : RuleTests("BIV0818")
{
    [Theory]
    [InlineData("syslog", "busybox", "")]
    [InlineData("hostname", "openrc", ", or declare .Hostname(...)")]
    [InlineData("networking", "openrc", ", or declare .Network(...)")]
    [InlineData("local", "openrc", ", or declare .LocalD(...)")]
    public void A_service_with_the_name_of_one_of_Alpine_is_found(string name, string package, string typed) => Find(iso => iso.Service(name, s => s.Run("/usr/bin/x"))).ShouldBe(
        [$"DeclaredServices[0]: the service '{name}' takes the place of the init script of the same name in the package {package}, so what that one starts does not run; give it another name{typed}"]);

    [Fact]
    public void Packages_of_the_image_count()
    {
        Elements(iso => iso.Ssh(_ => { }).Service("sshd", s => s.Run("/usr/bin/x"))).ShouldBe(["DeclaredServices[0]"]);
        Elements(iso => iso.Apks("chrony").Service("chronyd", s => s.Run("/usr/bin/x"))).ShouldBe(["DeclaredServices[0]"]);
        Clean(iso => iso.Service("sshd", s => s.Run("/usr/bin/x")).Service("chronyd", s => s.Run("/usr/bin/x")).Service("agent", s => s.Run("/usr/bin/x")));
    }
}
