using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Examples;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Commands;
using Bivouac.Mkimage.Downloads.Declared;
using Bivouac.Mkimage.Downloads.Locking;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Staging;
using Bivouac.Mkimage.Tests.Builders;
using Bivouac.Mkimage.Tests.Http;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Downloads;

/// <summary>The downloads of examples/HardwareAudit with the URLs that it has; a server on the loopback address stands in for its vendors.</summary>
public sealed class HardwareAuditTests : IAsyncLifetime
{
    private const string Nvidia = "download.nvidia.com/XFree86/Linux-x86_64/";
    private const string Exporter = "github.com/prometheus/node_exporter/releases/download/";

    private static readonly byte[] Installer = Encoding.UTF8.GetBytes("#!/bin/sh\necho no driver\n");
    private static readonly byte[] Archive = new TarFixture()
        .Folder("node_exporter-1/").File("node_exporter-1/LICENSE").File("node_exporter-1/node_exporter", "program", (UnixFileMode)0b111_101_101).TarGz();

    private readonly TestFolder _here = new();
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly RawServer _vendors;
    private readonly HttpFetcher _http;

    public HardwareAuditTests()
    {
        var (driver, exporter) = (Url("nvidia"), Url("node-exporter"));
        Put(driver, Installer);
        Put(driver + ".sha256sum", Encoding.UTF8.GetBytes($"{Hex(Installer)}  {Path.GetFileName(driver)}\n"));
        Put(exporter, Archive);
        Put(Path.GetDirectoryName(exporter) + "/sha256sums.txt", Encoding.UTF8.GetBytes($"{new string('0', 64)}  other.tar.gz\n{Hex(Archive)}  {Path.GetFileName(exporter)}\n"));
        _vendors = RawServer.OfFiles(_files);
        _http = new HttpFetcher(new ByHost(_vendors), 0, TimeSpan.FromSeconds(30), plainOnLoopback: true);

        // livecd.lock belongs to the project's folder.
        CopyFolder(ProjectContext.Find(typeof(HardwareAudit).Assembly, null).Directory, _here["project"]);
        _here.Write("project/VERSIONS", string.Concat(HardwareAudit.Definition.Texts().SelectMany(t => t.Value.Parts).Where(p => p.Key is not null).DistinctBy(p => p.Key).Select(p => $"{p.Key}={p.Value}\n")));
    }

    /// <summary>The generated property is for the example's own assembly.</summary>
    private static LiveCdImage Image => (LiveCdImage)typeof(HardwareAudit).GetProperty("Image", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ImageDownloads Downloads => new(_http, _here["project"], _here["cache"], TimeProvider.System);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _vendors.DisposeAsync();
        _here.Dispose();
    }

    [Fact]
    public void The_vendors_own_URLs_stand_in_the_definition()
    {
        Url("nvidia").ShouldMatch("^" + Nvidia + @"[0-9.]+/NVIDIA-Linux-x86_64-[0-9.]+\.run$");
        Url("node-exporter").ShouldMatch("^" + Exporter + @"v[0-9.]+/node_exporter-[0-9.]+\.linux-amd64\.tar\.gz$");
    }

    [Fact]
    public async Task V1_what_the_vendors_have_is_verified_recorded_and_staged()
    {
        var plan = BuildPlan.Make(Image, ProjectContext.Find(null, _here["project"]), "x86_64", null, _here["out"]);
        var brought = await Downloads.ProvideAsync(HardwareAudit.Definition, plan.DownloadsFolder, Token);

        brought.Downloads["nvidia"].Sha256.ShouldBe(Hex(Installer));
        brought.Downloads["node-exporter"].Sha256.ShouldBe(Hex(Archive));
        new LivecdLock(_here["project"], _here["cache"]).Read().Values.Select(l => (l.Name, l.Url.AbsoluteUri, l.Checksum.Hex)).ShouldBe(
            [("nvidia", "https://" + Url("nvidia"), Hex(Installer)), ("node-exporter", "https://" + Url("node-exporter"), Hex(Archive))],
            ignoreOrder: true);
        var firstGet = _vendors.Seen.ToList().FindIndex(s => s == "GET /" + Url("nvidia"));
        _vendors.Seen.Take(firstGet).ShouldContain("GET /" + Url("nvidia") + ".sha256sum", "the checksum comes first");

        var stage = VerifiedBuild.StageOf(plan, ProjectContext.Find(null, _here["project"]), brought);
        var staged = Path.Combine(stage.Folder, Stage.ScriptsFolder, "unpacked/node-exporter/node_exporter");
        (await File.ReadAllTextAsync(staged, Token)).ShouldBe("program");
        (File.GetUnixFileMode(staged) & UnixFileMode.UserExecute).ShouldNotBe(UnixFileMode.None);
        Directory.EnumerateFiles(stage.Folder, "*", SearchOption.AllDirectories).ShouldContain(f => Hex(File.ReadAllBytes(f)) == Hex(Installer), "the build step gets the installer");
    }

    [Fact]
    public async Task V3_a_vendor_who_changes_a_file_afterwards_ends_the_build()
    {
        await Downloads.ProvideAsync(HardwareAudit.Definition, _here["first"], Token);
        var other = Encoding.UTF8.GetBytes("#!/bin/sh\necho no driver2\n");
        Put(Url("nvidia"), other);
        Put(Url("nvidia") + ".sha256sum", Encoding.UTF8.GetBytes($"{Hex(other)}  {Path.GetFileName(Url("nvidia"))}\n"));
        Directory.Delete(_here["cache"], recursive: true);

        var failure = await Should.ThrowAsync<DriverException>(() => Downloads.ProvideAsync(HardwareAudit.Definition, _here["second"], Token));

        failure.ExitCode.ShouldBe(ExitCode.DownloadFailed);
        failure.Message.ShouldContain("nvidia");
    }

    [Fact]
    public async Task V6_a_driver_that_is_gone_names_its_key_and_the_versions_that_there_are()
    {
        _files.Remove("/" + Url("nvidia"));
        Put(Nvidia, Encoding.UTF8.GetBytes("<a href='580.10.01/'>x</a> <a href='590.44.01/'>x</a> <a href='600.01/'>x</a>"));

        var finding = (await Downloads.VerifyAsync(HardwareAudit.Definition, Token)).ShouldHaveSingleItem();

        finding.Name.ShouldBe("nvidia");
        finding.Versions.Select(v => v.Key).ShouldBe(["NVIDIA_DRIVER_VERSION"]);
        finding.Nearest.ShouldBe(["590.44.01", "580.10.01", "600.01"], ignoreOrder: true);
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>A download's URL without its scheme.</summary>
    private static string Url(string download) => HardwareAudit.Definition.Downloads.Single(d => d.Name == download).Url.ToString()["https://".Length..];

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(from, file);
            if (name.StartsWith("bin/", StringComparison.Ordinal) || name.StartsWith("obj/", StringComparison.Ordinal)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, name))!);
            File.Copy(file, Path.Combine(to, name));
        }
    }

    private void Put(string url, byte[] content) => _files["/" + url] = content;

    /// <summary>Sends a request to the test's server, with the vendor's host before the path.</summary>
    private sealed class ByHost(RawServer vendors) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = vendors.Uri("/" + request.RequestUri!.Host + request.RequestUri.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
