using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Bivouac.Mkimage.Image;
using Bivouac.Mkimage.Image.Overlay;
using Bivouac.Mkimage.Image.Verification;

namespace Bivouac.Mkimage.Tests.Image;

/// <summary>
/// A good image, put together with the tools and options of mkimage.sh (create_image_iso) out of stand-ins for kernel and
/// packages. A test changes what it is about and builds.
/// </summary>
internal sealed class IsoFixture : IDisposable
{
    public const string VolumeId = "alpine-rescue v3.20 x86_64";
    public const string ContentHash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    public const string World = "alpine-base\nopenssh>=9\nso:libz.so.1\n";

    private readonly TempFolder _folder = new();

    public IsoFixture()
    {
        Write("boot/vmlinuz-lts", Kernel("6.6.14-0-lts (builder@host) #1 SMP"));
        Write("boot/initramfs-lts", Archives.Gzip(new byte[1000]));
        Write("boot/modloop-lts", Modloop(SquashFsCompression.Lz4));
        Write("boot/intel-ucode.img", new byte[64]);
        Write("boot/syslinux/isolinux.bin", Isolinux());
        Write("boot/syslinux/isohdpfx.bin", Enumerable.Repeat((byte)0x90, 432).ToArray());
        Write("boot/syslinux/ldlinux.c32", new byte[100]);
        Write("boot/syslinux/syslinux.cfg", "DEFAULT lts\nLABEL lts\n\tKERNEL /boot/vmlinuz-lts\n\tAPPEND modules=loop quiet console=ttyS0,115200\n");
        Write("boot/grub/grub.cfg", "menuentry \"Linux lts\" {\n\tlinux\t/boot/vmlinuz-lts modules=loop quiet console=ttyS0,115200\n\tinitrd\t/boot/initramfs-lts\n}\n");
        Write("efi/boot/bootx64.efi", [(byte)'M', (byte)'Z', .. new byte[2000]]);
        Write("apks/.boot_repository", []);
        Packages(Archives.Package("alpine-base", "3.20.3-r0", depends: "zlib") + Archives.Package("zlib", "1.3.1-r1", provides: "so:libz.so.1=1.3.1") + Archives.Package("openssh", "9.7_p1-r4", depends: "so:libz.so.1"));
        foreach (var package in (string[])["alpine-base-3.20.3-r0", "zlib-1.3.1-r1", "openssh-9.7_p1-r4"]) Write($"apks/x86_64/{package}.apk", new byte[4]);
        Overlay();
    }

    public string IsoPath => _folder["alpine-rescue-v3.20-x86_64.iso"];

    /// <summary>Further options of xorrisofs; an option here leaves out nothing.</summary>
    public List<string> Options { get; } = [];

    public string Volume { get; set; } = VolumeId;

    /// <summary>Whether mformat and mcopy work.</summary>
    public bool EfiToolsWork { get; set; } = true;

    public ImageExpectation Expectation { get; set; } = new()
    {
        Profile = "rescue",
        Arch = "x86_64",
        VolumeId = VolumeId,
        Hostname = "rescue",
        KernelFlavors = ["lts"],
        ModloopCompression = SquashFsCompression.Lz4,
        KernelVersions = new Dictionary<string, string> { ["lts"] = "~6.6" },
        ContentSha256 = ContentHash,
        World = ["alpine-base", "openssh>=9", "so:libz.so.1"],
        BootAddons = ["intel-ucode.img"],
        CommandLine = ["quiet", "console=ttyS0,115200"],
        OverlayEntries =
        [
            new("etc/hostname", ApkovlEntryKind.File, "f6eaeee1173b9378b64ca568d6263e1fbca7a64547b74ef1a98c5a073695dd91", 0x1A4, 0, 0),
            new("etc/runlevels/default/sshd", ApkovlEntryKind.SymbolicLink, "/etc/init.d/sshd", null, null, null),
        ],
        AbsentOverlayPaths = ["etc/ssh/ssh_host_ed25519_key"],
    };

    public void Write(string path, byte[] content) => _folder.Write("image/" + path, content);

    public void Write(string path, string content) => Write(path, Encoding.UTF8.GetBytes(content));

    public void Remove(string path)
    {
        var full = _folder["image/" + path];
        if (Directory.Exists(full)) Directory.Delete(full, recursive: true);
        else File.Delete(full);
    }

    public void Packages(string index, bool signed = true) => Write("apks/x86_64/APKINDEX.tar.gz", Archives.Index(index, signed));

    public void Overlay(string contentHash = ContentHash, string world = World, string name = "rescue", params System.Formats.Tar.TarEntry[] more) =>
        Write(name + ".apkovl.tar.gz", Archives.GzipTar([
            Archives.Folder("etc/"),
            Archives.File("etc/hostname", "rescue\n"),
            Archives.File("etc/apk/world", world),
            Archives.File("etc/bivouac-release", $"NAME=rescue\nCONTENT_SHA256={contentHash}\n"),
            Archives.Link("etc/runlevels/default/sshd", "/etc/init.d/sshd"),
            .. more,
        ]));

    /// <summary>Makes the ISO as create_image_iso does and compares it with <see cref="Expectation"/>.</summary>
    public ImageReport Verify()
    {
        Build();
        return ImageVerifier.Verify(IsoPath, Expectation);
    }

    public void Build()
    {
        Tool.Require("xorriso", "mformat", "mcopy");
        var image = _folder["image"];
        var arguments = new List<string> { "-as", "mkisofs", "-quiet", "-output", IsoPath, "-full-iso9660-filenames", "-joliet", "-rational-rock", "-sysid", "LINUX", "-volid", Volume };
        var bios = File.Exists(Path.Combine(image, "boot/syslinux/isolinux.bin"));
        if (bios)
            arguments.AddRange(["-isohybrid-mbr", Path.Combine(image, "boot/syslinux/isohdpfx.bin"), "-eltorito-boot", "boot/syslinux/isolinux.bin", "-eltorito-catalog", "boot/syslinux/boot.cat", "-no-emul-boot", "-boot-load-size", "4", "-boot-info-table"]);
        if (Directory.Exists(Path.Combine(image, "efi")) && Directory.Exists(Path.Combine(image, "boot/grub")))
        {
            MakeEfiImage(image);
            arguments.AddRange(bios
                ? ["-eltorito-alt-boot", "-e", "boot/grub/efi.img", "-no-emul-boot", "-isohybrid-gpt-basdat"]
                : ["-efi-boot-part", "--efi-boot-image", "-e", "boot/grub/efi.img", "-no-emul-boot"]);
        }

        arguments.AddRange([.. Options, "-follow-links", image]);
        Tool.Run(_folder.Path, "xorriso", [.. arguments]);
    }

    public void Dispose() => _folder.Dispose();

    public static byte[] Kernel(string release)
    {
        var kernel = new byte[0x1000];
        "HdrS"u8.CopyTo(kernel.AsSpan(0x202));
        BinaryPrimitives.WriteUInt16LittleEndian(kernel.AsSpan(0x20E), 0x600);
        Encoding.ASCII.GetBytes(release).CopyTo(kernel.AsSpan(0x800));
        return kernel;
    }

    public static byte[] Modloop(SquashFsCompression compression)
    {
        var block = new byte[4096];
        "hsqs"u8.CopyTo(block);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(12), 131072);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(20), (ushort)compression);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(28), 4);
        BinaryPrimitives.WriteInt64LittleEndian(block.AsSpan(40), 4000);
        return block;
    }

    private void MakeEfiImage(string image)
    {
        if (!EfiToolsWork)
        {
            if (!File.Exists(Path.Combine(image, "boot/grub/efi.img"))) Write("boot/grub/efi.img", new byte[1440 * 1024]);
            return;
        }

        Tool.Run(image, "mformat", "-i", "boot/grub/efi.img", "-C", "-f", "1440", "-N", "0", "::");
        Tool.Run(image, "mcopy", "-i", "boot/grub/efi.img", "-s", "efi", "::");
    }

    // xorriso makes an isohybrid only of a loader with this signature at byte 64.
    private static byte[] Isolinux()
    {
        var loader = new byte[4096];
        ((ReadOnlySpan<byte>)[0xFB, 0xC0, 0x78, 0x70]).CopyTo(loader.AsSpan(64));
        return loader;
    }
}
