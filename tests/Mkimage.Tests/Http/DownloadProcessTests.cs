using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Downloads.Locking;
using Bivouac.Mkimage.Tests.Builders;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Http;

public sealed class DownloadProcessTests : IDisposable
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(3_000_000);
    private static readonly string Hex = Convert.ToHexStringLower(SHA256.HashData(Content));

    private readonly TestFolder here = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => here.Dispose();

    [Fact]
    public async Task V1_a_driver_that_is_killed_in_the_middle_is_gone_on_with_by_the_next()
    {
        const int Sent = 1_234_567;
        await using var server = new RawServer(static async (request, answer) =>
        {
            await answer.FileAsync(request, Content, request.From is null ? Sent : null);
            if (request.From is null) await answer.HangAsync();
        });
        using (var killed = DownloadProcess.Start(server.Uri("/f"), here["f"], Hex))
        {
            await killed.WaitForAsync(Sent, Token);
            await killed.KillAsync(Token);
        }

        File.Exists(here["f"]).ShouldBeFalse();
        var kept = new FileInfo(here["f.partial"]).Length;
        using var next = DownloadProcess.Start(server.Uri("/f"), here["f"], Hex);
        var (code, said) = await next.EndAsync(Token);

        code.ShouldBe(ExitCode.Success, said);
        (await File.ReadAllBytesAsync(here["f"], Token)).ShouldBe(Content);
        Directory.EnumerateFiles(here.Path).ShouldHaveSingleItem();
        server.Requests.ToArray()[1].From.ShouldBe(kept);
        kept.ShouldBeInRange(1, Sent);
    }

    [Fact]
    public async Task A_certificate_of_an_own_authority_is_refused_until_SSL_CERT_FILE_names_it()
    {
        var (authority, certificate) = Certificates();
        using var ownCertificate = certificate;
        here.Write("ca.pem", authority);
        await using var server = new RawServer(static (request, answer) => answer.FileAsync(request, Content), certificate);

        using (var refused = DownloadProcess.Start(server.Uri("/f"), here["f"], Hex))
        {
            var (code, said) = await refused.EndAsync(Token);
            code.ShouldBe(ExitCode.DownloadFailed, said);
            said.ShouldContain("SSL_CERT_FILE");
            said.ShouldContain(server.Uri("/f").ToString());
        }

        using var trusted = DownloadProcess.Start(server.Uri("/f"), here["f"], Hex, new Dictionary<string, string> { ["SSL_CERT_FILE"] = here["ca.pem"] });
        (await trusted.EndAsync(Token)).Code.ShouldBe(ExitCode.Success);
    }

    /// <summary>The name of the vendor leads nowhere but through the proxy.</summary>
    [Fact]
    public async Task The_proxy_that_the_environment_names_is_used()
    {
        var (authority, certificate) = Certificates();
        using var ownCertificate = certificate;
        here.Write("ca.pem", authority);
        await using var server = new RawServer(static (request, answer) => answer.FileAsync(request, Content), certificate);
        await using var proxy = new TunnelProxy(server.Uri("/").Port);
        using var download = DownloadProcess.Start(
            new Uri("https://vendor.invalid/f"),
            here["f"],
            Hex,
            new Dictionary<string, string> { ["SSL_CERT_FILE"] = here["ca.pem"], ["HTTPS_PROXY"] = proxy.Uri.AbsoluteUri, ["NO_PROXY"] = "", ["no_proxy"] = "" });

        var (code, said) = await download.EndAsync(Token);

        code.ShouldBe(ExitCode.Success, said);
        (await File.ReadAllBytesAsync(here["f"], Token)).ShouldBe(Content);
        proxy.Asked.ShouldAllBe(static line => line == "CONNECT vendor.invalid:443 HTTP/1.1");
        proxy.Asked.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_named()
    {
        using var download = DownloadProcess.Start(
            new Uri("https://vendor.invalid/f"),
            here["f"],
            Hex,
            new Dictionary<string, string> { ["HTTPS_PROXY"] = "http://user:secret@127.0.0.1:1", ["https_proxy"] = "", ["NO_PROXY"] = "", ["no_proxy"] = "" });

        var (code, said) = await download.EndAsync(Token);

        code.ShouldBe(ExitCode.DownloadFailed, said);
        said.ShouldContain("(through the proxy 127.0.0.1:1 of this machine's environment)");
        said.ShouldNotContain("secret");
    }

    [Fact]
    public async Task V4_two_drivers_at_once_fetch_a_file_once()
    {
        var asked = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        await using var server = new RawServer(async (request, answer) =>
        {
            asked.TrySetResult();
            await go.Task;
            await answer.FileAsync(request, Content);
        });
        here.Folder("project");
        using var first = DownloadProcess.StartCached(server.Uri("/f"), here["one"], Hex, here["cache"], here["project"]);
        await asked.Task.WaitAsync(Token);
        using var second = DownloadProcess.StartCached(server.Uri("/f"), here["two"], Hex, here["cache"], here["project"]);
        await second.WaitForLineAsync("waits for another build", Token);
        go.SetResult();

        (await first.EndAsync(Token)).Said.ShouldBe("fetched\n");
        (await second.EndAsync(Token)).Said.ShouldBe("cached\n");
        server.Requests.ShouldHaveSingleItem();
        (await File.ReadAllBytesAsync(here["two"], Token)).ShouldBe(Content);
    }

    [Fact]
    public async Task V3_drivers_that_record_at_once_lose_nothing_of_the_lock()
    {
        await using var server = new RawServer(static (request, answer) => answer.FileAsync(request, Content));
        here.Folder("project");
        var drivers = Enumerable.Range(0, 6).Select(n => DownloadProcess.StartCached(server.Uri($"/{n}"), here[$"f{n}"], Hex, here["cache"], here["project"])).ToArray();
        try
        {
            foreach (var driver in drivers) (await driver.EndAsync(Token)).Code.ShouldBe(ExitCode.Success);
        }
        finally
        {
            foreach (var driver in drivers) driver.Dispose();
        }

        new LivecdLock(here["project"], here["cache"]).Read().Keys.ShouldBe(Enumerable.Range(0, 6).Select(n => server.Uri($"/{n}").AbsoluteUri), ignoreOrder: true);
    }

    private static (string Authority, X509Certificate2 Certificate) Certificates()
    {
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Own authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(from, to);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName("vendor.invalid");
        server.CertificateExtensions.Add(names.Build());
        using var signed = server.Create(authority, from, to, [1, 2, 3]);
        return (authority.ExportCertificatePem(), signed.CopyWithPrivateKey(key));
    }
}
