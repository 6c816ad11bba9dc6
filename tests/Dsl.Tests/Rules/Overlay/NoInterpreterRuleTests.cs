using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Overlay;

public class NoInterpreterRuleTests() : RuleTests("BIV0312")
{
    [Theory]
    [InlineData("/etc/local.d/x.start", "ip link\n", "does not begin with #!")]
    [InlineData("/etc/periodic/hourly/x", "\n#!/bin/sh\n", "does not begin with #!")]
    [InlineData("/usr/local/bin/x", " #!/bin/sh\n", "does not begin with #!")]
    [InlineData("/etc/network/if-down.d/x", "", "is empty")]
    [InlineData("/sbin/x", "\uFEFF#!/bin/sh\n", "does not begin with #!")]
    public void Scripts_without_the_line_are_found(string path, string text, string what) => Find(iso => iso.File(path, text, "0755")).ShouldBe(
        [$"Overlay[0].Content: '{path}' {what}, so the kernel cannot run it, and only a shell that starts it would; begin it with #!/bin/sh"]);

    [Fact]
    public void A_project_file_is_found_at_its_source()
    {
        Project.Add("overlay/etc/local.d/x.start", "ip link\n");
        Elements(iso => iso.Tree("overlay")).ShouldBe(["Overlay[0].Source"]);
    }

    [Fact]
    public void Other_files_are_fine()
    {
        Project.Add("overlay/usr/bin/tool", null, true).Add("overlay/usr/bin/unknown", "data\n");
        Clean(iso => iso.Tree("overlay").File("/usr/bin/a", "#!/bin/sh\n", "0755").File("/usr/bin/sourced", "x=1\n").File("/etc/init.d/b", "start() { :; }\n", "0755").File("/etc/local.d/README", "x").Link("/usr/bin/c", "/bin/true"));
    }
}
