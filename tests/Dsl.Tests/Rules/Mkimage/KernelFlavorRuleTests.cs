using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class KernelFlavorRuleTests() : RuleTests("BIV0110")
{
    [Fact]
    public void A_misspelt_flavor_is_found_with_its_neighbours()
    {
        Find(iso => iso.Arch(Arch.X86_64).Kernel(new KernelFlavor("ltz"))).ShouldBe(
            ["Kernels[0]: there is no package linux-ltz in Alpine (edge of March 2025), so mkimage.sh would fail; correct the name (near: lts) or declare the repository that has it"]);
        Fixes(iso => iso.Arch(Arch.X86_64).Kernel(new KernelFlavor("ltz"))).ShouldBe([new Fix(FixKind.ReplaceText, "", "lts")]);
    }

    [Fact]
    public void A_flavor_that_is_not_made_for_a_declared_architecture_is_found()
    {
        Find(iso => iso.Arch(Arch.X86_64, Arch.Riscv64).Kernel(KernelFlavor.Virt)).ShouldBe(
            ["Kernels[0]: there is no package linux-virt for riscv64 in Alpine (edge of March 2025), so mkimage.sh would fail; take another kernel (lts, edge, openpax) or declare the repository that has it"]);
        Fixes(iso => iso.Arch(Arch.X86_64).Kernel(KernelFlavor.Rpi))[0].ShouldBe(new Fix(FixKind.ReplaceText, "", "lts"));
    }

    [Fact]
    public void A_kernel_beside_one_that_is_there_is_to_be_taken_out() =>
        Fixes(iso => iso.Arch(Arch.X86_64).Kernel(KernelFlavor.Lts).Kernel(KernelFlavor.Rpi)).ShouldBe([new Fix(FixKind.Remove, "", "")]);

    [Theory]
    [InlineData("lts", Arch.Loongarch64)]
    [InlineData("lts", Arch.X86)]
    [InlineData("virt", Arch.Armv7)]
    [InlineData("edge", Arch.Riscv64)]
    [InlineData("rpi", Arch.Aarch64)]
    public void What_there_is_is_fine(string flavor, Arch arch) => Clean(iso => iso.Arch(arch).Kernel(new KernelFlavor(flavor)));

    [Fact]
    public void A_flavor_that_is_newer_than_the_table_is_not_called_unknown() => Clean(iso => iso.Arch(Arch.X86_64).Kernel(KernelFlavor.Stable));

    [Fact]
    public void Nothing_is_said_about_branches_that_had_other_kernels()
    {
        Clean(iso => iso.Arch(Arch.Aarch64).Alpine("3.17").Kernel(new KernelFlavor("rpi4")));
        Elements(iso => iso.Arch(Arch.Aarch64).Alpine("3.20").Kernel(new KernelFlavor("rpi4"))).ShouldBe(["Kernels[0]"]);
        Elements(iso => iso.Arch(Arch.Aarch64).Alpine("edge").Kernel(new KernelFlavor("rpi4"))).ShouldBe(["Kernels[0]"]);
    }

    [Fact]
    public void A_kernel_may_come_from_another_repository()
    {
        Clean(iso => iso.Arch(Arch.X86_64).Repository("https://apk.example.org/v1").Kernel(new KernelFlavor("own")));
        Elements(iso => iso.Arch(Arch.X86_64).Repository("https://apk.example.org/v1", tag: "own").Kernel(new KernelFlavor("own"))).ShouldBe(["Kernels[0]"]);
    }

    [Fact]
    public void Raw_shell_may_choose_the_kernel() =>
        Clean(iso => iso.Arch(Arch.X86_64, Arch.Aarch64).Kernel(KernelFlavor.Rpi).RawProfileShell("[ \"$ARCH\" = aarch64 ] || kernel_flavors=lts", "why"));

    [Fact]
    public void A_package_index_wins_over_the_table()
    {
        Index = "P:linux-lts\nV:6.12-r0\n\nP:linux-own\nV:6.12-r0\n\nP:linux-next\nV:6.12-r0\np:linux-virtual=6.12-r0\n";
        Clean(iso => iso.Arch(Arch.X86_64).Kernel(new KernelFlavor("own")).Kernel(new KernelFlavor("virtual")));
        Find(iso => iso.Arch(Arch.X86_64).Kernel(KernelFlavor.Stable)).ShouldBe(
            ["Kernels[0]: there is no package linux-stable for x86_64 in the package index, so mkimage.sh would fail; take another kernel (lts) or declare the repository that has it"]);
        Clean(iso => iso.Arch(Arch.X86_64).Repository("https://apk.example.org/v1").Kernel(KernelFlavor.Stable));
    }
}
