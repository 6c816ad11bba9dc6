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

public sealed class HostileArchiveTests : IDisposable
{
    private readonly TestFolder here = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => here.Dispose();

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
    [InlineData("xz")]
    [InlineData("zstd")]
    [InlineData("bzip2")]
    public async Task An_archive_of_any_compression_that_ends_early_is_damaged(string tool)
    {
        Assert.SkipUnless(ProgramPath.Find(tool) is not null, $"{tool} is not installed.");
        var random = new Random(7);
        var text = string.Concat(Enumerable.Range(0, 50_000).Select(_ => (char)random.Next('a', 'z')));
        await File.WriteAllBytesAsync(here["tar"], new TarFixture().File("a", text).File("b", text).Tar(), Token);
        (await new ProcessRunner().RunAsync(new ProcessCommand("/bin/sh", ["-c", "\"$1\" -c \"$2\" >\"$3\"", "sh", tool, here["tar"], here["packed"]]), Token)).ExitCode.ShouldBe(0);
        File.Delete(here["tar"]);
        var whole = await File.ReadAllBytesAsync(here["packed"], Token);
        File.Delete(here["packed"]);
        int[] ends = [.. Enumerable.Range(1, 9).Select(tenth => whole.Length * tenth / 10), whole.Length - 1];

        foreach (var end in ends)
            (await RefusedAsync(whole[..end])).Problem.ShouldBe(ArchiveProblem.Damaged, $"{end} of {whole.Length} bytes");
    }

    [Theory]
    [InlineData("")]
    [InlineData("#!/bin/sh\nexit 0\n")]
    [InlineData("<html>")]
    public async Task What_is_no_archive_is_called_so(string text)
    {
        (await RefusedAsync(Encoding.UTF8.GetBytes(text))).Problem.ShouldBe(ArchiveProblem.UnknownKind);
    }

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
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry(name);
            entry.ExternalAttributes = unixMode << 16;
            using var writer = new StreamWriter(entry.Open());
            writer.Write(text);
        }

        return bytes.ToArray();
    }
}
