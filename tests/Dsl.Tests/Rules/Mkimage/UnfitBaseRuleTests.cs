using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class UnfitBaseRuleTests() : RuleTests("BIV0105")
{
    [Theory]
    [InlineData("netboot", "tar.gz")]
    [InlineData("minirootfs", "tar.gz")]
    [InlineData("rpi", "tar.gz")]
    [InlineData("rpiimg", "img.gz")]
    [InlineData("uboot", "tar.gz")]
    public void A_profile_that_makes_no_iso_is_found(string name, string image) => Find(iso => iso.Arch(Arch.Aarch64).Inherit(new BaseProfile(name))).ShouldBe(
        [$"Base: the base profile '{name}' is made for a {image}, not for an ISO: what an ISO boots from is not in it; inherit 'standard' or 'base', or none"]);

    [Fact]
    public void A_profile_that_is_not_for_a_declared_architecture_is_found()
    {
        Find(iso => iso.Arch(Arch.X86_64, Arch.Aarch64).Inherit(BaseProfile.Extended)).ShouldBe(
            ["Base: the base profile 'extended' is made for x86, x86_64, not for aarch64; inherit 'standard' or 'base', or none"]);
        Fixes(iso => iso.Arch(Arch.Riscv64).Inherit(BaseProfile.Virt)).ShouldBe([new Fix(FixKind.ReplaceText, "", "base")]);
        Fixes(iso => iso.Arch(Arch.Loongarch64).Inherit(BaseProfile.Virt))[0].ShouldBe(new Fix(FixKind.ReplaceText, "", "standard"));
    }

    [Theory]
    [InlineData("base", Arch.Riscv64)]
    [InlineData("standard", Arch.Loongarch64)]
    [InlineData("extended", Arch.X86)]
    [InlineData("virt", Arch.Armv7)]
    [InlineData("xen", Arch.X86_64)]
    public void What_is_made_for_the_architecture_is_fine(string name, Arch arch) => Clean(iso => iso.Arch(arch).Inherit(new BaseProfile(name)));

    [Fact]
    public void Of_an_unknown_profile_nothing_is_known() => Clean(iso => iso.Arch(Arch.X86_64).Inherit(new BaseProfile("own")));

    [Fact]
    public void Without_an_architecture_only_the_kind_of_image_counts()
    {
        Clean(iso => iso.Inherit(BaseProfile.Extended));
        Elements(iso => iso.Inherit(new BaseProfile("netboot"))).ShouldBe(["Base"]);
    }
}
