using System.IO;
using System.Linq;
using Bivouac.Mkimage.Image;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Image;

public sealed class FormatTests
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("xz")]
    [InlineData("lz4")]
    [InlineData("zstd")]
    public void The_compression_of_a_real_squashfs_is_read(string compression)
    {
        using var folder = new TempFolder();
        folder.Write("root/file", new byte[10_000]);
        Tool.Run(folder.Path, "mksquashfs", "root", "modloop", "-quiet", "-no-progress", "-comp", compression, "-b", "65536");

        using var stream = File.OpenRead(folder["modloop"]);
        var superblock = SquashFsSuperblock.Read(stream);

        superblock.Compression.ToString().ToLowerInvariant().ShouldBe(compression);
        superblock.BlockSize.ShouldBe(65536);
        superblock.BytesUsed.ShouldBeInRange(96, stream.Length);
    }

    [Fact]
    public void What_is_no_squashfs_is_refused()
    {
        Should.Throw<ImageFormatException>(() => SquashFsSuperblock.Read(new MemoryStream(new byte[10])));
        Should.Throw<ImageFormatException>(() => SquashFsSuperblock.Read(new MemoryStream(new byte[4096])));
        Should.Throw<ImageFormatException>(() => SquashFsSuperblock.Read(new MemoryStream(IsoFixture.Modloop((SquashFsCompression)9))));
    }

    [Fact]
    public void The_release_of_a_bzImage_is_read() =>
        KernelImage.ReadRelease(new MemoryStream(IsoFixture.Kernel("6.6.14-0-lts (builder@host) #1"))).ShouldBe("6.6.14-0-lts");

    [Fact]
    public void A_kernel_without_release_gives_none()
    {
        var pointsBeyond = IsoFixture.Kernel("6.6.14-0-lts");
        pointsBeyond[0x20E] = pointsBeyond[0x20F] = 0xFF;
        KernelImage.ReadRelease(new MemoryStream(pointsBeyond)).ShouldBeNull();
        KernelImage.ReadRelease(new MemoryStream(new byte[4096])).ShouldBeNull();
        KernelImage.ReadRelease(new MemoryStream([])).ShouldBeNull();
    }

    [Theory]
    [InlineData("6.6.14-0-lts", "lts", "6.6.14-r0")]
    [InlineData("6.12.1-3-virt", "virt", "6.12.1-r3")]
    [InlineData("6.7.0-rc3-0-edge", "edge", "6.7.0_rc3-r0")]
    [InlineData("6.6.14", "lts", null)]
    [InlineData("6.6.14-lts", "lts", null)]
    public void A_release_tells_the_version_of_its_package(string release, string flavor, string? version) =>
        KernelImage.PackageVersionOf(release, flavor).ShouldBe(version);

    [Theory]
    [InlineData("gzip", "-1")]
    [InlineData("xz", "-1")]
    [InlineData("zstd", "-1")]
    [InlineData("lz4", "-lm")]
    public void The_compression_of_an_initramfs_is_told_by_what_the_tools_write(string tool, string option)
    {
        using var folder = new TempFolder();
        folder.Write("initramfs", new byte[1000]);
        Tool.Run(folder.Path, tool, option, "-k", "initramfs");

        using var stream = File.OpenRead(Directory.GetFiles(folder.Path).Single(file => Path.GetFileName(file) != "initramfs"));
        Compression.Detect(stream).ShouldBe(tool);
    }

    [Theory]
    [InlineData(1440, 12)]
    [InlineData(20_000, 16)]
    [InlineData(70_000, 32)]
    public void A_file_in_a_FAT_image_is_found_without_regard_to_case(int kilobytes, int bits)
    {
        using var folder = new TempFolder();
        var content = Enumerable.Range(0, 50_000).Select(number => (byte)(number * 31)).ToArray();
        folder.Write("efi/boot/bootx64.efi", content);
        using (var file = File.Create(folder["efi.img"])) file.SetLength(kilobytes * 1024L);
        Tool.Run(folder.Path, "mformat", [.. bits == 12 ? ["-f", "1440"] : bits == 16 ? ["-h", "16", "-t", "40", "-s", "62"] : (string[])["-F", "-c", "1", "-h", "16", "-t", "140", "-s", "62"], "-i", "efi.img", "::"]);
        Tool.Run(folder.Path, "mcopy", "-i", "efi.img", "-s", "efi", "::");

        using var stream = File.OpenRead(folder["efi.img"]);
        var volume = new FatVolume(stream);

        volume.Bits.ShouldBe(bits);
        volume.ReadFile("EFI/BOOT/BOOTX64.EFI", 100_000).ShouldBe(content);
        volume.ReadFile("EFI/BOOT/BOOTX64.EFI", 64).ShouldBe(content[..64]);
        volume.ReadFile("EFI/BOOT/BOOTAA64.EFI", 64).ShouldBeNull();
        volume.ReadFile("EFI/BOOT", 64).ShouldBeNull();
    }
}
