using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Downloads.Locking;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Downloads;

public sealed class LivecdLockTests : IDisposable
{
    private readonly TestFolder here = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LivecdLock Lock => new(here.Folder("project"), here["cache"]);

    public void Dispose() => here.Dispose();

    [Fact]
    public async Task Its_text_is_stable_and_in_the_order_of_the_URLs()
    {
        await Lock.RecordAsync(Seen("b", 'b'), Token);
        await Lock.RecordAsync(Seen("a", 'a') with { Checksum = FileChecksum.Parse(new string('c', 128)) }, Token);

        (await File.ReadAllTextAsync(here["project/livecd.lock"], Token)).ShouldBe(
            $$"""
            {
              "version": 1,
              "downloads": [
                {
                  "name": "a",
                  "url": "https://example.org/a?x=1&y=2",
                  "sha512": "{{new string('c', 128)}}",
                  "length": 10,
                  "checksumFrom": "https://example.org/a.sha256",
                  "firstSeen": "2026-01-31"
                },
                {
                  "name": "b",
                  "url": "https://example.org/b?x=1&y=2",
                  "sha256": "{{new string('b', 64)}}",
                  "length": 10,
                  "checksumFrom": "https://example.org/b.sha256",
                  "firstSeen": "2026-01-31"
                }
              ]
            }

            """.ReplaceLineEndings("\n"));
        LockText.Print(Lock.Read().Values).ShouldBe(await File.ReadAllTextAsync(here["project/livecd.lock"], Token));
        Directory.EnumerateFileSystemEntries(here["project"]).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_was_seen_before_keeps_its_day()
    {
        await Lock.RecordAsync(Seen("a", 'a'), Token);
        await Lock.RecordAsync(Seen("a", 'a') with { FirstSeen = new DateOnly(2027, 1, 1) }, Token);

        Lock.Read().Values.ShouldHaveSingleItem().FirstSeen.ShouldBe(new DateOnly(2026, 1, 31));
    }

    [Fact]
    public async Task V3_another_checksum_than_the_first_is_refused_until_it_is_accepted()
    {
        await Lock.RecordAsync(Seen("a", 'a'), Token);

        var failure = await Should.ThrowAsync<DriverException>(() => Lock.RecordAsync(Seen("a", 'b'), Token));

        failure.ExitCode.ShouldBe(ExitCode.DownloadFailed);
        failure.Message.ShouldContain(new string('a', 64));
        failure.Message.ShouldContain(new string('b', 64));
        failure.Message.ShouldContain("2026-01-31");
        failure.Next.ShouldContain("downloads accept a");
        (await Lock.ForgetAsync("other", [], Token)).ShouldBeEmpty();
        (await Lock.ForgetAsync("a", [], Token)).ShouldHaveSingleItem().Name.ShouldBe("a");
        await Lock.RecordAsync(Seen("a", 'b'), Token);
        Lock.Find(new Uri("https://example.org/a?x=1&y=2"))!.Checksum.Hex.ShouldBe(new string('b', 64));
    }

    [Fact]
    public async Task A_pinned_checksum_is_the_authors_own_word()
    {
        await Lock.RecordAsync(Seen("a", 'a'), Token);
        await Lock.RecordAsync(Seen("a", 'b') with { ChecksumFrom = "pinned" }, Token);

        Lock.Read().Values.ShouldHaveSingleItem().Checksum.Hex.ShouldBe(new string('b', 64));
    }

    [Fact]
    public async Task Many_that_write_at_once_lose_nothing()
    {
        var names = Enumerable.Range(0, 20).Select(static n => $"n{n:00}").ToArray();

        await Task.WhenAll(names.Select(n => Task.Run(() => Lock.RecordAsync(Seen(n, 'a'), Token), Token)));

        Lock.Read().Values.Select(static e => e.Name).Order(StringComparer.Ordinal).ShouldBe(names);
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("{}", "'version'")]
    [InlineData("""{"version": 2, "downloads": []}""", "a newer one wrote it")]
    [InlineData("""{"version": 1}""", "'downloads'")]
    [InlineData("<<<<<<< HEAD\n{}\n=======\n", "a merge that was not finished")]
    [InlineData("""{"version": 1, "downloads": [{"name": "a"}]}""", "'url' of entry 1")]
    [InlineData("""{"version": 1, "downloads": [{"name": "a", "url": "https://x/", "sha256": "zz", "length": 1, "checksumFrom": "x", "firstSeen": "2026-01-31"}]}""", "sha256 of entry 1 is 'zz'")]
    [InlineData("""{"version": 1, "downloads": [{"name": "a", "url": "https://x/", "sha256": "d41d8cd98f00b204e9800998ecf8427e", "length": 1, "checksumFrom": "x", "firstSeen": "2026-01-31"}]}""", "which is none")]
    [InlineData("""{"version": 1, "downloads": [{"name": "a", "url": "https://x/", "length": 1}]}""", "sha256 or a sha512")]
    [InlineData("""{"version": 1, "downloads": [{"name": "a", "url": "https://x/", "sha257": ""}]}""", "'sha257', which nothing knows")]
    [InlineData("""{"version": 1, "downloads": [3]}""", "entry 1 is no object")]
    public void A_lock_that_is_damaged_says_where(string text, string why)
    {
        here.Write("project/livecd.lock", text);

        var failure = Should.Throw<DriverException>(() => Lock.Read());

        failure.ExitCode.ShouldBe(ExitCode.DefinitionHasErrors);
        failure.What.ShouldContain("livecd.lock");
        failure.Why.ShouldContain(why);
    }

    [Fact]
    public async Task A_damaged_lock_is_not_written_over()
    {
        here.Write("project/livecd.lock", "{");

        await Should.ThrowAsync<DriverException>(() => Lock.RecordAsync(Seen("a", 'a'), Token));

        (await File.ReadAllTextAsync(here["project/livecd.lock"], Token)).ShouldBe("{");
    }

    private static LockedDownload Seen(string name, char digit) => new(
        name,
        new Uri($"https://example.org/{name}?x=1&y=2"),
        FileChecksum.Parse(new string(digit, 64)),
        10,
        $"https://example.org/{name}.sha256",
        new DateOnly(2026, 1, 31));
}
