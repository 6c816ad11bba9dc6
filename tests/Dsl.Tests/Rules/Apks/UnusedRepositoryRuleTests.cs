using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Apks;

public class UnusedRepositoryRuleTests() : RuleTests("BIV0408")
{
    [Fact]
    public void A_tag_that_no_package_names_is_found() => Find(iso => iso.Repository("https://a.example", "a").Repository("https://b.example", "b").Apk("sops", x => x.From("a")).Apks("b"))
        .ShouldBe(["Repositories[1]: no package comes from the repository with the tag 'b', which serves only those that name it; take one from it with .Apk(\"...\", apk => apk.From(\"b\")), or take the repository out"]);

    [Fact]
    public void It_can_go() => Fixes(iso => iso.Repository("https://a.example", "a")).ShouldBe([Fix.Remove]);

    [Fact]
    public void Repositories_without_a_tag_serve_everything() => Clean(iso => iso.Repository("https://a.example"));

    [Fact]
    public void What_shell_text_uses_is_fine() => Clean(iso => iso.Repository("https://a.example", "a").RawOverlayShell("echo @a https://a.example >>\"$tmp/etc/apk/repositories\"", "why"));
}
