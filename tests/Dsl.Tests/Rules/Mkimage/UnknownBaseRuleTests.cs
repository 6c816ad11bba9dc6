using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class UnknownBaseRuleTests() : RuleTests("BIV0107")
{
    [Fact]
    public void A_misspelt_profile_is_found_with_its_neighbours()
    {
        Find(iso => iso.Inherit(new BaseProfile("standart"))).ShouldBe(
            ["Base: Alpine's scripts (edge of March 2025) have no profile 'standart', so mkimage.sh would say 'profile_standart: not found' and go on without anything of it; correct the name (near: standard)"]);
        Fixes(iso => iso.Inherit(new BaseProfile("standart"))).ShouldBe([new Fix(FixKind.ReplaceText, "", "standard")]);
    }

    [Fact]
    public void What_is_like_nothing_has_no_repair()
    {
        Find(iso => iso.Inherit(new BaseProfile("desktop"))).ShouldHaveSingleItem().ShouldEndWith("; inherit one that there is, for example BaseProfile.Standard, or none");
        Fixes(iso => iso.Inherit(new BaseProfile("desktop"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("base")]
    [InlineData("standard")]
    [InlineData("extended")]
    [InlineData("virt")]
    [InlineData("xen")]
    [InlineData("netboot")]
    public void A_profile_of_Alpine_is_not_unknown(string name) => Clean(iso => iso.Inherit(new BaseProfile(name)));

    [Fact]
    public void Nothing_is_said_about_branches_that_had_other_profiles() => Clean(iso => iso.Alpine("3.7").Inherit(new BaseProfile("vanilla")));

    [Fact]
    public void No_base_profile_is_fine() => Clean(iso => iso.Arch(Arch.X86_64));
}
