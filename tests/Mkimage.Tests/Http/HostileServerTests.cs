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

public sealed class HostileServerTests : IDisposable
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(50_000);

    private readonly TestFolder here = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => here.Dispose();

    [Theory]
    [InlineData(49_999, "is not the expected file and was deleted")]
    [InlineData(50_001, "ended prematurely")]
    [InlineData(0, "empty file")]
    public async Task V3_a_length_that_is_wrong_is_no_file(int told, string why)
    {
        var failure = await FailureAsync(async (_, answer) =>
        {
            await answer.HeadAsync("200 OK", $"Content-Length: {told}");
            await answer.SendAsync(Content);
        });

        failure.Message.ShouldContain(why);
        File.Exists(here["f"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_drips_is_given_up()
    {
        var failure = await FailureAsync(
            async (_, answer) =>
            {
                await answer.HeadAsync("200 OK", "Content-Length: 50000");
                for (var i = 0; i < Content.Length; i++)
                {
                    await answer.SendAsync(Content.AsMemory(i, 1));
                    await Task.Delay(TimeSpan.FromMilliseconds(5), answer.Closing);
                }
            },
            TimeSpan.FromMilliseconds(300));

        failure.Why.ShouldContain("next to nothing");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up()
    {
        (await FailureAsync(static (_, answer) => answer.HangAsync(), TimeSpan.FromMilliseconds(100))).Why.ShouldContain("said nothing");
    }

    [Fact]
    public async Task A_web_page_instead_of_the_file_is_called_so()
    {
        var failure = await FailureAsync(static (_, answer) => answer.TextAsync("200 OK", "<html>Sorry</html>", "text/html; charset=utf-8"));

        failure.Why.ShouldContain("web page");
        File.Exists(here["f"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://example.org/evil")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/x")]
    public async Task A_redirect_away_from_https_is_refused(string location)
    {
        (await FailureAsync((_, answer) => answer.RedirectAsync(location))).Why.ShouldBe($"it redirects to {location}, which is not https");
    }

    [Fact]
    public async Task A_redirect_loop_ends()
    {
        var requests = 0;
        var failure = await FailureAsync((_, answer) =>
        {
            requests++;
            return answer.RedirectAsync("/again");
        });

        failure.Why.ShouldContain("more than 10 times");
        requests.ShouldBe(11);
    }

    [Fact]
    public async Task A_full_disk_says_so_and_what_has_come_is_gone_on_with()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can mount a small disk.");
        var disk = here.Folder("disk");
        await using var server = new RawServer(static (request, answer) => answer.FileAsync(request, Big));
        using var http = Fetcher(TimeSpan.FromSeconds(30));
        Task<HttpFile> ResumeAsync() => http.ResumeAsync(new HttpSource(server.Uri("/f")), Path.Combine(disk, "f"), Checksum(Big), null, Token);

        using (await Mounted.TmpfsAsync(disk, "1m", Token))
        {
            var failure = await Should.ThrowAsync<DriverException>(ResumeAsync);
            failure.ExitCode.ShouldBe(ExitCode.DownloadFailed);
            failure.What.ShouldContain(disk);
            failure.Why.ShouldContain("No space left on device");
            failure.Next.ShouldContain("Make room");

            await Mounted.ResizeAsync(disk, "8m", Token);
            (await ResumeAsync()).Length.ShouldBe(Big.Length);
            server.Requests.Last().From.ShouldNotBeNull();
        }
    }

    private static readonly byte[] Big = RandomNumberGenerator.GetBytes(3_000_000);

    private async Task<DriverException> FailureAsync(Func<RawRequest, RawAnswer, Task> answer, TimeSpan? stall = null)
    {
        await using var server = new RawServer(answer);
        using var http = Fetcher(stall ?? TimeSpan.FromSeconds(30));
        return await Should.ThrowAsync<DriverException>(
            () => http.ResumeAsync(new HttpSource(server.Uri("/f")), here["f"], Checksum(Content), null, Token));
    }

    private static HttpFetcher Fetcher(TimeSpan stall) => new(new SocketsHttpHandler { AllowAutoRedirect = false }, 0, stall, plainOnLoopback: true);

    private static FileChecksum Checksum(byte[] bytes) => FileChecksum.Parse(Convert.ToHexStringLower(SHA256.HashData(bytes)));
}
