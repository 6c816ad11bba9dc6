using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class MissingArchRuleTests() : RuleTests("BIV0102")
{
    [Fact]
    public void A_definition_without_an_architecture_is_found() => Find(iso => iso.Hostname("a")).ShouldBe(
        ["Definition: profile 'test' declares no arch, so mkimage.sh would skip it and exit 0 without an image; call .Arch(Arch.X86_64)"]);

    [Fact]
    public void A_base_profile_does_not_replace_it() => Find(iso => iso.Inherit(BaseProfile.Standard)).ShouldHaveSingleItem();

    [Fact]
    public void One_architecture_is_enough() => Clean(iso => iso.Arch(Arch.Aarch64));
}
