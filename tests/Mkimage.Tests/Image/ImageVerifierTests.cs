using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Image;
using Bivouac.Mkimage.Image.Overlay;
using Bivouac.Mkimage.Image.Verification;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Image;

public sealed class ImageVerifierTests : IDisposable
{
    private readonly IsoFixture _iso = new();

    public void Dispose() => _iso.Dispose();

    [Fact]
    public void A_good_image_passes_and_is_described()
    {
        var report = _iso.Verify();

        report.Failures.Select(check => check.ToString()).ShouldBeEmpty();
        report.Warnings.ShouldBeEmpty();
        report.Passed.ShouldBeTrue();
        report.VolumeId.ShouldBe(IsoFixture.VolumeId);
        report.KernelReleases.ShouldBe(new Dictionary<string, string> { ["lts"] = "6.6.14-0-lts" });
        report.ModloopCompressions["lts"].ShouldBe(SquashFsCompression.Lz4);
        report.Packages.Select(package => package.Name + " " + package.Version).ShouldBe(["alpine-base 3.20.3-r0", "openssh 9.7_p1-r4", "zlib 1.3.1-r1"]);
        report.OverlayContentSha256.ShouldBe(IsoFixture.ContentHash);
        report.Parts.Select(part => part.Name).ShouldBe(["kernel", "initramfs", "modloop", "packages", "overlay", "other"]);
        report.Parts.Sum(part => part.Bytes).ShouldBe(new FileInfo(_iso.IsoPath).Length);
    }

    [Fact]
    public void No_image_at_all_is_found_and_says_where_to_look()
    {
        var report = ImageVerifier.Verify(_iso.IsoPath, _iso.Expectation);

        var check = Failed(report, "iso.present");
        check.Fact.ShouldContain("there is no");
        check.Advice!.ShouldContain("profile_rescue");
        report.Checks.Select(other => other.Id).ShouldContain("overlay.present");
        report.Parts.ShouldBeEmpty();
    }

    [Fact]
    public void An_image_of_an_earlier_build_is_found()
    {
        _iso.Build();
        File.SetLastWriteTimeUtc(_iso.IsoPath, new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var start = new DateTimeOffset(2024, 1, 2, 0, 0, 0, TimeSpan.Zero);

        Failed(ImageVerifier.Verify(_iso.IsoPath, _iso.Expectation with { NotBefore = start }), "iso.fresh").Fact.ShouldContain("2024-01-01 00:00:00Z");
    }

    [Fact]
    public void A_name_without_extension_is_found()
    {
        _iso.Build();
        var wrong = Path.ChangeExtension(_iso.IsoPath, null) + ".";
        File.Move(_iso.IsoPath, wrong);

        OnlyFailure(ImageVerifier.Verify(wrong, _iso.Expectation)).ShouldBe("iso.name");
    }

    [Fact]
    public void A_cut_off_image_is_found()
    {
        _iso.Build();
        using (var file = File.OpenWrite(_iso.IsoPath)) file.SetLength(file.Length - 400_000);

        Failed(ImageVerifier.Verify(_iso.IsoPath, _iso.Expectation), "iso.complete").Fact.ShouldContain("bytes, the file has");
    }

    [Fact]
    public void Another_volume_id_is_found()
    {
        _iso.Volume = "alpine-other v3.20 x86_64";
        OnlyFailure(_iso.Verify()).ShouldBe("iso.volume-id");
    }

    [Fact]
    public void An_image_for_UEFI_only_is_found()
    {
        _iso.Remove("boot/syslinux");
        var report = _iso.Verify();

        Failed(report, "boot.bios").Fact.ShouldContain("no boot entry for BIOS");
        report.Failures.ShouldAllBe(check => check.Id.StartsWith("boot.bios") || check.Id == "boot.syslinux-cfg");
        ImageVerifier.Verify(_iso.IsoPath, _iso.Expectation with { NeedsBios = false }).Passed.ShouldBeTrue();
    }

    [Fact]
    public void An_image_for_BIOS_only_is_found()
    {
        _iso.Remove("efi");
        _iso.Remove("boot/grub");
        var report = _iso.Verify();

        Failed(report, "boot.uefi").Fact.ShouldContain("no boot entry for UEFI");
        report.Failures.Select(check => check.Id).ShouldBe(["boot.uefi", "boot.grub-cfg"]);
        ImageVerifier.Verify(_iso.IsoPath, _iso.Expectation with { NeedsUefi = false }).Passed.ShouldBeTrue();
    }

    [Fact]
    public void An_EFI_image_that_was_never_formatted_is_found()
    {
        _iso.EfiToolsWork = false;
        Failed(_iso.Verify(), "boot.uefi").Fact.ShouldContain("not a FAT file system");
    }

    [Fact]
    public void An_EFI_image_without_the_boot_program_is_found()
    {
        _iso.Remove("efi/boot/bootx64.efi");
        _iso.Write("efi/boot/readme.txt", "nothing");
        Failed(_iso.Verify(), "boot.uefi").Fact.ShouldContain("has no EFI/BOOT/BOOTX64.EFI");
    }

    [Fact]
    public void An_EFI_image_with_an_empty_boot_program_is_found()
    {
        _iso.Write("efi/boot/bootx64.efi", []);
        Failed(_iso.Verify(), "boot.uefi").Fact.ShouldContain("empty or not an EFI program");
    }

    [Fact]
    public void A_missing_boot_addon_is_found()
    {
        _iso.Remove("boot/intel-ucode.img");
        OnlyFailure(_iso.Verify()).ShouldBe("boot.addon.intel-ucode.img");
    }

    [Fact]
    public void A_command_line_that_lacks_a_part_is_found_in_both_boot_loaders()
    {
        var report = ImageVerifier.Verify(BuiltIso(), _iso.Expectation with { CommandLine = ["console=ttyS1"] });

        report.Failures.Select(check => check.Id).ShouldBe(["boot.syslinux-cfg", "boot.grub-cfg"]);
    }

    [Fact]
    public void A_boot_menu_that_starts_another_kernel_is_found()
    {
        _iso.Write("boot/grub/grub.cfg", "linux /boot/vmlinuz-lts-old quiet console=ttyS0,115200");
        Failed(_iso.Verify(), "boot.grub-cfg").Fact.ShouldContain("does not start /boot/vmlinuz-lts");
    }

    [Fact]
    public void An_image_without_kernel_is_found()
    {
        foreach (var part in (string[])["vmlinuz-lts", "initramfs-lts", "modloop-lts"]) _iso.Remove("boot/" + part);
        _iso.Verify().Failures.Select(check => check.Id).ShouldBe(["kernel.lts", "kernel.lts.version", "initramfs.lts", "modloop.lts"]);
    }

    [Theory]
    [InlineData(">=6.7")]
    [InlineData("=6.6.14-r1")]
    [InlineData("~6.1")]
    public void A_kernel_that_is_not_the_pinned_one_is_found(string pin)
    {
        var report = ImageVerifier.Verify(BuiltIso(), _iso.Expectation with { KernelVersions = new Dictionary<string, string> { ["lts"] = pin } });

        Failed(report, "kernel.lts.version").Fact.ShouldBe($"kernel lts has version 6.6.14-r0, but {pin} is pinned");
    }

    [Fact]
    public void A_kernel_that_does_not_say_its_version_is_judged_by_its_package()
    {
        _iso.Write("boot/vmlinuz-lts", new byte[4096]);
        Failed(_iso.Verify(), "kernel.lts.version").Fact.ShouldContain("cannot be told");
        _iso.Packages(Archives.Package("alpine-base", "1-r0") + Archives.Package("linux-lts", "6.6.20-r0"));
        _iso.Verify().Checks.Single(check => check.Id == "kernel.lts.version").Fact.ShouldContain("6.6.20-r0");
    }

    [Theory]
    [InlineData(new byte[0], "is empty")]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6 }, "is not compressed")]
    public void A_broken_initramfs_is_found(byte[] content, string fact)
    {
        _iso.Write("boot/initramfs-lts", content);
        Failed(_iso.Verify(), "initramfs.lts").Fact.ShouldContain(fact);
    }

    [Fact]
    public void A_modloop_of_another_compression_is_found()
    {
        _iso.Write("boot/modloop-lts", IsoFixture.Modloop(SquashFsCompression.Xz));
        Failed(_iso.Verify(), "modloop.lts").Fact.ShouldBe("the modloop of lts is compressed with xz, not lz4");
        ImageVerifier.Verify(_iso.IsoPath, _iso.Expectation with { ModloopCompression = null }).Passed.ShouldBeTrue();
    }

    [Fact]
    public void A_cut_off_modloop_is_found()
    {
        _iso.Write("boot/modloop-lts", IsoFixture.Modloop(SquashFsCompression.Lz4)[..3000]);
        Failed(_iso.Verify(), "modloop.lts").Fact.ShouldContain("cut off");
    }

    [Fact]
    public void An_image_without_packages_is_found()
    {
        _iso.Remove("apks");
        var failures = _iso.Verify().Failures.Select(check => check.Id).ToList();
        failures.ShouldContain("packages.repository");
        failures.ShouldContain("packages.world");
        failures.ShouldAllBe(id => id.StartsWith("packages."));
    }

    [Fact]
    public void A_boot_repository_without_its_mark_is_found()
    {
        _iso.Remove("apks/.boot_repository");
        OnlyFailure(_iso.Verify()).ShouldBe("packages.repository");
    }

    [Fact]
    public void An_index_that_is_not_signed_is_found()
    {
        _iso.Packages(Archives.Package("alpine-base", "3.20.3-r0", depends: "zlib") + Archives.Package("zlib", "1.3.1-r1", provides: "so:libz.so.1=1.3.1") + Archives.Package("openssh", "9.7_p1-r4"), signed: false);
        OnlyFailure(_iso.Verify()).ShouldBe("packages.index");
    }

    [Fact]
    public void A_package_that_is_in_the_index_only_is_found()
    {
        _iso.Remove("apks/x86_64/zlib-1.3.1-r1.apk");
        var report = _iso.Verify();
        OnlyFailure(report).ShouldBe("packages.files");
        Failed(report, "packages.files").Fact.ShouldContain("zlib-1.3.1-r1.apk");
    }

    [Fact]
    public void A_world_entry_that_is_not_on_the_medium_is_found()
    {
        var world = _iso.Expectation.World.Append("nano").ToList();
        _iso.Overlay(world: string.Join('\n', world));
        _iso.Expectation = _iso.Expectation with { World = world };
        var report = _iso.Verify();
        OnlyFailure(report).ShouldBe("packages.world");
        Failed(report, "packages.world").Fact.ShouldContain("needs nano: nothing on the medium has or provides that name");
    }

    [Fact]
    public void A_world_entry_whose_constraint_the_medium_cannot_meet_is_found()
    {
        _iso.Overlay(world: "openssh>=10");
        _iso.Expectation = _iso.Expectation with { World = ["openssh>=10"] };
        Failed(_iso.Verify(), "packages.world").Fact.ShouldContain("openssh>=10: on the medium only in version 9.7_p1-r4");
    }

    [Fact]
    public void A_dependency_that_is_not_on_the_medium_is_found()
    {
        _iso.Packages(Archives.Package("alpine-base", "3.20.3-r0", depends: "zlib") + Archives.Package("zlib", "1.3.1-r1", provides: "so:libz.so.1=1.3.1", depends: "musl>=2") + Archives.Package("openssh", "9.7_p1-r4"));
        var report = _iso.Verify();
        OnlyFailure(report).ShouldBe("packages.dependencies");
        Failed(report, "packages.dependencies").Fact.ShouldContain("zlib-1.3.1-r1 needs musl>=2");
    }

    [Fact]
    public void A_repository_tag_that_nothing_defines_is_found()
    {
        var expectation = _iso.Expectation with { World = ["openssh@edge"] };
        _iso.Overlay(world: "openssh@edge");
        _iso.Expectation = expectation;
        Failed(_iso.Verify(), "packages.tags").Fact.ShouldContain("@edge");
        _iso.Overlay(world: "openssh@edge", more: Archives.File("etc/apk/repositories", "/media/cdrom/apks\n@edge https://dl-cdn.alpinelinux.org/alpine/edge/main\n"));
        _iso.Verify().Passed.ShouldBeTrue();
    }

    [Fact]
    public void Packages_the_index_does_not_know_are_a_warning()
    {
        _iso.Write("apks/x86_64/old-1-r0.apk", new byte[4]);
        var report = _iso.Verify();
        report.Passed.ShouldBeTrue();
        report.Warnings.ShouldHaveSingleItem().ShouldContain("old-1-r0.apk");
    }

    [Fact]
    public void An_image_without_overlay_is_found()
    {
        _iso.Remove("rescue.apkovl.tar.gz");
        var report = _iso.Verify();
        Failed(report, "overlay.present").Fact.ShouldContain("boots as plain Alpine");
        report.Failures.ShouldAllBe(check => check.Id.StartsWith("overlay."));
        ImageVerifier.Verify(_iso.IsoPath, _iso.Expectation with { NeedsOverlay = false }).Passed.ShouldBeTrue();
    }

    [Fact]
    public void The_overlay_of_another_host_is_found()
    {
        _iso.Remove("rescue.apkovl.tar.gz");
        _iso.Overlay(name: "bee");
        OnlyFailure(_iso.Verify()).ShouldBe("overlay.present");
    }

    [Fact]
    public void Two_overlays_are_found()
    {
        _iso.Overlay(name: "bee");
        Failed(_iso.Verify(), "overlay.present").Fact.ShouldContain("bee.apkovl.tar.gz, rescue.apkovl.tar.gz");
    }

    [Fact]
    public void A_stale_overlay_is_found()
    {
        _iso.Overlay(contentHash: new string('0', 64));
        var report = _iso.Verify();
        OnlyFailure(report).ShouldBe("overlay.fresh");
        Failed(report, "overlay.fresh").Fact.ShouldStartWith("the overlay is stale");
    }

    [Fact]
    public void A_world_of_the_overlay_that_differs_from_the_declared_one_is_found()
    {
        _iso.Overlay(world: "alpine-base\nopenssh>=9\nzlib\n");
        var fact = Failed(_iso.Verify(), "overlay.world").Fact;
        fact.ShouldContain("so:libz.so.1 is not in");
        fact.ShouldContain("zlib is in the overlay's /etc/apk/world, but not declared");
    }

    [Fact]
    public void Entries_that_differ_from_the_declared_ones_are_found()
    {
        var report = ImageVerifier.Verify(BuiltIso(), _iso.Expectation with
        {
            OverlayEntries =
            [
                new("etc/missing", ApkovlEntryKind.File, null, null, null, null),
                new("etc/apk/world", ApkovlEntryKind.Directory, null, null, null, null),
                new("etc/hostname", ApkovlEntryKind.File, new string('a', 64), null, null, null),
                new("etc/bivouac-release", ApkovlEntryKind.File, null, 0x180, null, null),
                new("etc/runlevels/default/sshd", ApkovlEntryKind.SymbolicLink, "/etc/init.d/dropbear", null, null, null),
                new("etc", ApkovlEntryKind.Directory, null, null, 1, 2),
            ],
            AbsentOverlayPaths = ["etc/hostname"],
        });

        Failed(report, "overlay.entries").Fact.ShouldBe(
            "/etc/missing is not in the overlay; /etc/apk/world is a file, not a folder; /etc/hostname has other content than declared; "
            + "/etc/bivouac-release has mode 0644, not 0600; /etc/runlevels/default/sshd points at /etc/init.d/sshd, not at /etc/init.d/dropbear; /etc belongs to 0:0, not to 1:2");
        Failed(report, "overlay.absent").Fact.ShouldBe("/etc/hostname is in the overlay, but must not be");
    }

    [Fact]
    public void Every_failure_says_what_to_do()
    {
        var report = ImageVerifier.Verify("/nowhere/at-all.iso", _iso.Expectation);
        report.Failures.ShouldNotBeEmpty();
        report.Failures.ShouldAllBe(check => !string.IsNullOrEmpty(check.Advice));
    }

    private string BuiltIso()
    {
        _iso.Build();
        return _iso.IsoPath;
    }

    private static string OnlyFailure(ImageReport report) => string.Join(", ", report.Failures.Select(check => check.Id));

    private static ImageCheck Failed(ImageReport report, string id)
    {
        var check = report.Checks.Single(check => check.Id == id);
        check.Passed.ShouldBeFalse(check.Fact);
        return check;
    }
}
