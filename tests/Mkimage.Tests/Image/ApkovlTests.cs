using System;
using System.Formats.Tar;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Bivouac.Mkimage.Image;
using Bivouac.Mkimage.Image.Overlay;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Image;

public sealed class ApkovlTests
{
    [Fact]
    public void Entries_are_read_with_all_that_a_declaration_can_say()
    {
        var overlay = Read(
            Archives.Folder("./etc/"),
            new PaxTarEntry(TarEntryType.RegularFile, "./etc/shadow") { DataStream = new MemoryStream("root:*\n"u8.ToArray()), Mode = (UnixFileMode)0x9A0, Uid = 1000, Gid = 42, ModificationTime = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000) },
            Archives.Link("etc/localtime", "../usr/share/zoneinfo/UTC"));

        overlay.Entries.Select(entry => entry.Path).ShouldBe(["etc", "etc/localtime", "etc/shadow"]);
        overlay.Find("etc")!.Kind.ShouldBe(ApkovlEntryKind.Directory);
        overlay.Find("etc/localtime")!.LinkTarget.ShouldBe("../usr/share/zoneinfo/UTC");
        var shadow = overlay.Find("etc/shadow")!;
        (shadow.Kind, shadow.Mode, shadow.Uid, shadow.Gid, shadow.Size).ShouldBe((ApkovlEntryKind.File, 0x9A0, 1000, 42, 7));
        shadow.ModifiedAt.ToUnixTimeSeconds().ShouldBe(1_700_000_000);
        shadow.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData("root:*\n"u8)));
        overlay.ReadText("etc/shadow").ShouldBe("root:*\n");
    }

    [Fact]
    public void Of_a_path_that_is_there_twice_the_later_one_counts() =>
        Read(Archives.File("etc/motd", "old"), Archives.File("./etc/motd", "new")).ReadText("etc/motd").ShouldBe("new");

    [Fact]
    public void An_empty_file_has_the_hash_of_nothing() =>
        Read(Archives.File("etc/.default_boot_services", "")).Find("etc/.default_boot_services")!.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData([])));

    [Theory]
    [InlineData("/etc/passwd", "is absolute")]
    [InlineData("../etc/passwd", "leads out of the root")]
    [InlineData("etc/../../passwd", "leads out of the root")]
    [InlineData("etc/a\nb", "control character")]
    public void A_name_that_is_not_safe_is_refused(string name, string why) =>
        Should.Throw<ImageFormatException>(() => Read(Archives.File(name, "x"))).Message.ShouldContain(why);

    [Fact]
    public void What_is_no_archive_or_is_cut_off_is_refused()
    {
        var random = new byte[5000];
        new Random(1).NextBytes(random);
        var good = Archives.GzipTar(Archives.File("etc/key", Convert.ToBase64String(random)));

        Should.Throw<ImageFormatException>(() => Apkovl.Read(new MemoryStream(random), "a.apkovl.tar.gz"));
        // The last bytes are gzip's own checksum and the zeros that end the archive: without them all content is there.
        for (var length = 0; length < good.Length - 32; length += 19)
            Should.Throw<ImageFormatException>(() => Apkovl.Read(new MemoryStream(good, 0, length), "a.apkovl.tar.gz"), $"{length} of {good.Length} bytes");
    }

    [Fact]
    public void An_archive_of_tar_with_gzip_is_read()
    {
        using var folder = new TempFolder();
        folder.Write("root/etc/deep/" + new string('n', 120) + "/file", [1, 2, 3]);
        Tool.Run(folder.Path, "tar", "-C", "root", "-czf", "a.tgz", "etc");

        using var stream = File.OpenRead(folder["a.tgz"]);
        Apkovl.Read(stream, "a.tgz").Find($"etc/deep/{new string('n', 120)}/file")!.Size.ShouldBe(3);
    }

    private static Apkovl Read(params TarEntry[] entries) => Apkovl.Read(new MemoryStream(Archives.GzipTar(entries)), "test.apkovl.tar.gz");
}
