using System;
using System.IO;
using System.Linq;
using System.Text;
using Bivouac.Mkimage.Image;
using Bivouac.Mkimage.Image.Iso;
using Bivouac.Mkimage.Image.Verification;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Image;

public sealed class IsoImageTests : IDisposable
{
    private const int Damages = 400;

    private readonly IsoFixture _iso = new();

    public void Dispose() => _iso.Dispose();

    [Fact]
    public void Names_of_any_length_and_their_contents_are_read()
    {
        var longName = string.Concat(Enumerable.Repeat("0123456789", 25)) + ".apk";
        _iso.Write("apks/" + longName, "long");
        _iso.Write("Größe ~ a+b=c@d/UPPER.lower", "utf-8");
        _iso.Build();

        using var image = IsoImage.Open(_iso.IsoPath);

        Text(image, "apks/" + longName).ShouldBe("long");
        Text(image, "Größe ~ a+b=c@d/UPPER.lower").ShouldBe("utf-8");
        image.Entries["apks"].IsDirectory.ShouldBeTrue();
        image.FindFile("apks").ShouldBeNull();
        image.FindFile("apks/.boot_repository")!.Size.ShouldBe(0);
        image.FilesIn("boot/grub").Select(file => file.Name).ShouldBe(["efi.img", "grub.cfg"]);
    }

    [Fact]
    public void A_folder_of_many_sectors_is_read_whole()
    {
        var names = Enumerable.Range(0, 700).Select(number => $"package-with-a-longish-name-{number}-1.2.3-r4.apk").Order(StringComparer.Ordinal).ToList();
        foreach (var name in names) _iso.Write("many/" + name, name);
        _iso.Build();

        using var image = IsoImage.Open(_iso.IsoPath);

        image.FilesIn("many").Select(file => file.Name).ShouldBe(names);
        Text(image, "many/" + names[^1]).ShouldBe(names[^1]);
    }

    [Fact]
    public void The_boot_catalog_names_both_firmwares()
    {
        _iso.Build();

        using var image = IsoImage.Open(_iso.IsoPath);

        image.BootEntries.Select(entry => entry.Platform).ShouldBe([BootPlatform.Bios, BootPlatform.Efi]);
        image.BootEntries.ShouldAllBe(entry => entry.IsBootable && entry.MediaType == 0);
        image.BootEntries[0].SectorCount.ShouldBe(4);
        image.BootEntries[0].Offset.ShouldBe(image.FindFile("boot/syslinux/isolinux.bin")!.Extents[0].Offset);
        image.BootEntries[1].Offset.ShouldBe(image.FindFile("boot/grub/efi.img")!.Extents[0].Offset);
        image.HasMbr.ShouldBeTrue();
        image.HasEfiPartition.ShouldBeTrue();
        image.DeclaredLength.ShouldBeLessThanOrEqualTo(image.Length);
    }

    [Fact]
    public void The_time_of_creation_is_read()
    {
        _iso.Options.AddRange(["--modification-date=2024053112304500"]);
        _iso.Build();

        using var image = IsoImage.Open(_iso.IsoPath);

        image.CreatedAt!.Value.UtcDateTime.ShouldBe(new DateTime(2024, 5, 31, 12, 30, 45));
    }

    [Fact]
    public void A_file_in_several_extents_is_read_as_one_and_can_be_sought()
    {
        using var folder = new TempFolder();
        folder.Write("medium", Encoding.ASCII.GetBytes("..abc....defg.."));
        using var medium = new IsoMedium(folder["medium"]);
        using var stream = new IsoFileStream(medium, [new IsoExtent(2, 3), new IsoExtent(9, 4)], 7);

        new StreamReader(stream).ReadToEnd().ShouldBe("abcdefg");
        stream.Position = 4;
        stream.ReadByte().ShouldBe('e');
        stream.Seek(-1, SeekOrigin.End).ShouldBe(6);
        stream.ReadByte().ShouldBe('g');
        stream.ReadByte().ShouldBe(-1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(40_000)]
    public void What_is_no_image_is_refused(int length)
    {
        using var folder = new TempFolder();
        folder.Write("no.iso", new byte[length]);

        Should.Throw<ImageFormatException>(() => IsoImage.Open(folder["no.iso"]));
    }

    [Fact]
    public void A_folder_that_contains_itself_is_refused()
    {
        _iso.Write("folder/file", "x");
        _iso.Build();
        var bytes = File.ReadAllBytes(_iso.IsoPath);
        var root = bytes.AsSpan(16 * 2048 + 156 + 2, 8).ToArray();
        // The record of a folder called FOLDER: give it the root's place.
        var record = bytes.AsSpan().IndexOf("\u0006FOLDER"u8) - 32;
        root.CopyTo(bytes, record + 2);
        File.WriteAllBytes(_iso.IsoPath, bytes);

        Should.Throw<ImageFormatException>(() => IsoImage.Open(_iso.IsoPath)).Message.ShouldContain("contains itself");
    }

    [Fact]
    public void Damaged_and_cut_off_images_give_a_report_or_a_typed_failure()
    {
        _iso.Build();
        var good = File.ReadAllBytes(_iso.IsoPath);
        var random = new Random(20240531);
        var interesting = InterestingPlaces(good);
        for (var round = 0; round < Damages; round++)
        {
            var bad = (byte[])good.Clone();
            for (var flips = random.Next(1, 12); flips > 0; flips--)
                bad[random.Next(3) == 0 ? random.Next(bad.Length) : interesting[random.Next(interesting.Length)]] = (byte)random.Next(256);
            if (random.Next(4) == 0) bad = bad[..random.Next(bad.Length)];
            File.WriteAllBytes(_iso.IsoPath, bad);

            ReadEverything(_iso.IsoPath);
            ImageVerifier.Verify(_iso.IsoPath, _iso.Expectation).Checks.Count.ShouldBeGreaterThan(20);
        }
    }

    private static void ReadEverything(string path)
    {
        try
        {
            using var image = IsoImage.Open(path);
            foreach (var entry in image.Entries.Values.Where(entry => !entry.IsDirectory))
            {
                using var stream = image.OpenRead(entry);
                stream.CopyTo(Stream.Null);
            }
        }
        catch (ImageFormatException exception)
        {
            exception.Message.ShouldNotBeEmpty();
        }
    }

    // Descriptors, directories, archives and the EFI image: everything but the zeros between them.
    private static int[] InterestingPlaces(byte[] image) =>
        Enumerable.Range(0, image.Length).Where(place => image[place] != 0).ToArray();

    private static string Text(IsoImage image, string path)
    {
        using var text = new StreamReader(image.OpenRead(image.FindFile(path)!));
        return text.ReadToEnd();
    }
}
