using System.Linq;
using Bivouac.Rules.Fixes;
using Bivouac.Scripts;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class GrubModuleRuleTests() : RuleTests("BIV0109")
{
    [Fact]
    public void A_misspelt_module_is_found_with_its_neighbours()
    {
        Find(iso => iso.Arch(Arch.X86_64).GrubModules(GrubModule.Chain, new GrubModule("loobpack"))).ShouldBe(
            ["GrubModules[1]: GRUB 2.12 has no module 'loobpack', so grub-mkimage would fail after the kernel was made; correct the name (near: loopback)"]);
        Fixes(iso => iso.Arch(Arch.X86_64).GrubModules(new GrubModule("loobpack"))).ShouldBe([new Fix(FixKind.ReplaceText, "", "loopback")]);
    }

    [Fact]
    public void A_module_of_the_bios_is_no_module_of_the_efi_loader()
    {
        Find(iso => iso.Arch(Arch.X86_64).GrubModules(new GrubModule("biosdisk"))).ShouldBe(
            ["GrubModules[0]: GRUB 2.12 has no module 'biosdisk' for x86_64-efi, so grub-mkimage would fail after the kernel was made; take it out"]);
        Fixes(iso => iso.Arch(Arch.X86_64).GrubModules(new GrubModule("biosdisk"))).ShouldBe([new Fix(FixKind.Remove, "", "")]);
    }

    [Fact]
    public void A_module_must_be_there_for_each_architecture()
    {
        Find(iso => iso.Arch(Arch.X86_64, Arch.Aarch64, Arch.Armv7).GrubModules(GrubModule.Multiboot2)).ShouldBe(
            ["GrubModules[0]: GRUB 2.12 has no module 'multiboot2' for arm64-efi, arm-efi, so grub-mkimage would fail after the kernel was made; give the architectures that have it a definition of their own"]);
        Fixes(iso => iso.Arch(Arch.X86_64, Arch.Aarch64).GrubModules(GrubModule.Multiboot2)).ShouldBeEmpty();
        Clean(iso => iso.Arch(Arch.X86_64, Arch.X86).GrubModules(GrubModule.Multiboot2));
    }

    [Theory]
    [InlineData(Arch.X86_64)]
    [InlineData(Arch.X86)]
    [InlineData(Arch.Aarch64)]
    [InlineData(Arch.Armv7)]
    [InlineData(Arch.Riscv64)]
    [InlineData(Arch.Loongarch64)]
    public void What_the_language_adds_by_itself_is_there(Arch arch) =>
        Clean(iso => iso.Arch(arch).GrubModules([.. ProfileDefaults.GrubModules.Select(m => new GrubModule(m)), GrubModule.Serial, GrubModule.Terminal]));

    [Fact]
    public void Of_loongarch_only_the_names_are_known()
    {
        Clean(iso => iso.Arch(Arch.Loongarch64).GrubModules(GrubModule.Multiboot2));
        Elements(iso => iso.Arch(Arch.Loongarch64).GrubModules(new GrubModule("multiboot3"))).ShouldBe(["GrubModules[0]"]);
    }

    [Fact]
    public void Raw_shell_of_the_profile_may_choose_the_modules() =>
        Clean(iso => iso.Arch(Arch.X86_64, Arch.Aarch64).GrubModules(GrubModule.Multiboot2).RawProfileShell("[ \"$ARCH\" = x86_64 ] || grub_mod=\"${grub_mod%multiboot2}\"", "why"));

    [Fact]
    public void Nothing_is_said_about_older_branches() => Clean(iso => iso.Arch(Arch.X86_64).Alpine("3.16").GrubModules(new GrubModule("linuxefi")));
}
