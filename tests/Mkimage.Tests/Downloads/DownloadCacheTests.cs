using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Downloads.Caching;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Downloads;

public sealed class DownloadCacheTests : IDisposable
{
    private static readonly FileChecksum Good = FileChecksum.Parse(Convert.ToHexStringLower(SHA256.HashData("good"u8)));

    private readonly TestFolder here = new();
    private readonly List<string> notes = [];
    private int fetched;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DownloadCache Cache => new(here["cache"], TimeProvider.System);

    public void Dispose() => here.Dispose();

    [Fact]
    public async Task V4_a_cached_file_is_copied_and_hashed_at_every_use()
    {
        (await UseAsync("one")).WasFetched.ShouldBeTrue();
        (await UseAsync("two")).WasFetched.ShouldBeFalse();

        fetched.ShouldBe(1);
        notes.ShouldBeEmpty();
        (await File.ReadAllTextAsync(here["two"], Token)).ShouldBe("good");
        Cache.PathOf(Good, "f").ShouldBe(here[$"cache/downloads/{Good.Hex}/f"]);
    }

    [Theory]
    [InlineData("evil")]
    [InlineData("")]
    [InlineData("goo")]
    public async Task V4_a_cache_that_was_poisoned_between_runs_is_noticed_and_fetched_anew(string poison)
    {
        await UseAsync("one");
        await File.WriteAllTextAsync(Cache.PathOf(Good, "f"), poison, Token);

        (await UseAsync("two")).WasFetched.ShouldBeTrue();

        (await File.ReadAllTextAsync(here["two"], Token)).ShouldBe("good");
        notes.ShouldHaveSingleItem().ShouldContain("was deleted");
    }

    [Fact]
    public async Task V4_a_cache_that_is_poisoned_between_check_and_use_is_never_used()
    {
        // What the fetching verified is another thing when it is copied.
        var failure = await Should.ThrowAsync<DriverException>(() => Cache.UseAsync(
            Good,
            "f",
            here["one"],
            (path, token) => WriteAsync(path, "evil", token),
            notes.Add,
            Token));

        failure.ExitCode.ShouldBe(ExitCode.DownloadFailed);
        File.Exists(here["one"]).ShouldBeFalse();
        File.Exists(Cache.PathOf(Good, "f")).ShouldBeFalse();
        Directory.EnumerateFiles(here.Path).ShouldBeEmpty();

        // And what was copied does not change with the cache.
        await UseAsync("one");
        await File.WriteAllTextAsync(Cache.PathOf(Good, "f"), "evil", Token);
        (await File.ReadAllTextAsync(here["one"], Token)).ShouldBe("good");
    }

    /// <summary>Whatever comes of it, the copy that is there has the checksum: the very bytes that were written are hashed.</summary>
    [Fact]
    public async Task V4_a_file_that_is_changed_while_it_is_copied_is_copied_whole_or_not_at_all()
    {
        var content = RandomNumberGenerator.GetBytes(8_000_000);
        var expected = FileChecksum.Parse(Convert.ToHexStringLower(SHA256.HashData(content)));
        here.Write("file", "");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await File.WriteAllBytesAsync(here["file"], content, Token);
        var changing = Task.Run(() =>
        {
            using var file = new FileStream(here["file"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            for (var n = 0; !stop.IsCancellationRequested; n++)
            {
                file.Position = n * 7919L % content.Length;
                file.WriteByte((byte)~content[file.Position]);
                file.Position--;
                file.WriteByte(content[file.Position]);
            }
        }, Token);
        var refused = 0;
        for (var n = 0; n < 40; n++)
        {
            File.Delete(here["copy"]);
            var (_, _, actual) = await VerifiedCopy.MakeAsync(here["file"], expected, here["copy"], Token);
            if (actual != expected.Hex) refused++;
            File.Exists(here["copy"]).ShouldBe(actual == expected.Hex);
            if (File.Exists(here["copy"])) (await File.ReadAllBytesAsync(here["copy"], Token)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        }

        await stop.CancelAsync();
        await changing;
        refused.ShouldBeGreaterThan(0, "the file was changed while it was copied");
    }

    [Fact]
    public async Task V4_a_link_in_the_cache_to_another_file_is_removed_and_the_other_file_stays()
    {
        await UseAsync("one");
        File.Delete(Cache.PathOf(Good, "f"));
        here.Write("other", "evil");
        File.CreateSymbolicLink(Cache.PathOf(Good, "f"), here["other"]);

        await UseAsync("two");

        (await File.ReadAllTextAsync(here["two"], Token)).ShouldBe("good");
        (await File.ReadAllTextAsync(here["other"], Token)).ShouldBe("evil");
    }

    [Fact]
    public async Task Two_builds_fetch_one_file_once()
    {
        var fetching = new TaskCompletionSource();
        var waiting = new TaskCompletionSource();
        var first = Cache.UseAsync(
            Good,
            "f",
            here["one"],
            async (path, token) =>
            {
                fetching.SetResult();
                await waiting.Task;
                await FetchAsync(path, token);
            },
            null,
            Token);
        await fetching.Task;
        var second = Cache.UseAsync(Good, "f", here["two"], FetchAsync, note =>
        {
            notes.Add(note);
            waiting.SetResult();
        }, Token);

        (await first).WasFetched.ShouldBeTrue();
        (await second).WasFetched.ShouldBeFalse();
        fetched.ShouldBe(1);
        notes.ShouldHaveSingleItem().ShouldContain("waits for another build");
    }

    [Fact]
    public async Task What_is_cached_is_listed_and_cleaned_but_not_what_is_in_use()
    {
        var other = FileChecksum.Parse(Convert.ToHexStringLower(SHA256.HashData("other"u8)));
        await UseAsync("one");
        await Cache.UseAsync(other, "g", here["two"], static (path, token) => WriteAsync(path, "other", token), null, Token);
        here.Write("cache/downloads/alpine-minirootfs.tar.gz", "not ours");
        Cache.List().Select(static e => (e.Hex, e.Bytes, e.Files.Single())).ShouldBe([(Good.Hex, 4, "f"), (other.Hex, 5, "g")], ignoreOrder: true);
        Cache.Has(other, "g").ShouldBeTrue();

        using (await CacheLock.TakeAsync(here[$"cache/downloads/{Good.Hex}.lock"], null, Token))
        {
            var cleaning = Cache.Clean();
            cleaning.Removed.ShouldHaveSingleItem().Hex.ShouldBe(other.Hex);
            cleaning.InUse.ShouldHaveSingleItem().Hex.ShouldBe(Good.Hex);
        }

        Cache.Has(other, "g").ShouldBeFalse();
        Cache.Clean(DateTimeOffset.UtcNow.AddDays(-1)).Removed.ShouldBeEmpty();
        Cache.Clean(DateTimeOffset.UtcNow.AddDays(1)).Removed.ShouldHaveSingleItem();
        File.Exists(here["cache/downloads/alpine-minirootfs.tar.gz"]).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_with_another_algorithm_has_its_SHA_256_told()
    {
        var sha512 = FileChecksum.Parse(Convert.ToHexStringLower(SHA512.HashData("good"u8)));

        var used = await Cache.UseAsync(sha512, "f", here["one"], FetchAsync, null, Token);

        used.Sha256.ShouldBe(Good.Hex);
        used.Length.ShouldBe(4);
    }

    private Task<UsedFile> UseAsync(string name) => Cache.UseAsync(Good, "f", here[name], FetchAsync, notes.Add, Token);

    private Task FetchAsync(string path, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref fetched);
        return WriteAsync(path, "good", cancellationToken);
    }

    private static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, Encoding.UTF8.GetBytes(text), cancellationToken);
    }
}
