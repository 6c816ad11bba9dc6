using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class SelfCallRuleTests() : RuleTests("BIV0106")
{
    [Fact]
    public void A_profile_with_the_name_of_its_base_is_found()
    {
        Find(iso => iso.Inherit(BaseProfile.Virt), "virt").ShouldBe(
            ["Name: the profile 'virt' inherits the profile of that name, and its function takes the place of Alpine's profile_virt: the shell would call it again and again until it breaks; give it another name with [LiveCd(\"...\")]"]);
        Fixes(iso => iso.Inherit(BaseProfile.Virt), "virt").ShouldBe([new Fix(FixKind.ReplaceText, "", "virt_live")]);
    }

    [Theory]
    [InlineData("standard", "virt")]
    [InlineData("base", "virt")]
    [InlineData("base", "standard")]
    [InlineData("standard", "extended")]
    [InlineData("own", "own")]
    public void So_is_one_with_the_name_of_a_profile_that_its_base_calls(string name, string profile) =>
        Elements(iso => iso.Inherit(new BaseProfile(profile)), name).ShouldBe(["Name"]);

    [Fact]
    public void The_message_names_the_way() => Find(iso => iso.Inherit(BaseProfile.Extended), "base").ShouldHaveSingleItem().ShouldContain("inherits 'extended', which calls profile_base, and");

    [Theory]
    [InlineData("virt", "standard")]
    [InlineData("extended", "base")]
    [InlineData("rescue", "virt")]
    public void Another_name_is_fine(string name, string profile) => Clean(iso => iso.Inherit(new BaseProfile(profile)), name);

    [Theory]
    [InlineData("base")]
    [InlineData("standard")]
    public void So_is_a_profile_that_stands_alone(string name) => Clean(iso => iso.Arch(Arch.X86_64), name);
}
