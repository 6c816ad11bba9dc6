using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Http;

public sealed class ResumeTests : IDisposable
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(50_000);
    private static readonly FileChecksum Expected = Checksum(Content);

    private readonly TestFolder here = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => here.Dispose();

    public static TheoryData<int> Tenths => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Tenths))]
    public async Task V1_a_download_that_ends_early_goes_on_where_it_ended(int tenth)
    {
        var cut = tenth * Content.Length / 10;
        await using var server = new RawServer((request, answer) => answer.FileAsync(request, Content, request.From is null ? cut : null));

        (await ThrowsAsync(server)).Why.ShouldContain("ended prematurely");
        new FileInfo(here["f.partial"]).Length.ShouldBe(cut);
        File.Exists(here["f"]).ShouldBeFalse();
        if (cut == 0) server.Answer = (request, answer) => answer.FileAsync(request, Content);

        await ResumeAsync(server);

        (await File.ReadAllBytesAsync(here["f"], Token)).ShouldBe(Content);
        server.Requests.Last().From.ShouldBe(cut == 0 ? null : cut);
        server.Requests.Last().IfRange.ShouldBe(cut == 0 ? null : RawAnswer.Tag(Content));
        Directory.EnumerateFiles(here.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_connection_that_breaks_again_and_again_is_gone_on_with_in_one_call()
    {
        await using var server = new RawServer((request, answer) => answer.FileAsync(request, Content, 20_000));
        using var http = Fetcher(retries: 2);
        var progress = new Reports();

        (await http.ResumeAsync(new HttpSource(server.Uri("/f")), here["f"], Expected, progress, Token)).Length.ShouldBe(Content.Length);

        server.Requests.Select(static r => r.From).ShouldBe([null, 20_000, 40_000]);
        progress.Last.ShouldBe(new HttpProgress(50_000, 50_000));
        progress.WentBack.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Last-Modified: Mon, 01 Jan 2024 10:00:00 GMT", true)]
    [InlineData("ETag: W/\"weak\"", false)]
    [InlineData("X-None: x", false)]
    public async Task Only_a_server_that_can_prove_the_same_file_is_asked_for_the_rest(string validator, bool resumed)
    {
        var cut = 10_000;
        await using var server = new RawServer((request, answer) => answer.FileAsync(request, Content, request.From is null ? cut : null, validator));
        await ThrowsAsync(server);
        cut = Content.Length;

        await ResumeAsync(server);

        server.Requests.Last().From.ShouldBe(resumed ? 10_000 : null);
    }

    [Fact]
    public async Task A_file_that_was_replaced_on_the_server_is_fetched_anew()
    {
        var old = RandomNumberGenerator.GetBytes(60_000);
        await using var server = new RawServer((request, answer) => answer.FileAsync(request, old, 30_000));
        await ThrowsAsync(server);
        server.Answer = (request, answer) => answer.FileAsync(request, Content);

        await ResumeAsync(server);

        server.Requests.Last().IfRange.ShouldBe(RawAnswer.Tag(old));
        (await File.ReadAllBytesAsync(here["f"], Token)).ShouldBe(Content);
    }

    [Theory]
    [InlineData("206 Partial Content", "Content-Range: bytes 0-49999/50000")]
    [InlineData("206 Partial Content", "Content-Range: bytes 10000-49999/60000")]
    [InlineData("206 Partial Content", "X-None: x")]
    [InlineData("416 Range Not Satisfiable", "Content-Range: bytes */5")]
    public async Task Another_part_than_the_rest_is_not_taken(string status, string range)
    {
        await using var server = new RawServer((request, answer) => answer.FileAsync(request, Content, 10_000));
        await ThrowsAsync(server);
        server.Answer = async (request, answer) =>
        {
            if (request.From is null)
            {
                await answer.FileAsync(request, Content);
                return;
            }

            await answer.HeadAsync(status, range, "Content-Length: 40000");
            await answer.SendAsync(new byte[40_000]);
        };

        await ResumeAsync(server, retries: 1);

        (await File.ReadAllBytesAsync(here["f"], Token)).ShouldBe(Content);
    }

    [Fact]
    public async Task V3_what_was_gone_on_with_and_is_wrong_in_the_end_is_fetched_whole_once_more()
    {
        await using var server = new RawServer((request, answer) => answer.FileAsync(request, Content, 10_000));
        await ThrowsAsync(server);
        await using (var partial = File.OpenWrite(here["f.partial"])) partial.Write(new byte[100]);
        server.Answer = (request, answer) => answer.FileAsync(request, Content);

        await ResumeAsync(server);

        server.Requests.Select(static r => r.From).ShouldBe([null, 10_000, null]);
        (await File.ReadAllBytesAsync(here["f"], Token)).ShouldBe(Content);
    }

    [Fact]
    public async Task V3_a_wrong_file_is_deleted_with_all_that_is_known_of_it_and_both_hashes_are_shown()
    {
        var evil = RandomNumberGenerator.GetBytes(50_000);
        await using var server = new RawServer((request, answer) => answer.FileAsync(request, evil));

        var failure = await ThrowsAsync(server);

        failure.ExitCode.ShouldBe(ExitCode.DownloadFailed);
        failure.Message.ShouldContain(Expected.Hex);
        failure.Message.ShouldContain(Checksum(evil).Hex);
        Directory.EnumerateFileSystemEntries(here.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_partial_file_that_is_whole_needs_no_server()
    {
        await using var server = new RawServer((request, answer) => answer.FileAsync(request, Content, 10_000));
        await ThrowsAsync(server);
        await File.WriteAllBytesAsync(here["f.partial"], Content, Token);

        await ResumeAsync(server);

        server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_known_of_another_URL_or_cannot_be_read_is_not_used()
    {
        await using var server = new RawServer((request, answer) => answer.FileAsync(request, Content, request.Path == "/other" ? 10_000 : null));
        await ThrowsAsync(server, "/other");
        await ResumeAsync(server);
        server.Requests.Last().From.ShouldBeNull();

        await File.WriteAllTextAsync(here["f.partial"], "abc", Token);
        await File.WriteAllTextAsync(here["f.partial.json"], "{", Token);
        await ResumeAsync(server);
        server.Requests.Last().From.ShouldBeNull();
    }

    private async Task<HttpFile> ResumeAsync(RawServer server, string path = "/f", int retries = 0)
    {
        using var http = Fetcher(retries);
        return await http.ResumeAsync(new HttpSource(server.Uri(path)), here["f"], Expected, null, Token);
    }

    private async Task<DriverException> ThrowsAsync(RawServer server, string path = "/f") =>
        await Should.ThrowAsync<DriverException>(() => ResumeAsync(server, path));

    private static HttpFetcher Fetcher(int retries) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }, retries, TimeSpan.FromSeconds(30), plainOnLoopback: true);

    private static FileChecksum Checksum(byte[] bytes) => FileChecksum.Parse(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    private sealed class Reports : IProgress<HttpProgress>
    {
        public HttpProgress? Last { get; private set; }

        public bool WentBack { get; private set; }

        public void Report(HttpProgress value)
        {
            WentBack |= value.Bytes < Last?.Bytes;
            Last = value;
        }
    }
}
