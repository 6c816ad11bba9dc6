using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class VolumeIdRuleTests() : RuleTests("BIV0104")
{
    [Fact]
    public void A_default_that_is_too_long_is_found()
    {
        Find(iso => iso.Arch(Arch.X86_64).Alpine("3.21"), "datacentertools").ShouldBe(
            ["Definition: the volume id 'alpine-datacentertools 3.21 x86_64' would have 34 characters, and an ISO has place for 32: mkimage.sh cuts off what tells the image from others; call .VolumeLabel(\"DATACENTERTOOLS\") or another one"]);
        Fixes(iso => iso.Arch(Arch.X86_64).Alpine("3.21"), "datacentertools").ShouldBe([new Fix(FixKind.AddCall, "", ".VolumeLabel(\"DATACENTERTOOLS\")")]);
    }

    [Theory]
    [InlineData("thirteenchars", Arch.X86_64)]
    [InlineData("twelve_chars", Arch.Aarch64)]
    [InlineData("eightchr", Arch.Loongarch64)]
    public void Up_to_32_characters_are_fine(string name, Arch arch)
    {
        Clean(iso => iso.Arch(arch), name);
        Elements(iso => iso.Arch(arch), name + "x").ShouldBe(["Definition"]);
    }

    [Fact]
    public void The_longest_architecture_counts() => Find(iso => iso.Arch(Arch.X86, Arch.Riscv64, Arch.Armv7).Alpine("edge"), "twelve_chars_").ShouldHaveSingleItem().ShouldContain("'alpine-twelve_chars_ edge riscv64'");

    [Fact]
    public void Up_to_3_20_the_build_fails_and_a_label_does_not_help()
    {
        Find(iso => iso.Arch(Arch.X86_64).Alpine("3.20").VolumeLabel("TOOLS"), "datacentertools").ShouldBe(
            ["Name: the volume id 'alpine-datacentertools 3.20 x86_64' would have 34 characters, and an ISO has place for 32: the scripts of 3.20 fail after all else is built, and know no other label; give the profile a shorter name with [LiveCd(\"...\")]"]);
        Fixes(iso => iso.Arch(Arch.X86_64).Alpine("3.20"), "datacentertools").ShouldBeEmpty();
        Clean(iso => iso.Arch(Arch.X86_64).Alpine("3.20"), "tools");
    }

    [Fact]
    public void A_label_ends_it() => Clean(iso => iso.Arch(Arch.X86_64).VolumeLabel("TOOLS"), "datacentertools");

    [Fact]
    public void The_suggested_label_is_short_enough_itself() =>
        Fixes(iso => iso.Arch(Arch.X86), "a_very_long_name_of_a_profile_for_servers")[0].Value.ShouldBe(".VolumeLabel(\"A_VERY_LONG_NAME_OF_A_PROFILE_FO\")");

    [Fact]
    public void Raw_shell_may_make_it_itself() => Clean(iso => iso.Arch(Arch.X86_64).RawProfileShell("profile_abbrev=dct", "why"), "datacentertools");
}
