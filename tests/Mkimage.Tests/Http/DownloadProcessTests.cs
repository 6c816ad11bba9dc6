using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
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
        server.CertificateExtensions.Add(names.Build());
        using var signed = server.Create(authority, from, to, [1, 2, 3]);
        return (authority.ExportCertificatePem(), signed.CopyWithPrivateKey(key));
    }
}
