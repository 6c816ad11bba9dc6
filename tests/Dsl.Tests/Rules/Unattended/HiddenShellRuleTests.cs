using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Unattended;

public class HiddenShellRuleTests() : RuleTests("BIV0820")
{
    [Fact]
    public void Shell_text_as_an_argument_is_found() => Find(iso => iso.Service("a", s => s.Run("/usr/bin/x").Run("/bin/sh", "-ec", "true"))).ShouldBe(
        ["DeclaredServices[0].Steps[1]: the service 'a' gives '/bin/sh' a shell text as an argument; say it with .Shell(text, reason), or with typed commands"]);

    [Fact]
    public void Scripts_and_declared_text_are_fine() => Clean(iso => iso.Service("a", s => s.Run("/bin/sh", "/usr/local/bin/x").Shell("sh -c true\n", "a reason").Run("/usr/bin/x", "-c")));
}
