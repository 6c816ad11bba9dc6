using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Downloads;
using Bivouac.Mkimage.Downloads.Caching;
using Bivouac.Mkimage.Downloads.Checksums;
using Bivouac.Mkimage.Downloads.Locking;
using Bivouac.Mkimage.Downloads.Verifying;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Tests.Builders;
using Bivouac.Mkimage.Tests.Http;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Downloads;

public sealed class DownloadVerifierTests : IAsyncLifetime
{
    private static readonly FileChecksum Pinned = FileChecksum.Parse(new string('a', 64));

    private readonly TestFolder here = new();
    private readonly Dictionary<string, byte[]> files = new() { ["/1.23.6/tool"] = new byte[10] };
    private readonly RawServer server;
    private readonly HttpFetcher http = new(new SocketsHttpHandler { AllowAutoRedirect = false }, 0, TimeSpan.FromSeconds(30), plainOnLoopback: true);
    private readonly List<string> notes = [];

    public DownloadVerifierTests() => server = RawServer.OfFiles(files);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LivecdLock Lock => new(here.Folder("project"), here["cache"]);

    private DownloadRequest Tool => Request("1.23.6");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
        here.Dispose();
    }

    [Fact]
    public async Task V6_what_is_there_has_no_finding()
    {
        (await VerifyAsync(Tool)).ShouldBeEmpty();

        server.Seen.ShouldBe(["HEAD /1.23.6/tool"]);
    }

    [Fact]
    public async Task V6_a_version_that_does_not_exist_names_its_key_and_the_nearest_that_do()
    {
        files["/list"] = Encoding.UTF8.GetBytes("""<a href="1.22.9/"> <a href="1.23.10/"> <a href="1.23.9/"> <a href="1.23rc2/"> <a href="2.0.0/"> <a href="1.23.9/"> <a href="0.1/">""");

        var finding = (await VerifyAsync(Request("1.23.11"))).ShouldHaveSingleItem();

        finding.Problem.ShouldBe(DownloadProblem.Missing);
        finding.Versions.ShouldBe([new VersionUse("TOOL_VERSION", "1.23.11")]);
        finding.Nearest.ShouldBe(["1.23.10", "1.23.9", "1.23rc2", "1.22.9", "2.0.0"]);
        finding.Message.ShouldBe($"tool: {server.Uri("/1.23.11/tool")}: the server answers 404: there is no such file; correct TOOL_VERSION=1.23.11 in VERSIONS; the vendor has 1.23.10, 1.23.9, 1.23rc2, 1.22.9, 2.0.0.");
        var failure = DownloadFinding.Failure([finding]);
        failure.ExitCode.ShouldBe(ExitCode.DownloadFailed);
        failure.Message.ShouldContain("TOOL_VERSION");
    }

    [Fact]
    public async Task V6_a_version_that_is_listed_says_that_the_URL_is_wrong()
    {
        files["/list"] = Encoding.UTF8.GetBytes("href=\"1.23.7/\"");

        (await VerifyAsync(Request("1.23.7"))).ShouldHaveSingleItem().Message.ShouldContain("the vendor lists 1.23.7, so correct the URL's form");
    }

    [Fact]
    public async Task V6_without_a_list_that_can_be_read_the_finding_stays()
    {
        (await VerifyAsync(Request("9"))).ShouldHaveSingleItem().Nearest.ShouldBeEmpty();
        notes.ShouldHaveSingleItem().ShouldContain("/list cannot be fetched");

        files["/list"] = Encoding.UTF8.GetBytes(new string('x', 40) + "!");
        var slow = Request("9") with { Listing = new VersionListing(server.Uri("/list"), new Regex("nothing(x)")) };
        (await VerifyAsync(slow)).ShouldHaveSingleItem();
        notes.Last().ShouldContain("no version was found");
    }

    [Fact]
    public async Task V6_an_empty_file_is_found()
    {
        files["/1.23.6/tool"] = [];

        (await VerifyAsync(Tool)).ShouldHaveSingleItem().Problem.ShouldBe(DownloadProblem.Empty);
    }

    [Fact]
    public async Task V6_a_web_page_instead_of_the_file_is_found()
    {
        server.Answer = static (_, answer) => answer.HeadAsync("200 OK", "Content-Type: text/html; charset=UTF-8", "Content-Length: 500");

        (await VerifyAsync(Tool)).First().Problem.ShouldBe(DownloadProblem.Page);
        (await VerifyAsync(Tool with { Url = server.Uri("/manual.html") })).ShouldBeEmpty();
    }

    [Fact]
    public async Task V6_another_length_than_the_locks_is_found()
    {
        await Lock.RecordAsync(new LockedDownload("tool", Tool.Url, Pinned, 11, "pinned", new DateOnly(2026, 1, 31)), Token);

        var finding = (await VerifyAsync(Tool)).ShouldHaveSingleItem();

        finding.Problem.ShouldBe(DownloadProblem.LengthChanged);
        finding.Message.ShouldContain("it has 10 bytes, where livecd.lock has 11");
        finding.Message.ShouldContain("downloads accept tool");
    }

    [Theory]
    [InlineData("405 Method Not Allowed")]
    [InlineData("403 Forbidden")]
    public async Task V6_where_HEAD_is_refused_one_byte_is_asked_for(string status)
    {
        await Lock.RecordAsync(new LockedDownload("tool", Tool.Url, Pinned, 777, "pinned", new DateOnly(2026, 1, 31)), Token);
        server.Answer = async (request, answer) =>
        {
            if (request.Method == "HEAD")
            {
                await answer.HeadAsync(status, "Content-Length: 0");
                return;
            }

            request.Headers["Range"].ShouldBe("bytes=0-0");
            await answer.HeadAsync("206 Partial Content", "Content-Length: 1", "Content-Range: bytes 0-0/777");
            await answer.SendAsync(new byte[1]);
        };

        (await VerifyAsync(Tool)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://example.org/x")]
    [InlineData("file:///etc/passwd")]
    public async Task V6_redirects_stay_within_https(string location)
    {
        server.Answer = (_, answer) => answer.RedirectAsync(location);

        var finding = (await VerifyAsync(Tool)).ShouldHaveSingleItem();

        finding.Problem.ShouldBe(DownloadProblem.Unreachable);
        finding.Message.ShouldContain($"it redirects to {location}, which is not https");
    }

    [Fact]
    public async Task V6_a_checksum_that_is_not_there_is_found_too()
    {
        var finding = (await VerifyAsync(Tool with { Checksums = [new ChecksumOrigin.ChecksumFile(server.Uri("/1.23.6/tool.sha256"))] })).ShouldHaveSingleItem();

        finding.Url.ShouldBe(server.Uri("/1.23.6/tool.sha256"));
        finding.Message.ShouldContain("its checksum");
    }

    [Fact]
    public async Task Offline_nothing_is_asked_and_what_is_not_cached_is_found()
    {
        var cache = new DownloadCache(here["cache"], TimeProvider.System);
        here.Write(Path.GetRelativePath(here.Path, cache.PathOf(Pinned, "tool")), "x");
        var unknown = Tool with { Name = "unknown", Checksums = [new ChecksumOrigin.ChecksumFile(server.Uri("/x"))] };

        var findings = await new DownloadVerifier(http, cache, Lock) { Offline = true, Note = notes.Add }.VerifyAsync([Tool, unknown], Token);

        findings.ShouldHaveSingleItem().Name.ShouldBe("unknown");
        findings[0].Problem.ShouldBe(DownloadProblem.NotCached);
        notes.ShouldHaveSingleItem().ShouldContain("Offline");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Versions_are_ordered_as_people_number_them()
    {
        string[] versions = ["1.23rc1", "1.23", "1.23.0", "1.23.9", "1.23.10", "1.24-beta2", "1.24", "2", "10.0"];

        versions.Reverse().Order(VersionOrder.Instance).ShouldBe(versions);
        VersionOrder.Nearest("535.104.06", ["535.104.05", "535.98", "550.1", "525.1"], 2).ShouldBe(["535.104.05", "535.98"]);
    }

    private DownloadRequest Request(string version) => new(
        "tool",
        server.Uri($"/{version}/tool"),
        [new ChecksumOrigin.Pinned(Pinned)],
        new VersionListing(server.Uri("/list"), new Regex("href=\"([0-9][^/\"]*)/")),
        [new VersionUse("TOOL_VERSION", version)]);

    private Task<IReadOnlyList<DownloadFinding>> VerifyAsync(DownloadRequest request) =>
        new DownloadVerifier(http, new DownloadCache(here["cache"], TimeProvider.System), Lock) { Note = notes.Add }.VerifyAsync([request], Token);
}
