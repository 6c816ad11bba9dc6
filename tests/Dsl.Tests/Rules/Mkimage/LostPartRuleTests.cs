using Bivouac.Rules.Fixes;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Mkimage;

public class LostPartRuleTests() : RuleTests("BIV0113")
{
    [Fact]
    public void An_initramfs_that_cannot_read_the_medium_is_found()
    {
        Find(iso => iso.Arch(Arch.X86_64).RemoveInitfsFeatures(InitfsFeature.Ata, InitfsFeature.Cdrom)).ShouldBe(
            ["RemovedInitfsFeatures[1]: the initfs feature 'cdrom' is taken out, so the initramfs could not read the ISO that it is on; leave it in"]);
        Fixes(iso => iso.Inherit(BaseProfile.Virt).RemoveInitfsFeatures(InitfsFeature.Cdrom)).ShouldBe([new Fix(FixKind.Remove, "", "")]);
    }

    [Fact]
    public void Other_features_may_go_and_other_kernels_may_do_without()
    {
        Clean(iso => iso.RemoveInitfsFeatures(InitfsFeature.Ata, InitfsFeature.Scsi, InitfsFeature.Usb, InitfsFeature.Squashfs, InitfsFeature.Base));
        Clean(iso => iso.Kernel(KernelFlavor.Rpi).RemoveInitfsFeatures(InitfsFeature.Cdrom));
        Clean(iso => iso.Repository("https://apk.example.org/v1").RemoveInitfsFeatures(InitfsFeature.Cdrom));
        Clean(iso => iso.RemoveInitfsFeatures(InitfsFeature.Cdrom).RawProfileShell("initfs_features=\"$initfs_features cdrom\"", "why"));
    }

    [Fact]
    public void A_medium_without_a_system_is_found()
    {
        Find(iso => iso.Inherit(BaseProfile.Standard).RemoveApks("iw", "alpine-base")).ShouldBe(
            ["RemovedApks[1]: the package 'alpine-base' is taken out, so there is no system to install at boot; leave it in"]);
        Clean(iso => iso.Inherit(BaseProfile.Standard).RemoveApks("alpine-base").MediumApks("alpine-base"));
        Clean(iso => iso.RemoveApks("alpine-base"));
        Clean(iso => iso.Inherit(BaseProfile.Standard).RemoveApks("alpine-base").RawProfileShell("apks=\"$apks alpine-base\"", "why"));
    }

    [Fact]
    public void With_a_package_index_a_package_may_depend_on_it()
    {
        Index = "P:desktop\nV:1-r0\nD:alpine-base\n\nP:alpine-base\nV:3-r0\n";
        Clean(iso => iso.Arch(Arch.X86_64).Inherit(BaseProfile.Standard).RemoveApks("alpine-base").Apks("desktop"));
        Elements(iso => iso.Arch(Arch.X86_64).Inherit(BaseProfile.Standard).RemoveApks("alpine-base").Apks("other")).ShouldBe(["RemovedApks[0]"]);
    }

    [Theory]
    [InlineData("arch=x86", "raw shell sets arch anew, so mkimage.sh would make no image for x86_64 and exit 0; declare architectures with .Arch(...) alone")]
    [InlineData("hostname=", "raw shell sets hostname anew, so mkimage.sh would leave the overlay out and exit 0; leave it out")]
    [InlineData("export apkovl=genapkovl-dhcp.sh", "raw shell sets apkovl anew, so the overlay of the definition would not be in the image; declare the overlay in the definition, or write it with .RawOverlayShell(...)")]
    [InlineData("image_ext=tar.gz", "raw shell sets image_ext anew, so mkimage.sh would make no .iso; leave it out")]
    [InlineData("output_format=", "raw shell sets output_format anew, so the image would not boot on a BIOS; leave it out")]
    [InlineData("output_format=netboot", "raw shell sets output_format anew, so mkimage.sh would make something else than an ISO; leave it out")]
    [InlineData("# why\nkernel_flavors='virt'", "raw shell sets kernel_flavors anew, so lts would be missing; add to it: kernel_flavors=\"$kernel_flavors ...\"")]
    [InlineData("apks=\"alpine-base openssh\nchrony\"", "raw shell sets apks anew, so linux-firmware-intel would be missing; add to it: apks=\"$apks ...\"")]
    [InlineData("apks=vim", "raw shell sets apks anew, so alpine-base, openssh, linux-firmware-intel would be missing; add to it: apks=\"$apks ...\"")]
    [InlineData("initfs_features=\"base squashfs\"", "raw shell sets initfs_features anew, so xfs would be missing; add to it: initfs_features=\"$initfs_features ...\"")]
    [InlineData("kernel_cmdline=quiet", "raw shell sets kernel_cmdline anew, so panic=30, console=tty0, console=ttyS0,115200 would be missing; add to it: kernel_cmdline=\"$kernel_cmdline ...\"")]
    [InlineData("grub_mod=linux", "raw shell sets grub_mod anew, so chain, serial, terminal would be missing; add to it: grub_mod=\"$grub_mod ...\"")]
    public void Raw_shell_that_undoes_what_is_declared_is_found(string shell, string message) => Find(iso => Full(iso).RawProfileShell(shell, "why")).ShouldBe(["RawShell[0].Text: " + message]);

    [Theory]
    [InlineData("arch=\"$arch armv7\"")]
    [InlineData("arch=\"x86_64 armv7\"")]
    [InlineData("hostname=other")]
    [InlineData("apkovl=genapkovl-test.sh\nimage_ext=iso\noutput_format=iso")]
    [InlineData("apks=\"$apks vim\"")]
    [InlineData("apks=\"$(echo \"$apks\" | sed s/a/b/)\"")]
    [InlineData("apks=vim\napks=\"$apks $more\"")]
    [InlineData("apks=vim printenv apks")]
    [InlineData("kernel_flavors=\"virt lts\"")]
    [InlineData("case \"$ARCH\" in x86_64) kernel_flavors=virt ;; esac")]
    [InlineData("if [ \"$ARCH\" = x86 ]; then\n\tkernel_flavors=virt\nfi")]
    [InlineData("[ \"$ARCH\" = x86_64 ] || arch=x86")]
    [InlineData("build_own() {\n\tapks=vim\n}")]
    [InlineData("echo apks=vim")]
    [InlineData("iso_opts=\"$iso_opts -volset X\"")]
    public void What_adds_to_it_or_holds_under_a_condition_is_fine(string shell) => Clean(iso => Full(iso).RawProfileShell(shell, "why"));

    [Fact]
    public void What_is_not_declared_may_be_set()
    {
        Clean(iso => iso.Arch(Arch.X86_64).RawProfileShell("kernel_flavors=virt\nkernel_cmdline=quiet\ngrub_mod=\ninitfs_features=\"base cdrom squashfs\"", "why"));
        Clean(iso => Full(iso).RawOverlayShell("apks=vim", "why"));
    }

    private static LiveCdBuilder Full(LiveCdBuilder iso) => iso
        .Arch(Arch.X86_64).Hostname("test").Kernel(KernelFlavor.Lts).Apks("openssh").Firmware(Firmware.Intel).InitfsFeatures(InitfsFeature.Xfs)
        .CommandLine(c => c.Append("panic=30")).SerialConsole().GrubModules(GrubModule.Chain);
}
