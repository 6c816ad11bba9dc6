using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Downloads;
using Bivouac.Mkimage.Downloads.Caching;
using Bivouac.Mkimage.Downloads.Checksums;
using Bivouac.Mkimage.Downloads.Locking;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Tests.Builders;
using Bivouac.Mkimage.Tests.Http;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Downloads;

public sealed class DownloaderTests : IAsyncLifetime
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(50_000);
    private static readonly string Hex = Hash(Content);

    private readonly TestFolder here = new();
    private readonly Dictionary<string, byte[]> files = [];
    private readonly RawServer server;
    private readonly HttpFetcher http = new(new SocketsHttpHandler { AllowAutoRedirect = false }, 0, TimeSpan.FromSeconds(30), plainOnLoopback: true);
    private readonly ConcurrentQueue<string> notes = new();

    public DownloaderTests()
    {
        server = RawServer.OfFiles(files);
        files["/v1/tool"] = Content;
        files["/v1/tool.sha256"] = Text($"{Hex}  tool\n");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LivecdLock Lock => new(here.Folder("project"), here["cache"]);

    private DownloadCache Cache => new(here["cache"], TimeProvider.System);

    private DownloadRequest Tool => Request(new ChecksumOrigin.ChecksumFile(server.Uri("/v1/tool.sha256")));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
        here.Dispose();
    }

    [Fact]
    public async Task V1_the_checksum_is_fetched_before_the_file()
    {
        var file = await FetchAsync(Tool);

        server.Seen.ShouldBe(["GET /v1/tool.sha256", "GET /v1/tool"]);
        file.Sha256.ShouldBe(Hex);
        (await File.ReadAllBytesAsync(file.Path, Token)).ShouldBe(Content);
        var locked = Lock.Read().Values.ShouldHaveSingleItem();
        locked.ShouldBe(new LockedDownload("tool", Tool.Url, FileChecksum.Parse(Hex), Content.Length, server.Uri("/v1/tool.sha256").AbsoluteUri, locked.FirstSeen));
    }

    [Fact]
    public async Task V8_the_expected_hash_is_told_with_every_download()
    {
        await FetchAsync(Tool);
        await FetchAsync(Tool);

        notes.ShouldBe(Enumerable.Repeat($"tool: tool, expecting SHA256 {Hex} ({server.Uri("/v1/tool.sha256")})", 2));
        server.Seen.Count(static r => r == "GET /v1/tool").ShouldBe(1);
    }

    [Fact]
    public async Task V3_a_file_that_is_not_the_announced_one_is_never_there()
    {
        files["/v1/tool"] = RandomNumberGenerator.GetBytes(100);

        var failure = await FailureAsync(Tool);

        failure.Message.ShouldContain(Hex);
        failure.Message.ShouldContain(Hash(files["/v1/tool"]));
        File.Exists(here["out/tool"]).ShouldBeFalse();
        Cache.List().ShouldAllBe(static e => e.Files.Count == 0);
        File.Exists(here["project/livecd.lock"]).ShouldBeFalse();
    }

    [Fact]
    public async Task V3_a_checksum_that_changes_between_two_requests_stops_with_both_values()
    {
        await FetchAsync(Tool);
        var other = RandomNumberGenerator.GetBytes(100);
        files["/v1/tool"] = other;
        files["/v1/tool.sha256"] = Text($"{Hash(other)}  tool\n");

        var failure = await FailureAsync(Tool);

        failure.ExitCode.ShouldBe(ExitCode.DownloadFailed);
        failure.Message.ShouldContain(Hex);
        failure.Message.ShouldContain(Hash(other));
        failure.Next.ShouldContain("downloads accept tool");
        await Lock.ForgetAsync("tool", [], Token);
        (await FetchAsync(Tool)).Sha256.ShouldBe(Hash(other));
    }

    [Fact]
    public async Task V3_a_vendor_who_changes_the_algorithm_is_held_to_the_first_value()
    {
        await FetchAsync(Tool);
        files["/v1/tool.sha256"] = Text($"{Convert.ToHexStringLower(SHA512.HashData(Content))}  tool\n");
        (await FetchAsync(Tool)).Sha256.ShouldBe(Hex);

        var other = RandomNumberGenerator.GetBytes(100);
        files["/v1/tool"] = other;
        files["/v1/tool.sha256"] = Text($"{Convert.ToHexStringLower(SHA512.HashData(other))}  tool\n");

        (await FailureAsync(Tool)).Message.ShouldContain(Hex);
        File.Exists(here["out/tool"]).ShouldBeFalse();
    }

    [Fact]
    public async Task MD5_alone_is_refused_unless_a_SHA_256_is_pinned()
    {
        files["/v1/tool.sha256"] = Text("d41d8cd98f00b204e9800998ecf8427e  tool\n");
        var sidecar = new ChecksumOrigin.ChecksumFile(server.Uri("/v1/tool.sha256"));

        (await FailureAsync(Request(sidecar))).Message.ShouldContain("only MD5");
        server.Seen.ShouldNotContain("GET /v1/tool");
        (await FetchAsync(Request(sidecar, Pinned(Hex)))).ChecksumFrom.ShouldBe("pinned");
        notes.ShouldContain(static n => n.Contains("is not used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task V1_a_pinned_checksum_that_the_vendor_contradicts_stops_before_the_file()
    {
        var failure = await FailureAsync(Request(new ChecksumOrigin.ChecksumFile(server.Uri("/v1/tool.sha256")), Pinned(new string('a', 64))));

        failure.Message.ShouldContain(Hex);
        failure.Message.ShouldContain(new string('a', 64));
        server.Seen.ShouldBe(["GET /v1/tool.sha256"]);
    }

    [Theory]
    [InlineData("/v1/none", "404")]
    [InlineData("/v1/empty", "it is empty")]
    [InlineData("/v1/page", "web page")]
    [InlineData("/v1/huge", "longer than 1048576 bytes")]
    [InlineData("/v1/others", "names tool")]
    public async Task V1_without_a_checksum_the_file_is_not_even_asked_for(string path, string why)
    {
        files["/v1/empty"] = [];
        files["/v1/page"] = Text("<html>");
        files["/v1/huge"] = new byte[1024 * 1024 + 1];
        files["/v1/others"] = Text($"{Hex}  other\n");

        var failure = await FailureAsync(Request(new ChecksumOrigin.ChecksumFile(server.Uri(path))) with { Versions = [new VersionUse("TOOL_VERSION", "1")] });

        failure.ExitCode.ShouldBe(ExitCode.DownloadFailed);
        failure.Message.ShouldContain(why);
        failure.Next.ShouldContain("TOOL_VERSION=1");
        server.Seen.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_checksum_may_stand_in_JSON()
    {
        files["/v1/all.json"] = Text($$"""{"files": [{"filename": "tool", "sha256": "{{Hex}}"}]}""");

        (await FetchAsync(Request(new ChecksumOrigin.Json(server.Uri("/v1/all.json"), "files/[filename=tool]/sha256")))).Sha256.ShouldBe(Hex);
    }

    [Fact]
    public async Task Offline_the_cache_and_the_lock_must_do()
    {
        var offline = Downloader(offline: true);
        var unknown = await Should.ThrowAsync<DriverException>(() => offline.FetchAsync(Tool, here["out/tool"], Token));
        unknown.ExitCode.ShouldBe(ExitCode.DownloadFailed);
        unknown.Why.ShouldContain("livecd.lock");

        await FetchAsync(Tool);
        var asked = server.Requests.Count;
        (await offline.FetchAsync(Tool, here["out/tool"], Token)).Sha256.ShouldBe(Hex);

        Cache.Clean();
        var missing = await Should.ThrowAsync<DriverException>(() => offline.FetchAsync(Tool, here["out/tool"], Token));
        missing.What.ShouldBe("tool: tool is not in the cache");
        server.Requests.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task V4_a_poisoned_cache_is_fetched_anew_within_a_build()
    {
        await FetchAsync(Tool);
        await File.WriteAllTextAsync(Cache.PathOf(FileChecksum.Parse(Hex), "tool"), "evil", Token);

        (await FetchAsync(Tool)).WasFetched.ShouldBeTrue();
        notes.ShouldContain(static n => n.Contains("was deleted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_are_fetched_with_their_progress_and_the_lock_has_them_all()
    {
        var requests = new List<DownloadRequest>();
        foreach (var n in Enumerable.Range(0, 7))
        {
            files[$"/many/{n}"] = RandomNumberGenerator.GetBytes(1000 + n);
            requests.Add(new DownloadRequest($"n{n}", server.Uri($"/many/{n}"), [Pinned(Hash(files[$"/many/{n}"]))], null, []));
        }

        var progress = new Reports();
        var done = await new Downloader(http, Cache, Lock, TimeProvider.System) { Progress = progress }.FetchAllAsync(requests, here["out"], Token);

        done.Select(static d => d.Path).ShouldBe(requests.Select((r, n) => here[$"out/{r.Name}/{n}"]));
        done.ShouldAllBe(static d => File.Exists(d.Path));
        Lock.Read().Count.ShouldBe(7);
        progress.Last.Order().ShouldBe(Enumerable.Range(0, 7).Select(static n => $"n{n} {1000 + n} of {1000 + n}"));
    }

    [Fact]
    public async Task Of_several_the_failed_one_is_told()
    {
        var good = Tool with { Name = "good" };
        var bad = new DownloadRequest("bad", server.Uri("/none"), [Pinned(Hex[..63] + "0")], null, [new VersionUse("BAD_VERSION", "9")]);

        var failure = await Should.ThrowAsync<DriverException>(() => Downloader().FetchAllAsync([good, bad], here["out"], Token));

        failure.What.ShouldContain("/none");
        failure.Next.ShouldContain("BAD_VERSION=9");
    }

    [Theory]
    [InlineData("/a/b%20c;d.tar.gz?x=1", "b_c_d.tar.gz")]
    [InlineData("/a/..%2f..%2fetc", "_.._etc")]
    [InlineData("/", "download")]
    [InlineData("/.hidden", "hidden")]
    public void A_files_name_is_harmless(string path, string name)
    {
        (Tool with { Url = new Uri("https://example.org" + path) }).FileName.ShouldBe(name);
    }

    private DownloadRequest Request(params ChecksumOrigin[] origins) => new("tool", server.Uri("/v1/tool"), origins, null, []);

    private Downloader Downloader(bool offline = false) => new(http, Cache, Lock, TimeProvider.System) { Offline = offline, Note = notes.Enqueue };

    private Task<DownloadedFile> FetchAsync(DownloadRequest request) => Downloader().FetchAsync(request, here["out/tool"], Token);

    private async Task<DriverException> FailureAsync(DownloadRequest request)
    {
        File.Delete(here.Folder("out") + "/tool");
        return await Should.ThrowAsync<DriverException>(() => FetchAsync(request));
    }

    private static ChecksumOrigin Pinned(string hex) => new ChecksumOrigin.Pinned(FileChecksum.Parse(hex));

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private sealed class Reports : IProgress<DownloadProgress>
    {
        private readonly ConcurrentDictionary<string, DownloadProgress> last = new();

        public IEnumerable<string> Last => last.Values.Select(static p => $"{p.Name} {p.Bytes} of {p.Total}");

        public void Report(DownloadProgress value) => last[value.Name] = value;
    }
}
