using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Image;
using Bivouac.Mkimage.Image.Iso;
using Bivouac.Mkimage.Image.Overlay;
using Bivouac.Mkimage.Processes;
using Shouldly;
using Xunit;

namespace Bivouac.Alpine.Tests;

/// <summary>Whole builds with the real mkimage.sh, verified.</summary>
public sealed class BuildTests(AlpineFixture alpine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rescue_image_is_built_and_after_a_change_of_one_overlay_file_only_overlay_and_image_are_made_anew()
    {
        var project = new AlpineProject(alpine, "rescue");
        project.Write("overlay/etc/motd", "first\n");
        project.Write("overlay/usr/local/bin/hello", "#!/bin/sh\necho hello\n", executable: true);
        project.Write("keys/authorized_keys", "ssh-ed25519 AAAA ops\n");
        var plan = project.Plan(Rescue, "rescue");

        var first = await project.BuildAsync(plan);
        first.Built.Sections.Select(s => s.Name).Distinct().ShouldBe(["kernel", "apks", "apkovl", "syslinux", "syslinux_cfg", "grub_cfg", "grub_efi", "image"], ignoreOrder: true);
        first.Report.Checks.ShouldAllBe(c => c.Passed);
        first.Report.ModloopCompressions["lts"].ShouldBe(SquashFsCompression.Lz4);
        (await CompressionOfAsync(first, project, "lts")).ShouldBe("lz4");
        File.ReadAllText(first.Artifacts.Sha256Path).ShouldStartWith(await Sha256Async(first.Report.IsoPath));

        project.Write("overlay/etc/motd", "second\n");
        var second = await project.BuildAsync(plan);

        second.Built.Sections.Select(s => s.Name).ShouldBe(["apkovl", "image"]);
        OverlayOf(second, "rescue").ReadText("etc/motd").ShouldBe("second\n");
        second.Report.OverlayContentSha256.ShouldNotBe(first.Report.OverlayContentSha256);
        second.Report.KernelReleases.ShouldBe(first.Report.KernelReleases);
    }

    [Fact]
    public async Task An_unattended_image_is_built_with_all_that_it_declares()
    {
        var project = new AlpineProject(alpine, "audit");
        project.Write("overlay/etc/init.d/hw-audit", "#!/sbin/openrc-run\nstart() {\n\teend 0\n}\n", executable: true);
        project.Write("keys/authorized_keys", "ssh-ed25519 AAAA ops\n");
        var built = await project.BuildAsync(project.Plan(Audit, "hwaudit"));

        (await CompressionOfAsync(built, project, "virt")).ShouldBe("xz");
        built.Report.VolumeId.ShouldBe("HWAUDIT");
        built.Report.KernelReleases["virt"].ShouldStartWith("6.1.");
        built.Report.Packages.Select(p => p.Name).ShouldContain("dropbear");
        built.Report.Checks.Select(c => c.Id).ShouldContain("boot.addon.intel-ucode.img");
    }

    [Fact]
    public async Task Two_builds_of_the_same_date_give_the_same_bytes()
    {
        var first = new AlpineProject(alpine, "first");
        var one = await FreshAsync(first);
        var two = await FreshAsync(new AlpineProject(alpine, "second"));

        (await OverlayBytesAsync(two)).ShouldBe(await OverlayBytesAsync(one));
        (await Sha256Async(two.Report.IsoPath)).ShouldBe(await Sha256Async(one.Report.IsoPath));

        (await CompressionOfAsync(one, first, "lts")).ShouldBe("zstd");

        static Task<VerifiedImage> FreshAsync(AlpineProject project)
        {
            project.Write("overlay/etc/motd", "hello\n");
            return project.BuildAsync(project.Plan(iso =>
            {
                AlpineProject.Smallest(iso);
                iso.Tree("overlay").Modloop(ModloopCompression.Zstd);
            }));
        }
    }

    [Fact]
    public async Task L6_the_initramfs_of_the_image_is_compressed_as_declared()
    {
        var project = new AlpineProject(alpine, "initramfs");
        var image = await project.BuildAsync(project.Plan(iso =>
        {
            AlpineProject.Smallest(iso);
            iso.Initramfs(InitramfsCompression.Lz4);
        }));

        image.Report.Checks.ShouldAllBe(c => c.Passed);
        image.Report.Checks.ShouldContain(c => c.ToString().Contains("initramfs", StringComparison.OrdinalIgnoreCase) && c.ToString().Contains("lz4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_interrupt_ends_the_build_with_no_process_of_it_left()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var project = new AlpineProject(alpine, "cancelled");
        var plan = project.Plan(AlpineProject.Smallest);
        var whileRunning = 0;
        project.Listener.Line = line =>
        {
            if (!line.Contains("--> kernel", StringComparison.Ordinal)) return;
            whileRunning = ProcessesOf(plan.WorkName);
            source.Cancel();
        };

        await Should.ThrowAsync<BuildStoppedException>(() => project.BuildAsync(plan, new(source.Token, source.Token)));
        whileRunning.ShouldBeGreaterThan(0);
        ProcessesOf(plan.WorkName).ShouldBe(0);
        var images = Directory.GetDirectories(Path.Combine(project.WorkOf(plan), "../out")).ShouldHaveSingleItem();
        Directory.EnumerateFiles(images).Select(Path.GetFileName).ShouldBe([BuildPaths.StartedFile]);
    }

    private static void Rescue(LiveCdBuilder iso) => iso
        .Arch(Arch.X86_64)
        .Alpine(new PinnedVersion("ALPINE_VERSION", AlpineFixture.Branch))
        .Hostname("rescue")
        .Title("Rescue")
        .Kernel(KernelFlavor.Lts, new PinnedVersion("KERNEL_VERSION", "6.1"))
        .BootAddons(BootAddon.IntelMicrocode, BootAddon.AmdMicrocode)
        .SerialConsole()
        .Firmware(Firmware.Intel, Firmware.Mellanox, Firmware.Bnx2x, Firmware.RtlNic, Firmware.Other)
        .Apks("openssh", "chrony", "e2fsprogs")
        .File("/etc/network/interfaces", "auto lo\niface lo inet loopback\n")
        .FileFrom("/root/.ssh/authorized_keys", "keys/authorized_keys", mode: Mode.Private)
        .ConfD("sshd", "key_types_to_generate", "ed25519")
        .Enable("networking", Runlevel.Boot)
        .Enable("sshd")
        .Tree("overlay");

    private static void Audit(LiveCdBuilder iso) => iso
        .Arch(Arch.X86_64)
        .Alpine(new PinnedVersion("ALPINE_VERSION", AlpineFixture.Branch))
        .Hostname("hwaudit")
        .VolumeLabel("HWAUDIT")
        .Kernel(KernelFlavor.Virt, new PinnedVersion("KERNEL_VERSION", "6.1"))
        .BootAddons(BootAddon.IntelMicrocode)
        .CommandLine(line => line.Append("panic=30"))
        .Modloop(ModloopCompression.Xz)
        .GrubTimeout(2)
        .SyslinuxTimeout(20)
        .SerialConsole()
        .Apks("dropbear", "pciutils")
        .FileFrom("/root/.ssh/authorized_keys", "keys/authorized_keys", mode: Mode.Private)
        .ConfD("dropbear", "rc_need", "!net")
        .Enable("dropbear", Runlevel.Boot)
        .Enable("hw-audit")
        .Tree("overlay");

    /// <summary>What unsquashfs(1), and not this project's own reader, says of the modloop.</summary>
    private static async Task<string> CompressionOfAsync(VerifiedImage image, AlpineProject project, string flavor)
    {
        var modloop = Path.Combine(project.Folder, "modloop");
        using (var iso = IsoImage.Open(image.Report.IsoPath))
        {
            await using var from = iso.OpenRead(iso.FindFile("boot/modloop-" + flavor)!);
            await using var to = File.Create(modloop);
            await from.CopyToAsync(to, Token);
        }

        Assert.SkipUnless(((string[])["/usr/bin/unsquashfs", "/usr/sbin/unsquashfs"]).Any(File.Exists), "squashfs-tools are not installed");
        var result = await new ProcessRunner().RunAsync(new("unsquashfs", ["-s", modloop]), Token);
        return result.Output.Split('\n').Single(l => l.StartsWith("Compression ", StringComparison.Ordinal))["Compression ".Length..].Trim();
    }

    private static Apkovl OverlayOf(VerifiedImage image, string hostname)
    {
        using var iso = IsoImage.Open(image.Report.IsoPath);
        using var overlay = iso.OpenRead(iso.FindFile(hostname + ".apkovl.tar.gz")!);
        return Apkovl.Read(overlay, hostname);
    }

    private static async Task<byte[]> OverlayBytesAsync(VerifiedImage image)
    {
        using var iso = IsoImage.Open(image.Report.IsoPath);
        await using var overlay = iso.OpenRead(iso.FindFile("small.apkovl.tar.gz")!);
        using var bytes = new MemoryStream();
        await overlay.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    private static async Task<string> Sha256Async(string path)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, Token));
    }

    /// <summary>How many processes have the build's folder in their arguments or their environment.</summary>
    private static int ProcessesOf(string workName) => Directory.EnumerateDirectories("/proc")
        .Where(f => int.TryParse(Path.GetFileName(f), out var id) && id != Environment.ProcessId)
        .Count(f => ((string[])["cmdline", "environ"]).Any(file => Read(Path.Combine(f, file)).Contains(workName, StringComparison.Ordinal)));

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
