using System.Linq;
using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Apks;

public class MissingTagRuleTests() : RuleTests("BIV0407")
{
    [Fact]
    public void A_tag_that_no_repository_has_is_found() => Find(iso => iso.Repository("https://a.example").Apk("sops", a => a.From("edge")))
        .ShouldBe(["Apks[0].Repository: the package 'sops' comes from the repository 'edge', but none has that tag, so the package would be missing from the medium without a word; declare it with .Repository(\"https://...\", tag: \"edge\")"]);

    [Fact]
    public void A_slip_of_the_keyboard_is_repaired()
    {
        Find(iso => iso.Repository("https://a.example", "testing").Apk("sops", a => a.From("testin"))).Single().ShouldEndWith("; correct the tag (near: testing) or declare it with .Repository(\"https://...\", tag: \"testin\")");
        Fixes(iso => iso.Repository("https://a.example", "testing").Apk("sops", a => a.From("testin"))).ShouldBe([new Fix(FixKind.ReplaceText, "", "testing")]);
    }

    [Fact]
    public void Declared_tags_are_fine_wherever_they_are_declared() => Clean(iso => iso.Apk("sops", a => a.From("testing")).Repository("https://a.example", "testing"));

    [Fact]
    public void What_shell_text_fetches_is_not_judged() => Clean(iso => iso.Apk("sops", a => a.From("testing")).RawProfileShell("apk fetch sops", "why"));
}
