using System;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Provisioning;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Tests.Http;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders.Provisioning;

/// <summary>The minirootfs of builders that are made at the same time: their recipes differ, the archive and the cache are the same.</summary>
public sealed class MinirootfsDownloadTests : IDisposable
{
    private const string Release = "3.20.9";

    private static readonly string InMirror = Mirror.MinirootfsPath(Release, "x86_64");

    private readonly TestFolder here = new();
    private readonly byte[] archive = Archive();
    private readonly HttpFetcher http = new(new SocketsHttpHandler { AllowAutoRedirect = false }, 0, TimeSpan.FromSeconds(30));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        http.Dispose();
        here.Dispose();
    }

    [Fact]
    public async Task Builders_of_two_recipes_that_are_made_at_once_fetch_it_once_and_both_have_it_whole()
    {
        var asked = new TaskCompletionSource();
        var waits = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        await using var server = new RawServer(async (request, answer) =>
        {
            // A second request would be what the second recipe must not need.
            if (!asked.TrySetResult()) waits.TrySetResult();
            await answer.HeadAsync("200 OK", $"Content-Length: {archive.Length}");
            await answer.SendAsync(archive.AsMemory(0, archive.Length / 2));
            await go.Task;
            await answer.SendAsync(archive.AsMemory(archive.Length / 2));
        });
        var mirror = Mirror.Parse(server.Uri("").ToString());
        var (sandbox, container) = (await RecipeAsync(mirror, "sandbox"), await RecipeAsync(mirror, "container"));
        sandbox.Name.ShouldNotBe(container.Name);

        var first = sandbox.BringMinirootfsAsync(new MirrorFiles(mirror, http), here["one"], null, Token);
        await asked.Task.WaitAsync(Token);
        var second = container.BringMinirootfsAsync(new MirrorFiles(mirror, http), here["two"], new WaitNotice(waits), Token);
        await waits.Task.WaitAsync(Token);
        go.SetResult();
        await Task.WhenAll(first, second);

        (await File.ReadAllBytesAsync(here["one"], Token)).ShouldBe(archive);
        (await File.ReadAllBytesAsync(here["two"], Token)).ShouldBe(archive);
        server.Seen.ShouldBe([$"GET /{InMirror}"]);
    }

    [Fact]
    public async Task One_pinned_to_another_file_of_the_same_name_is_not_in_the_way()
    {
        var other = Archive("another");
        here.Write("a/" + InMirror, "");
        here.Write("b/" + InMirror, "");
        await File.WriteAllBytesAsync(here["a/" + InMirror], archive, Token);
        await File.WriteAllBytesAsync(here["b/" + InMirror], other, Token);
        foreach (var (folder, bytes) in ((string, byte[])[])[("a", archive), ("b", other), ("a", archive)])
        {
            var mirror = Mirror.Parse(here[folder]);
            await (await RecipeAsync(mirror, "sandbox", bytes)).BringMinirootfsAsync(new MirrorFiles(mirror, new NoHttp()), here["got"], null, Token);
            (await File.ReadAllBytesAsync(here["got"], Token)).ShouldBe(bytes);
        }

        Directory.EnumerateFiles(here["cache/downloads"], "*.tar.gz", SearchOption.AllDirectories).Count().ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cache_that_cannot_be_written_is_told_with_what_to_do(bool isFolder)
    {
        await using var server = new RawServer((request, answer) => answer.FileAsync(request, archive));
        here.Write("mirror/" + InMirror, "");
        await File.WriteAllBytesAsync(here["mirror/" + InMirror], archive, Token);
        var mirror = Mirror.Parse(isFolder ? here["mirror"] : server.Uri("").ToString());

        // A file where the folder of the download shall be.
        here.Write("cache/downloads/" + Hex(archive), "");

        var failure = await Should.ThrowAsync<DriverException>(
            async () => await (await RecipeAsync(mirror, "sandbox")).BringMinirootfsAsync(new MirrorFiles(mirror, http), here["got"], null, Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.What.ShouldContain(here["cache/downloads/"]);
        failure.Next.ShouldContain("run it again");
    }

    private async Task<BuilderRecipe> RecipeAsync(Mirror mirror, string kind, byte[]? pinned = null)
    {
        here.Write("keys/bivouac-0.rsa.pub", "public");
        var options = new BuilderOptions
        {
            Arch = "x86_64",
            Release = Release,
            Branch = "3.20",
            MinirootfsSha256 = Hex(pinned ?? archive),
            Mirror = mirror.Location,
            CacheDirectory = here["cache"],
        };
        return await BuilderRecipe.MakeAsync(options, mirror, new MirrorFiles(mirror, http), kind, new SigningKey(here["keys"], "bivouac-0.rsa"), Token);
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>A double of a minirootfs: what it is known by, and something to tell it from others.</summary>
    private static byte[] Archive(string content = "something")
    {
        var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionLevel.Fastest))
        using (var tar = new TarWriter(packed))
        {
            foreach (var (name, text) in ((string, string)[])[("./etc/alpine-release", Release), ("./etc/motd", content)])
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.ASCII.GetBytes(text)) });
        }

        return bytes.ToArray();
    }

    /// <summary>Notes that somebody waits for another process.</summary>
    private sealed class WaitNotice(TaskCompletionSource waits) : IProgress<string>
    {
        public void Report(string value)
        {
            if (value.StartsWith("waits for another build that fetches", StringComparison.Ordinal)) waits.TrySetResult();
        }
    }
}
