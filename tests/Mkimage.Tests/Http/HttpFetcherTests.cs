using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Http;

public sealed class HttpFetcherTests : IDisposable
{
    private static readonly HttpSource Source = new(new Uri("https://example.org/a/file.run")) { Advice = "Do this." };

    private readonly TestFolder here = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => here.Dispose();

    [Fact]
    public async Task A_file_is_streamed_hashed_and_named_when_it_is_whole()
    {
        var bytes = RandomNumberGenerator.GetBytes(700_001);
        await File.WriteAllBytesAsync(Path.Combine(here.Folder("www"), "big file"), bytes, Token);
        await using var server = new FolderServer(here["www"]);
        using var http = new HttpFetcher();
        var hex = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var progress = new Reported();

        var file = await http.DownloadAsync(Local(server.Url + "/big%20file"), here["sub/out"], FileChecksum.Parse(hex), progress, Token);

        file.ShouldBe(new HttpFile(here["sub/out"], bytes.Length, hex, new Uri(server.Url + "/big%20file")));
        (await File.ReadAllBytesAsync(here["sub/out"], Token)).ShouldBe(bytes);
        progress.Last.ShouldBe(bytes.Length);
        Directory.EnumerateFiles(here["sub"]).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Another_checksum_deletes_the_file_and_names_both()
    {
        var http = Stub(StubHandler.Text("evil"));
        var expected = FileChecksum.Parse(Sha256("good"));

        var failure = await Should.ThrowAsync<DriverException>(() => http.DownloadAsync(Source, here["out"], expected, null, Token));

        failure.ExitCode.ShouldBe(ExitCode.DownloadFailed);
        failure.Message.ShouldContain(Sha256("good"));
        failure.Message.ShouldContain(Sha256("evil"));
        failure.Message.ShouldContain(Source.Uri.ToString());
        Directory.EnumerateFileSystemEntries(here.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("MD5", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("SHA1", "A9993E364706816ABA3E25717850C26C9CD0D89D")]
    [InlineData("SHA512", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")]
    public async Task Vendors_other_algorithms_are_verified_too(string algorithm, string hex)
    {
        var expected = FileChecksum.Parse(hex);

        expected.Algorithm.Name.ShouldBe(algorithm);
        var file = await Stub(StubHandler.Text("abc")).DownloadAsync(Source, here["out"], expected, null, Token);
        file.Sha256.ShouldBe(Sha256("abc"));
        (await expected.ComputeAsync(here["out"], Token)).ShouldBe(expected.Hex);
    }

    [Fact]
    public async Task An_answer_of_failure_names_the_URL_and_the_advice()
    {
        var failure = await Should.ThrowAsync<DriverException>(
            () => Stub(StubHandler.Status(404)).DownloadAsync(Source, here["out"], null, null, Token));

        failure.ExitCode.ShouldBe(ExitCode.DownloadFailed);
        failure.Message.ShouldBe("https://example.org/a/file.run cannot be fetched: the server answered 404 Not Found. Do this.");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failure_with_the_sources_exit_code()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/x";
        free.Stop();
        using var http = new HttpFetcher(new SocketsHttpHandler(), 1, TimeSpan.FromSeconds(10));

        var failure = await Should.ThrowAsync<DriverException>(
            () => http.HeadAsync(Local(url) with { FailureCode = ExitCode.BuilderUnavailable, Advice = "Pass --mirror." }, Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.What.ShouldContain(url);
        failure.Next.ShouldBe("Pass --mirror.");
    }

    [Fact]
    public async Task What_may_pass_is_tried_again()
    {
        var stub = new StubHandler(StubHandler.Status(503), _ => throw new HttpRequestException("reset"), StubHandler.Text("here"));

        (await Fetcher(stub).ReadTextAsync(Source, cancellationToken: Token)).ShouldBe("here");

        stub.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_does_not_pass_is_given_up()
    {
        var stub = new StubHandler(StubHandler.Status(500));

        (await Should.ThrowAsync<DriverException>(() => Fetcher(stub).ReadTextAsync(Source, cancellationToken: Token)))
            .Why.ShouldContain("500");

        stub.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_file_that_ends_early_is_not_kept()
    {
        var http = Stub(_ =>
        {
            var content = new ByteArrayContent(new byte[10]);
            content.Headers.ContentLength = 20;
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        });

        var failure = await Should.ThrowAsync<DriverException>(() => http.DownloadAsync(Source, here["out"], null, null, Token));

        failure.Why.ShouldBe("10 of 20 bytes came");
        Directory.EnumerateFileSystemEntries(here.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_file_is_a_failure()
    {
        (await Should.ThrowAsync<DriverException>(() => Stub(StubHandler.Text("")).DownloadAsync(Source, here["out"], null, null, Token)))
            .Why.ShouldContain("empty");
    }

    [Fact]
    public async Task A_server_that_says_nothing_more_is_given_up()
    {
        var handler = new StubHandler(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new Silent()) });
        using var http = new HttpFetcher(handler, 0, TimeSpan.FromMilliseconds(50));

        (await Should.ThrowAsync<DriverException>(() => http.ReadTextAsync(Source, cancellationToken: Token)))
            .Why.ShouldContain("nothing");
    }

    [Fact]
    public async Task A_cancelled_download_is_cancelled_and_leaves_nothing()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var http = Stub(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new Silent(stop)) });

        await Should.ThrowAsync<OperationCanceledException>(() => http.DownloadAsync(Source, here["out"], null, null, stop.Token));

        Directory.EnumerateFileSystemEntries(here.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Redirects_are_followed_from_https_to_https()
    {
        var stub = new StubHandler(StubHandler.Redirect("/b"), StubHandler.Redirect("https://cdn.example.org/c"), StubHandler.Text("x"));

        await Fetcher(stub).DownloadAsync(Source, here["out"], null, null, Token);

        stub.Requests.ShouldBe(["GET https://example.org/a/file.run", "GET https://example.org/b", "GET https://cdn.example.org/c"]);
    }

    [Theory]
    [InlineData("http://example.org/b")]
    [InlineData("ftp://example.org/b")]
    [InlineData("file:///etc/passwd")]
    public async Task Redirects_away_from_https_are_refused(string location)
    {
        var stub = new StubHandler(StubHandler.Redirect(location), StubHandler.Text("x"));

        var failure = await Should.ThrowAsync<DriverException>(() => Fetcher(stub).HeadAsync(Source, Token));

        failure.Why.ShouldContain(location);
        stub.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Redirects_without_end_are_refused()
    {
        (await Should.ThrowAsync<DriverException>(() => Stub(StubHandler.Redirect("/again")).HeadAsync(Source, Token)))
            .Why.ShouldContain("more than 10 times");
    }

    [Fact]
    public async Task Plain_http_is_spoken_only_where_it_is_allowed()
    {
        var stub = new StubHandler(StubHandler.Text("x"));
        var source = new HttpSource(new Uri("http://mirror.example.org/x"));

        await Should.ThrowAsync<DriverException>(() => Fetcher(stub).HeadAsync(source, Token));
        stub.Requests.ShouldBeEmpty();
        (await Fetcher(stub).HeadAsync(source with { AllowPlainHttp = true }, Token)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Head_tells_what_is_there_without_taking_it()
    {
        var stub = new StubHandler(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>", Encoding.UTF8, "text/html") });

        var head = await Fetcher(stub).HeadAsync(Source, Token);

        head.ShouldBe(new HttpHead(Source.Uri, HttpStatusCode.OK, 6, "text/html"));
        head.IsHtml.ShouldBeTrue();
        (await Stub(StubHandler.Status(404)).HeadAsync(Source, Token)).IsSuccess.ShouldBeFalse();
    }

    [Theory]
    [InlineData(403)]
    [InlineData(405)]
    [InlineData(501)]
    public async Task Where_a_server_refuses_HEAD_a_GET_is_asked(int status)
    {
        var stub = new StubHandler(StubHandler.Status(status), StubHandler.Text("x"));

        (await Fetcher(stub).HeadAsync(Source, Token)).IsSuccess.ShouldBeTrue();

        stub.Requests.Select(static r => r.Split(' ')[0]).ShouldBe(["HEAD", "GET"]);
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused()
    {
        (await Should.ThrowAsync<DriverException>(() => Stub(StubHandler.Text("12345")).ReadTextAsync(Source, 4, Token)))
            .Why.ShouldContain("4 bytes");
    }

    [Theory]
    [InlineData("")]
    [InlineData("xyz")]
    [InlineData("1234")]
    [InlineData("g0000000000000000000000000000000")]
    public void What_is_no_checksum_is_not_taken_for_one(string text)
    {
        Should.Throw<FormatException>(() => FileChecksum.Parse(text));
    }

    private static HttpFetcher Stub(params Func<HttpRequestMessage, HttpResponseMessage>[] answers) => Fetcher(new StubHandler(answers));

    private static HttpFetcher Fetcher(StubHandler stub) => new(stub, 2, TimeSpan.FromSeconds(30));

    private static HttpSource Local(string url) => new(new Uri(url)) { AllowPlainHttp = true };

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed class Reported : IProgress<long>
    {
        public long Last { get; private set; }

        public void Report(long value) => Last = value;
    }

    /// <summary>A body that gives one byte and then nothing, for ever; it may cancel a token when it is asked again.</summary>
    private sealed class Silent(CancellationTokenSource? stop = null) : MemoryStream
    {
        private bool begun;

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!begun)
            {
                begun = true;
                return 1;
            }

            if (stop is not null)
                await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
