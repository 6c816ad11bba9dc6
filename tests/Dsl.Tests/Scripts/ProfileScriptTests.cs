using System;
using System.Linq;
using Bivouac.Dsl.Tests.Declaration;
using Bivouac.Model;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>Given a definition, when mkimage.sh calls its profile, then these variables and functions are there (contract L1).</summary>
public class ProfileScriptTests
{
    [Fact]
    public void The_minimal_profile_sets_all_that_an_image_needs()
    {
        var v = ProfileRun.Variables(Samples.Minimal(), "arch", "hostname", "apkovl", "image_ext", "output_format", "kernel_flavors", "initfs_cmdline", "initfs_features", "grub_mod", "apks",
            "kernel_cmdline", "modloop_sign", "profile_abbrev", "title", "desc", "boot_addons", "initrd_ucode", "kernel_addons", "modloopfw", "syslinux_serial", "syslinux_timeout");
        v["arch"].ShouldBe("x86_64");
        v["hostname"].ShouldBe("rescue");
        v["apkovl"].ShouldBe("genapkovl-rescue.sh");
        v["image_ext"].ShouldBe("iso");
        v["output_format"].ShouldBe("iso");
        v["kernel_flavors"].ShouldBe("lts");
        v["initfs_cmdline"].ShouldBe("modules=loop,squashfs,sd-mod,usb-storage quiet");
        v["initfs_features"].ShouldBe("ata base cdrom ext4 mmc nvme raid scsi squashfs usb virtio");
        Words(v["grub_mod"]).ShouldBe(["all_video", "disk", "part_gpt", "part_msdos", "linux", "normal", "configfile", "search", "search_label", "efi_gop", "fat", "iso9660", "cat", "echo", "ls", "test", "true", "help", "gzio"]);
        v["apks"].ShouldBe("alpine-base");
        v["kernel_cmdline"].ShouldBe("");
        v["modloop_sign"].ShouldBe("yes");
        v["profile_abbrev"].ShouldBe("rescue");
        v["title"].ShouldBe("rescue");
        v["desc"].ShouldBe("The live image rescue.");
        v.Keys.ShouldNotContain("boot_addons");
        v.Keys.ShouldNotContain("initrd_ucode");
        v.Keys.ShouldNotContain("kernel_addons");
        v.Keys.ShouldNotContain("modloopfw");
        v.Keys.ShouldNotContain("syslinux_serial");
        v.Keys.ShouldNotContain("syslinux_timeout");
    }

    [Fact]
    public void The_full_profile_says_what_was_declared()
    {
        var v = ProfileRun.Variables(Samples.Full(), "arch", "title", "desc", "kernel_flavors", "kernel_addons", "boot_addons", "initrd_ucode", "initfs_cmdline", "kernel_cmdline", "initfs_features", "modloopfw",
            "apks", "syslinux_timeout", "syslinux_serial", "grub_mod", "iso_opts");
        v["arch"].ShouldBe("x86_64 aarch64");
        v["title"].ShouldBe("Everything");
        v["desc"].ShouldBe("Alpine 3.21 with \"quotes\" and $dollars\n\tand a second line");
        v["kernel_flavors"].ShouldBe("lts");
        v["kernel_addons"].ShouldBe("zfs");
        v["boot_addons"].ShouldBe("intel-ucode amd-ucode");
        v["initrd_ucode"].ShouldBe("/boot/intel-ucode.img /boot/amd-ucode.img");
        v["initfs_cmdline"].ShouldBe("modules=loop,squashfs,sd-mod,usb-storage,sr-mod");
        v["kernel_cmdline"].ShouldBe("go=1.23.6 panic=30 console=tty0 console=ttyS0,115200");
        Words(v["initfs_features"]).ShouldBe(["ata", "base", "cdrom", "ext4", "nvme", "raid", "scsi", "squashfs", "usb", "virtio", "btrfs"]);
        v["modloopfw"].ShouldBe("brcm/brcmfmac43455-sdio.bin");
        Words(v["apks"]).ShouldBe(["alpine-base", "openssh", "e2fsprogs", "go", "linux-lts", "linux-firmware-intel", "linux-firmware-rtl_nic"]);
        v["syslinux_timeout"].ShouldBe("50");
        v["syslinux_serial"].ShouldBe("0 115200");
        Words(v["grub_mod"])[^3..].ShouldBe(["chain", "serial", "terminal"]);
        v["iso_opts"].ShouldBe("--set_all_file_dates =86400 -iso-level 3");
    }

    [Fact]
    public void A_base_profile_comes_first_and_declarations_override_and_add()
    {
        var v = ProfileRun.Variables(
            Image(iso => iso.Inherit(BaseProfile.Standard).Apks("openssh").InitfsFeatures(InitfsFeature.Btrfs).GrubModules(GrubModule.Chain).BootAddons(BootAddon.IntelMicrocode).KernelAddons("zfs").CommandLine(l => l.Append("own=1"))),
            "arch", "hostname", "apkovl", "profile_abbrev", "kernel_flavors", "initfs_cmdline", "kernel_cmdline", "initfs_features", "grub_mod", "apks", "boot_addons", "initrd_ucode", "kernel_addons", "modloop_sign");
        v["arch"].ShouldBe("x86_64");
        v["hostname"].ShouldBe("host");
        v["apkovl"].ShouldBe("genapkovl-test.sh");
        v["profile_abbrev"].ShouldBe("test");
        v["kernel_flavors"].ShouldBe("lts");
        v["initfs_cmdline"].ShouldBe("modules=loop,base-module quiet");
        v["kernel_cmdline"].ShouldBe("base=1 own=1");
        v["initfs_features"].ShouldBe("ata base mmc usb btrfs");
        v["grub_mod"].ShouldBe("all_video disk chain");
        v["apks"].ShouldBe("alpine-base openssl chrony openssh");
        v["boot_addons"].ShouldBe("amd-ucode intel-ucode");
        v["initrd_ucode"].ShouldBe("/boot/amd-ucode.img /boot/intel-ucode.img");
        v["kernel_addons"].ShouldBe("xtables zfs");
        v["modloop_sign"].ShouldBe("yes");
    }

    [Fact]
    public void A_declared_kernel_replaces_the_inherited_one() =>
        ProfileRun.Variable(Image(iso => iso.Inherit(BaseProfile.Base).Kernel(KernelFlavor.Virt)), "kernel_flavors").ShouldBe("virt");

    [Fact]
    public void Words_are_removed_from_inherited_lists()
    {
        var v = ProfileRun.Variables(Image(iso => iso.Inherit(BaseProfile.Base).RemoveApks("openssl", "chron").RemoveInitfsFeatures(InitfsFeature.Mmc, InitfsFeature.Ata)), "apks", "initfs_features");
        v["apks"].ShouldBe("alpine-base chrony");
        v["initfs_features"].ShouldBe("base usb");
    }

    [Fact]
    public void A_removed_package_that_is_declared_stays_on_the_medium_with_and_without_a_base_profile()
    {
        ProfileRun.Words(Image(iso => iso.RemoveApks("openssh").Apks("openssh")), "apks").ShouldBe(["alpine-base", "openssh"]);
        ProfileRun.Words(Image(iso => iso.Inherit(BaseProfile.Base).RemoveApks("openssl").Apks("openssl")), "apks").ShouldBe(["alpine-base", "chrony", "openssl"]);
    }

    [Fact]
    public void Verbose_takes_only_quiet_from_an_inherited_line() =>
        ProfileRun.Variable(Image(iso => iso.Inherit(BaseProfile.Base).CommandLine(l => l.Verbose())), "initfs_cmdline").ShouldBe("modules=loop,base-module");

    [Fact]
    public void Modules_replace_an_inherited_line() =>
        ProfileRun.Variable(Image(iso => iso.Inherit(BaseProfile.Base).CommandLine(l => l.Modules("loop", "sr-mod"))), "initfs_cmdline").ShouldBe("modules=loop,sr-mod quiet");

    [Fact]
    public void Replace_drops_inherited_and_earlier_parameters() =>
        ProfileRun.Variable(Image(iso => iso.Inherit(BaseProfile.Base).CommandLine(l => l.Append("a=1").Replace("b=2"))), "kernel_cmdline").ShouldBe("b=2");

    [Fact]
    public void The_same_kernel_twice_is_one_word() =>
        ProfileRun.Variable(Image(iso => iso.Kernel(KernelFlavor.Lts).Kernel(KernelFlavor.Lts)), "kernel_flavors").ShouldBe("lts");

    [Fact]
    public void The_volume_label_is_what_gen_volid_answers() =>
        ProfileRun.Run(Image(iso => iso.VolumeLabel("RESCUE %s #1")), "gen_volid").Output.ShouldBe("RESCUE %s #1");

    [Fact]
    public void A_serial_console_is_in_all_four_places()
    {
        var model = Image(iso => iso.SerialConsole(1, 9600));
        var v = ProfileRun.Variables(model, "kernel_cmdline", "syslinux_serial", "grub_mod");
        v["kernel_cmdline"].ShouldBe("console=tty0 console=ttyS1,9600");
        v["syslinux_serial"].ShouldBe("1 9600");
        Words(v["grub_mod"])[^2..].ShouldBe(["serial", "terminal"]);
        ProfileRun.Run(model, "grub_gen_config").Output.ShouldStartWith("set timeout=1\nserial --unit=1 --speed=9600\nterminal_input console serial\nterminal_output console serial\n\nmenuentry ");
        Bivouac.Scripts.OverlayLayout.Of(model).OfType<OverlayText>().Single(t => t.Path == "/etc/inittab").Content.ToString().ShouldContain("\nttyS1::respawn:/sbin/getty -L 9600 ttyS1 vt100\n");
    }

    [Fact]
    public void The_grub_menu_has_an_entry_for_each_kernel_with_microcode_first() =>
        ProfileRun.Run(Image(iso => iso.Kernel(KernelFlavor.Lts).Kernel(KernelFlavor.Virt).BootAddons(BootAddon.IntelMicrocode, BootAddon.AmdMicrocode).GrubTimeout(0).CommandLine(l => l.Append("a=%s"))), "grub_gen_config").ToString().ShouldBe(
            "exit 0\n" +
            "set timeout=0\n" +
            "\nmenuentry \"Linux lts\" {\n\tlinux\t/boot/vmlinuz-lts modules=loop,squashfs,sd-mod,usb-storage quiet a=%s\n\tinitrd\t/boot/amd-ucode.img /boot/intel-ucode.img /boot/initramfs-lts\n}\n" +
            "\nmenuentry \"Linux virt\" {\n\tlinux\t/boot/vmlinuz-virt modules=loop,squashfs,sd-mod,usb-storage quiet a=%s\n\tinitrd\t/boot/amd-ucode.img /boot/intel-ucode.img /boot/initramfs-virt\n}\n" +
            "\n");

    [Fact]
    public void Alpines_own_grub_menu_stays_when_nothing_is_said() =>
        ProfileRun.Run(Samples.Minimal(), "grub_gen_config; gen_volid", "grub_gen_config() { echo own; }; gen_volid() { echo own; }").Output.ShouldBe("own\nown\n");

    [Theory]
    [InlineData("6.12", "6.12.81-r0", true)]
    [InlineData("6.12", "6.12-r0", true)]
    [InlineData("6.12.81", "6.12.81-r0", true)]
    [InlineData("6.12.81-r0", "6.12.81-r0", true)]
    [InlineData("6.12", "6.120.1-r0", false)]
    [InlineData("6.12.8", "6.12.81-r0", false)]
    [InlineData("6.12.81-r0", "6.12.81-r01", false)]
    [InlineData("6.12", "6.6.12-r0", false)]
    [InlineData("6.12", "16.12-r0", false)]
    public void A_pinned_kernel_stops_the_build_unless_the_repositories_have_it(string pin, string found, bool passes)
    {
        var result = ProfileRun.Run(Image(iso => iso.Kernel(KernelFlavor.Lts, new PinnedVersion("KERNEL_VERSION", pin))), "cat apk.log; echo went on", "KERNEL=" + found);
        if (passes) result.ToString().ShouldBe("exit 0\napk fetch --root root-of-apk --simulate linux-lts\nwent on\n\n");
        else result.ToString().ShouldBe($"exit 1\n\nbivouac: linux-lts must be of version {pin}, but the repositories answer: Downloading linux-lts-{found}\n");
    }

    [Fact]
    public void A_pin_is_not_met_by_a_package_whose_name_ends_alike() =>
        ProfileRun.Run(Image(iso => iso.Kernel(KernelFlavor.Lts, Samples.Kernel)), "echo went on", "KERNEL='none old-linux-lts-6.12.1'").ExitCode.ShouldBe(1);

    [Fact]
    public void Packages_of_a_tagged_repository_are_fetched_alone()
    {
        var model = Image(iso => iso.Repository("https://mirror.example/testing", "testing").Apks("openssh").Apk("tool", a => a.From("testing")).Apk("other", a => a.From("testing")));
        ProfileRun.Words(model, "apks").ShouldBe(["alpine-base", "openssh"]);
        var result = ProfileRun.Run(model, "section_apks; cat apk.log", "ARCH=x86_64");
        result.ToString().ShouldBe("exit 0\nsection apks x86_64 sum\napk fetch --root root-of-apk --simulate --recursive alpine-base openssh\n"
            + "apk fetch --root root-of-apk --repository https://mirror.example/testing --simulate tool other\n\n");
    }

    [Fact]
    public void Raw_shell_comes_last_and_sees_what_was_set() =>
        ProfileRun.Variable(Image(iso => iso.RawProfileShell("apks=\"$apks own\"\n", "why\nnot")), "apks").ShouldBe("alpine-base own");

    private static LiveCdModel Image(Action<LiveCdBuilder> declare) => new LiveCdBuilder().Arch(Arch.X86_64).Hostname("host").Use(declare).Build("test");

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
