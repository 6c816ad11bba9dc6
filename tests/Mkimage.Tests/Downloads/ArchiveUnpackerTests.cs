using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Downloads.Archives;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Downloads;

public sealed class ArchiveUnpackerTests : IDisposable
{
    private const UnixFileMode Program = (UnixFileMode)0b111_101_101;

    private readonly TestFolder here = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => here.Dispose();

    [Theory]
    [InlineData("none")]
    [InlineData("gzip", "-k")]
    [InlineData("xz", "-k")]
    [InlineData("xz", "-k", "--block-size=65536", "-T2", "--check=crc32")]
    [InlineData("xz", "-k", "--x86", "--lzma2")]
    [InlineData("xz", "-k", "--check=sha256")]
    [InlineData("zstd", "-q", "-19")]
    [InlineData("bzip2", "-k")]
    public async Task Every_kind_is_unpacked_whatever_its_name(string tool, params string[] arguments)
    {
        here.Write("in/top/bin/tool", "#!/bin/sh\n", Program | UnixFileMode.SetUser);
        here.Write("in/top/data", string.Concat(Enumerable.Range(0, 60_000).Select(static n => $"{n * 7919 % 10_007} ")));
        here.Write("in/top/" + new string('n', 150) + "/deep", "deep");
        File.CreateSymbolicLink(here["in/top/link"], "bin/tool");
        await RunAsync("tar", "-C", here["in"], "-cf", here["a.tar"], "top");
        var archive = here["a.tar"];
        if (tool != "none")
        {
            await RunAsync(tool, [.. arguments, archive]);
            archive = Directory.EnumerateFiles(here.Path, "a.tar.*").Single(f => f != here["a.tar"]);
        }

        File.Move(archive, here["download.bin"]);
        await ArchiveUnpacker.UnpackAsync(here["download.bin"], here["out"], new UnpackOptions(), Token);

        (await File.ReadAllTextAsync(here["out/top/data"], Token)).ShouldBe(await File.ReadAllTextAsync(here["in/top/data"], Token));
        (await File.ReadAllTextAsync(here["out/top/" + new string('n', 150) + "/deep"], Token)).ShouldBe("deep");
        File.GetUnixFileMode(here["out/top/bin/tool"]).ShouldBe(Program);
        new FileInfo(here["out/top/link"]).LinkTarget.ShouldBe("bin/tool");
        File.GetLastWriteTimeUtc(here["out/top/data"]).ShouldBe(File.GetLastWriteTimeUtc(here["in/top/data"]), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_zip_is_unpacked_with_its_modes_and_links()
    {
        using (var zip = ZipFile.Open(here["a"], ZipArchiveMode.Create))
        {
            Add(zip, "top/tool", "#!/bin/sh\n", 0x81ED);
            Add(zip, "top/plain", "text", 0);
            Add(zip, "top\\windows", "text", 0);
            Add(zip, "top/link", "tool", 0xA1FF);
            Add(zip, "top/empty/", "", 0);
        }

        (await ArchiveUnpacker.UnpackAsync(here["a"], here["out"], new UnpackOptions { Strip = 1 }, Token)).ShouldBe(5);

        File.GetUnixFileMode(here["out/tool"]).ShouldBe(Program);
        File.GetUnixFileMode(here["out/empty"]).ShouldBe(Program);
        (await File.ReadAllTextAsync(here["out/plain"], Token)).ShouldBe("text");
        (await File.ReadAllTextAsync(here["out/windows"], Token)).ShouldBe("text");
        new FileInfo(here["out/link"]).LinkTarget.ShouldBe("tool");
    }

    [Fact]
    public async Task Wanted_members_are_unpacked_and_leading_folders_taken_off()
    {
        var tar = new TarFixture().Folder("./top/").File("./top/bin/a").File("./top/bin/b.txt").File("./top/lib/x/c.so").File("./top/lib/d.so").File("./readme");

        await UnpackAsync(tar.Tar(), new UnpackOptions { Members = ["top/bin", "top/**/c.*"], Strip = 1 });

        Names().ShouldBe(["bin", "bin/a", "bin/b.txt", "lib", "lib/x", "lib/x/c.so"]);
    }

    [Theory]
    [InlineData("top/*.txt", 0, "no member matches 'top/*.txt'")]
    [InlineData("readm?", 1, "no member is left when 1 leading folders are taken off")]
    public async Task A_filter_that_finds_nothing_is_an_error(string glob, int strip, string message)
    {
        var failure = await RefusedAsync(new TarFixture().File("top/a/b.txt").File("readme").Tar(), new UnpackOptions { Members = [glob], Strip = strip });

        failure.Problem.ShouldBe(ArchiveProblem.NothingMatches);
        failure.Message.ShouldBe(message);
        failure.ToFailure("tool").Next.ShouldContain("member filter");
    }

    [Fact]
    public async Task Hard_links_become_copies_and_a_later_file_counts()
    {
        await UnpackAsync(new TarFixture().File("t/a", "old").HardLink("t/b", "t/a").File("t/a", "new", Program).HardLink("t/a", "t/a").TarGz(), new UnpackOptions { Strip = 1 });

        (await File.ReadAllTextAsync(here["out/a"], Token)).ShouldBe("new");
        (await File.ReadAllTextAsync(here["out/b"], Token)).ShouldBe("old");
        File.GetUnixFileMode(here["out/a"]).ShouldBe(Program);
    }

    [Fact]
    public async Task Links_that_stay_within_are_kept_even_when_they_lead_to_nothing_yet()
    {
        await UnpackAsync(new TarFixture().Link("lib64", "lib").Link("a/b/c", "../../lib/x").Link("d", "a/b/c").File("lib/x").Tar());

        Names().ShouldBe(["a", "a/b", "a/b/c", "d", "lib", "lib/x", "lib64", "lib64/x"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_folder_that_is_there_is_not_touched()
    {
        here.Write("out/mine", "x");
        await File.WriteAllBytesAsync(here["a"], new TarFixture().File("a").Tar(), Token);

        await Should.ThrowAsync<IOException>(() => ArchiveUnpacker.UnpackAsync(here["a"], here["out"], new UnpackOptions(), Token));

        Names().ShouldBe(["mine"]);
    }

    private string[] Names() =>
    [
        .. Directory.EnumerateFileSystemEntries(here["out"], "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(here["out"], f))
            .Order(StringComparer.Ordinal),
    ];

    private async Task UnpackAsync(byte[] archive, UnpackOptions? options = null)
    {
        await File.WriteAllBytesAsync(here["archive"], archive, Token);
        await ArchiveUnpacker.UnpackAsync(here["archive"], here["out"], options ?? new UnpackOptions(), Token);
    }

    /// <summary>Sees an archive refused, and that nothing of it is left.</summary>
    private async Task<ArchiveException> RefusedAsync(byte[] archive, UnpackOptions? options = null)
    {
        var failure = await Should.ThrowAsync<ArchiveException>(() => UnpackAsync(archive, options));
        Directory.EnumerateFileSystemEntries(here.Path).Select(Path.GetFileName).ShouldBe(["archive"]);
        return failure;
    }

    private static void Add(ZipArchive zip, string name, string text, int unixMode)
    {
        var entry = zip.CreateEntry(name);
        entry.ExternalAttributes = unixMode << 16;
        using var writer = new StreamWriter(entry.Open());
        writer.Write(text);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(p => File.Exists(Path.Combine(p, program))), $"{program} is not installed.");
        (await new ProcessRunner().RunAsync(new ProcessCommand(program, arguments), Token)).ExitCode.ShouldBe(0);
    }
}
