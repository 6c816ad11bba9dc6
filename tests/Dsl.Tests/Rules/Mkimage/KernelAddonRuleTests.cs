using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class KernelAddonRuleTests() : RuleTests("BIV0111")
{
    [Fact]
    public void A_misspelt_addon_is_found_with_its_neighbours()
    {
        Find(iso => iso.Arch(Arch.X86_64).KernelAddons("zfs", "xtable-addons")).ShouldBe(
            ["KernelAddons[1]: there is no package xtable-addons-lts in Alpine (edge of March 2025), so mkimage.sh would fail; correct the name (near: xtables-addons) or declare the repository that has it"]);
        Fixes(iso => iso.Arch(Arch.X86_64).KernelAddons("xtable-addons")).ShouldBe([new Fix(FixKind.ReplaceText, "", "xtables-addons")]);
    }

    [Fact]
    public void The_name_of_the_package_has_the_flavor_twice()
    {
        Find(iso => iso.Arch(Arch.X86_64).KernelAddons("zfs-lts")).ShouldBe(
            ["KernelAddons[0]: there is no package zfs-lts-lts in Alpine (edge of March 2025), so mkimage.sh would fail; write 'zfs': the flavor is added to it"]);
        Fixes(iso => iso.Arch(Arch.X86_64).Kernel(KernelFlavor.Virt).KernelAddons("zfs-virt")).ShouldBe([new Fix(FixKind.ReplaceText, "", "zfs")]);
    }

    [Fact]
    public void An_addon_must_be_there_for_each_kernel()
    {
        Find(iso => iso.Arch(Arch.X86_64).Kernel(KernelFlavor.Lts).Kernel(KernelFlavor.Virt).KernelAddons("xtables-addons")).ShouldBe(
            ["KernelAddons[0]: there is no package xtables-addons-virt in Alpine (edge of March 2025), so mkimage.sh would fail; take it out, take a kernel that it is made for (lts, rpi), or declare the repository that has it"]);
        Fixes(iso => iso.Arch(Arch.X86_64).Kernel(new KernelFlavor("edge")).KernelAddons("zfs")).ShouldBe([new Fix(FixKind.Remove, "", "")]);
    }

    [Fact]
    public void An_addon_must_be_there_for_each_architecture()
    {
        Find(iso => iso.Arch(Arch.X86_64, Arch.Riscv64).KernelAddons("xtables-addons")).ShouldBe(
            ["KernelAddons[0]: there is no package xtables-addons-lts for riscv64 in Alpine (edge of March 2025), so mkimage.sh would fail; take it out or declare the repository that has it"]);
        Elements(iso => iso.Arch(Arch.Aarch64).Kernel(KernelFlavor.Virt).KernelAddons("zfs", "vmm_clock")).ShouldBe(["KernelAddons[1]"]);
    }

    [Fact]
    public void The_addons_of_a_base_profile_must_be_there_for_another_kernel_too()
    {
        Find(iso => iso.Arch(Arch.X86_64).Inherit(BaseProfile.Standard).Kernel(KernelFlavor.Lts).Kernel(KernelFlavor.Virt)).ShouldBe(
            ["Kernels[1]: there is no package xtables-addons-virt in Alpine (edge of March 2025), so mkimage.sh would fail; the base profile 'standard' declares the addon 'xtables-addons' for every kernel: inherit 'base', or take the kernel that it is made for"]);
        Clean(iso => iso.Arch(Arch.X86_64).Inherit(BaseProfile.Virt).Kernel(KernelFlavor.Virt));
        Clean(iso => iso.Arch(Arch.X86_64).Inherit(BaseProfile.Extended).Kernel(KernelFlavor.Lts));
        Clean(iso => iso.Arch(Arch.X86_64).Inherit(BaseProfile.Base).Kernel(KernelFlavor.Virt));
        Clean(iso => iso.Arch(Arch.X86_64).Inherit(BaseProfile.Standard).Kernel(KernelFlavor.Virt).RawProfileShell("kernel_addons=", "why"));
    }

    [Theory]
    [InlineData("lts", "zfs")]
    [InlineData("lts", "xtables-addons")]
    [InlineData("virt", "zfs")]
    [InlineData("rpi", "jool-modules")]
    public void What_there_is_is_fine(string flavor, string addon) => Clean(iso => iso.Arch(Arch.Aarch64).Kernel(new KernelFlavor(flavor)).KernelAddons(addon));

    [Fact]
    public void The_kernel_of_a_base_profile_counts()
    {
        Clean(iso => iso.Arch(Arch.X86_64).Inherit(BaseProfile.Extended).KernelAddons("xtables-addons"));
        Elements(iso => iso.Arch(Arch.X86_64).Inherit(BaseProfile.Virt).KernelAddons("xtables-addons")).ShouldBe(["KernelAddons[0]"]);
        Clean(iso => iso.Arch(Arch.X86_64).Inherit(new BaseProfile("own")).KernelAddons("own"));
    }

    [Fact]
    public void Of_a_kernel_that_is_newer_than_the_table_or_not_there_nothing_is_said() =>
        Clean(iso => iso.Arch(Arch.X86_64).Kernel(KernelFlavor.Stable).Kernel(new KernelFlavor("ltz")).KernelAddons("zfs"));

    [Fact]
    public void Nothing_is_said_where_others_may_bring_it()
    {
        Clean(iso => iso.Arch(Arch.X86_64).Repository("https://apk.example.org/v1").KernelAddons("own"));
        Clean(iso => iso.Arch(Arch.X86_64).Alpine("3.15").KernelAddons("rtl8821ce"));
        Clean(iso => iso.Arch(Arch.X86_64).RawProfileShell("[ \"$ARCH\" = x86_64 ] || kernel_addons=", "why").KernelAddons("own"));
    }

    [Fact]
    public void A_package_index_wins_over_the_table()
    {
        Index = "P:linux-lts\nV:6.12-r0\n\nP:own-lts\nV:6.12-r0\n";
        Find(iso => iso.Arch(Arch.X86_64).KernelAddons("own", "zfs")).ShouldBe(
            ["KernelAddons[1]: there is no package zfs-lts for x86_64 in the package index, so mkimage.sh would fail; take it out or declare the repository that has it"]);
    }
}
