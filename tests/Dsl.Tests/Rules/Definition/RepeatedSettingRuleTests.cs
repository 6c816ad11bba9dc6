using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Definition;

public class RepeatedSettingRuleTests() : RuleTests("BIV0005")
{
    [Fact]
    public void What_is_said_of_a_download_or_build_step_counts_for_itself() => Find(iso => iso
        .Download("a", d => d.GoToolchain("1.2", Arch.X86_64).ListedAt("https://a/", "(x)"))
        .Download("b", d => d.GoToolchain("1.2", Arch.X86_64).ListedAt("https://a/", "(x)").ListedAt("https://b/", "(x)"))
        .BuildStep("c", b => b.Script("a").Script("b").Timeout(System.TimeSpan.FromHours(1)).Timeout(System.TimeSpan.FromHours(2)).KeyOfKernel().KeyOfKernel())
        .BuildStep("d", b => b.Script("a")))
        .ShouldBe([Message("Downloads[1].Listing", "the list of versions of the download b"), Message("BuildSteps[0].Script", "the script of the build step c"), Message("BuildSteps[0].Timeout", "the time limit of the build step c")]);

    [Fact]
    public void What_is_said_of_a_smoke_test_counts_for_itself() => Find(iso => iso
        .SmokeTest("a", t => t.Ssh("true").Port(22))
        .SmokeTest("b", t => t.Ssh("true").Ssh("false").Port(1).Port(2)))
        .ShouldBe([Message("SmokeTests[1].Ssh", ".Ssh(...) of the smoke test b"), Message("SmokeTests[1].Port", ".Port(...) of the smoke test b")]);

    [Fact]
    public void A_setting_that_is_set_again_is_found_where_it_is_set_again() => Find(iso => iso
        .Alpine("edge").Hostname("a").Title("a").Description("a").VolumeLabel("A").Inherit(BaseProfile.Base).GrubTimeout(1).SyslinuxTimeout(1).SerialConsole().Modloop(ModloopCompression.Xz).Initramfs(InitramfsCompression.Xz)
        .Alpine("edge").Hostname("b").Title("b").Description("b").VolumeLabel("B").Inherit(BaseProfile.Virt).GrubTimeout(2).SyslinuxTimeout(2).SerialConsole(1).Modloop(ModloopCompression.Lz4).Initramfs(InitramfsCompression.Lz4))
        .ShouldBe(
        [
            Message("Branch", "the Alpine branch"), Message("Hostname", "the host name"), Message("Title", "the title"), Message("Description", "the description"), Message("VolumeLabel", "the volume label"),
            Message("Base", "the base profile"), Message("GrubTimeout", "the timeout of GRUB"), Message("SyslinuxTimeout", "the timeout of syslinux"), Message("SerialConsole", "the serial console"),
            Message("ModloopCompression", "the compression of the modloop"), Message("InitramfsCompression", "the compression of the initramfs"),
        ]);

    [Fact]
    public void Items_that_stand_twice_are_found() => Find(iso => iso
        .Arch(Arch.X86_64, Arch.X86_64).Kernel(KernelFlavor.Lts).Kernel(KernelFlavor.Virt).Kernel(KernelFlavor.Lts)
        .ConfD("a", "x", "1").ConfD("a", "y", "1").ConfD("b", "x", "1").ConfD("a", "x", "2")
        .Sysctl("vm.swappiness", "1").Sysctl("vm/swappiness", "2"))
        .ShouldBe(
        [
            Message("Arches[1]", "the architecture x86_64"), Message("Kernels[2]", "the kernel lts"), Message("ConfD[3]", "x of the service a"), Message("Sysctl[1]", "the kernel parameter vm/swappiness"),
        ]);

    [Fact]
    public void A_repeated_architecture_can_go() => Fixes(iso => iso.Arch(Arch.X86_64).Arch(Arch.X86_64)).ShouldBe([new Fix(FixKind.Remove, "", "")]);

    [Fact]
    public void A_second_version_or_repository_of_one_package_is_found() =>
        Find(iso => iso.Apks("make").Apk("go", a => a.AtLeast("1.23").Below("1.24").From("a").From("b"))).ShouldBe([Message("Apks[1].Constraint", "the version of the package go"), Message("Apks[1].Repository", "the repository of the package go")]);

    [Fact]
    public void A_package_that_is_declared_twice_may_have_two_bounds() => Clean(iso => iso.Apk("go", a => a.AtLeast("1.23")).Apk("go", a => a.Below("1.24")));

    [Fact]
    public void Three_times_is_one_finding() => Elements(iso => iso.Hostname("a").Hostname("b").Hostname("c")).ShouldBe(["Hostname"]);

    [Fact]
    public void Everything_once_is_fine() => Clean(iso => iso.Arch(Arch.X86_64).Arch(Arch.Aarch64).Hostname("a").Title("a").Kernel(KernelFlavor.Lts).ConfD("a", "x", "1").ConfD("b", "x", "1"));

    private static string Message(string element, string what) => $"{element}: {what} is declared more than once, and only the last one counts; keep one of them";
}
