using System;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
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

    public static TheoryData<string, string, string> Escapes => new()
    {
        { "..", "../x", nameof(ArchiveProblem.UnsafeName) },
        { ".. within", "a/../../x", nameof(ArchiveProblem.UnsafeName) },
        { ".. that stays within", "a/../x", nameof(ArchiveProblem.UnsafeName) },
        { "absolute", "/etc/x", nameof(ArchiveProblem.UnsafeName) },
        { "tab", "a\tb", nameof(ArchiveProblem.UnsafeName) },
        { "escape", "a\u001b[31m", nameof(ArchiveProblem.UnsafeName) },
    };

    [Theory]
    [MemberData(nameof(Escapes))]
    public async Task V2_a_name_that_leads_out_is_refused(string what, string name, string problem)
    {
        var failure = await RefusedAsync(new TarFixture().File("good").File(name).Tar());

        failure.Problem.ToString().ShouldBe(problem, what);
        failure.Member.ShouldBe(name);
        failure.Message.ShouldNotContain("\u001b");
        var zipped = await RefusedAsync(Zip(name, "x", 0));
        zipped.Problem.ToString().ShouldBe(problem, what);
    }

    [Theory]
    [InlineData("..\\x")]
    [InlineData("a\\..\\..\\x")]
    public async Task V2_backslashes_lead_out_of_no_zip(string name)
    {
        (await RefusedAsync(Zip(name, "x", 0))).Problem.ShouldBe(ArchiveProblem.UnsafeName);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("")]
    public async Task V2_a_link_that_leads_out_is_refused(string target)
    {
        if (target.Length > 0)
        {
            var failure = await RefusedAsync(new TarFixture().File("a/b").Link("evil", target).Tar());
            failure.Problem.ShouldBe(ArchiveProblem.UnsafeLink);
            failure.Member.ShouldBe("evil");
            failure.Message.ShouldContain(target);
        }

        (await RefusedAsync(Zip("evil", target, 0xA1FF))).Problem.ShouldBe(ArchiveProblem.UnsafeLink);
    }

    [Fact]
    public async Task V2_a_link_that_leads_out_through_an_earlier_one_is_refused()
    {
        // By its letters t leads to p/q; through s it leads above the top.
        var failure = await RefusedAsync(new TarFixture().Link("p/q/s", "../..").Link("t", "p/q/s/..").Tar());

        failure.Problem.ShouldBe(ArchiveProblem.UnsafeLink);
        failure.Member.ShouldBe("t");
    }

    [Fact]
    public async Task V2_a_circle_of_links_is_refused()
    {
        (await RefusedAsync(new TarFixture().Link("a", "b").Link("b", "a").Tar())).Message.ShouldContain("in a circle");
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/passwd")]
    [InlineData("none")]
    [InlineData("link")]
    public async Task V2_a_hard_link_leads_only_to_a_file_of_the_archive(string target)
    {
        var failure = await RefusedAsync(new TarFixture().Link("link", "a").File("a").HardLink("evil", target).Tar());

        failure.Problem.ShouldBeOneOf(ArchiveProblem.UnsafeLink, ArchiveProblem.UnsafeName);
    }

    [Theory]
    [InlineData(TarEntryType.BlockDevice)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.Fifo)]
    public async Task V2_devices_and_pipes_are_refused(TarEntryType type)
    {
        var failure = await RefusedAsync(new TarFixture().Entry(type, "dev/x").Tar());

        failure.Problem.ShouldBe(ArchiveProblem.UnsafeKind);
        failure.Member.ShouldBe("dev/x");
    }

    [Fact]
    public async Task V2_a_folder_that_becomes_a_link_is_refused()
    {
        TarFixture[] tars =
        [
            new TarFixture().Folder("a").Link("a", "b").File("a/x"),
            new TarFixture().File("a/x").Link("a", "b"),
            new TarFixture().Link("a", "b").File("a/x"),
            new TarFixture().Link("a", "b").Folder("a"),
            new TarFixture().Link("a", "b").Link("a", "c"),
            new TarFixture().File("a").File("a/x"),
        ];
        foreach (var tar in tars)
            (await RefusedAsync(tar.Tar())).Problem.ShouldBe(ArchiveProblem.Contradiction);
    }

    [Fact]
    public async Task V2_bombs_are_noticed_before_they_go_off()
    {
        var small = new ArchiveLimits { Bytes = 1_000_000, Members = 100, Ratio = 50, RatioFrom = 200_000 };
        var byBytes = await RefusedAsync(new TarFixture().File("a").Zeros("b", 1_000_000).Tar(), new UnpackOptions { Limits = small });
        var byRatio = await RefusedAsync(new TarFixture().Zeros("a", 900_000).TarGz(), new UnpackOptions { Limits = small });
        var zipped = await RefusedAsync(Zip("a", new string('0', 900_000), 0), new UnpackOptions { Limits = small });
        var leftOut = await RefusedAsync(new TarFixture().Zeros("a", 900_000).File("b").TarGz(), new UnpackOptions { Limits = small, Members = ["b"] });
        var copies = new TarFixture().Zeros("a", 300_000);
        foreach (var n in Enumerable.Range(0, 5)) copies.HardLink($"c{n}", "a");
        var byCopies = await RefusedAsync(copies.Tar(), new UnpackOptions { Limits = small });
        var many = new TarFixture();
        foreach (var n in Enumerable.Range(0, 101)) many.File($"f{n}");
        var byMembers = await RefusedAsync(many.Tar(), new UnpackOptions { Limits = small });

        new[] { byBytes, byRatio, zipped, leftOut, byCopies, byMembers }.ShouldAllBe(static f => f.Problem == ArchiveProblem.TooLarge);
        byBytes.Message.ShouldBe("it unpacks to more than 1000000 bytes (at its member 'b')");
        byRatio.Message.ShouldContain("more than 50 times as many");
        byMembers.Message.ShouldContain("more than 100 members");
    }

    public static TheoryData<int> Tenths => [.. Enumerable.Range(1, 9)];

    [Theory]
    [MemberData(nameof(Tenths))]
    public async Task An_archive_that_ends_early_is_damaged(int tenth)
    {
        var random = new Random(7);
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(_ => (char)random.Next('a', 'z')));
        var whole = new TarFixture().File("a", text).File("b", text).TarGz();

        (await RefusedAsync(whole[..(whole.Length * tenth / 10)])).Problem.ShouldBe(ArchiveProblem.Damaged);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#!/bin/sh\nexit 0\n")]
    [InlineData("<html>")]
    public async Task What_is_no_archive_is_called_so(string text)
    {
        (await RefusedAsync(Encoding.UTF8.GetBytes(text))).Problem.ShouldBe(ArchiveProblem.UnknownKind);
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

    private static byte[] Zip(string name, string text, int unixMode)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true)) Add(zip, name, text, unixMode);
        return bytes.ToArray();
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
