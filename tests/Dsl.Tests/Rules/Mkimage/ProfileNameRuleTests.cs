using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class ProfileNameRuleTests() : RuleTests("BIV0101")
{
    [Theory]
    [InlineData("hw-audit")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("")]
    [InlineData("ä")]
    public void A_name_that_no_shell_function_can_have_is_found(string name) => Find(_ => { }, name).ShouldBe(
        [$"Name: the profile name '{name}' cannot be part of the shell function profile_{name}, so mkimage.sh would fail for every profile; give one of letters, digits and underscores with [LiveCd(\"...\")]"]);

    [Theory]
    [InlineData("rescue")]
    [InlineData("hw_audit")]
    [InlineData("2go")]
    [InlineData("_")]
    public void Letters_digits_and_underscores_are_fine(string name) => Clean(_ => { }, name);
}
