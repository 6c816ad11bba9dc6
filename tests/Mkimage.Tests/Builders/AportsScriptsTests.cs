using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Tests.Http;
using Shouldly;
using Xunit;

namespace Bivouac.Mkimage.Tests.Builders;

public sealed class AportsScriptsTests : IDisposable
{
    private readonly TestFolder here = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => here.Dispose();

    [Fact]
    public async Task Scripts_of_a_folder_are_copied_with_their_modes_once_for_each_content()
    {
        here.Write("aports/scripts/mkimage.sh", "v1", (UnixFileMode)0b111_101_101);
        here.Write("aports/scripts/sub/x", "x");
        var scripts = new AportsScripts(Options(here["aports"]), new NoHttp());

        var first = await scripts.ProvideAsync(null, Token);
        var again = await scripts.ProvideAsync(null, Token);
        here.Write("aports/scripts/mkimage.sh", "v2");
        var second = await scripts.ProvideAsync(null, Token);

        again.ShouldBe(first);
        second.ShouldNotBe(first);
        File.ReadAllText(Path.Combine(first, "scripts/mkimage.sh")).ShouldBe("v1");
        File.GetUnixFileMode(Path.Combine(first, "scripts/mkimage.sh")).ShouldBe((UnixFileMode)0b111_101_101);
        File.ReadAllText(Path.Combine(second, "scripts/mkimage.sh")).ShouldBe("v2");
        File.Exists(Path.Combine(second, "scripts/sub/x")).ShouldBeTrue();
        Directory.Exists(Path.Combine(second, "main/build-base")).ShouldBeTrue();
    }

    [Fact]
    public async Task Scripts_are_on_the_disk_before_their_folder_has_its_name()
    {
        here.Write("aports/scripts/mkimage.sh", "v1");
        var flushed = new List<string>();
        var scripts = new AportsScripts(Options(here["aports"]), new NoHttp(), folder =>
        {
            File.ReadAllText(Path.Combine(folder, "scripts/mkimage.sh")).ShouldBe("v1");
            Directory.Exists(folder[..^".partial".Length]).ShouldBeFalse();
            flushed.Add(folder);
            return Task.CompletedTask;
        });

        var made = await scripts.ProvideAsync(null, Token);
        await scripts.ProvideAsync(null, Token);

        flushed.ShouldBe([made + ".partial"]);
    }

    [Fact]
    public async Task Scripts_that_the_disk_does_not_take_are_not_used_and_told()
    {
        here.Write("aports/scripts/mkimage.sh", "v1");

        var failure = await Should.ThrowAsync<DriverException>(
            () => new AportsScripts(Options(here["aports"]), new NoHttp(), static _ => throw new IOException("Input/output error")).ProvideAsync(null, Token));

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Why.ShouldBe("Input/output error");
        Directory.EnumerateDirectories(here["cache/aports"]).ShouldAllBe(static f => f.EndsWith(".partial", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_without_mkimage_is_refused()
    {
        var failure = await ThrowsAsync(Options(here.Path), new NoHttp());

        failure.ExitCode.ShouldBe(ExitCode.BuilderUnavailable);
        failure.Why.ShouldContain("scripts/mkimage.sh");
    }

    [Fact]
    public async Task An_archive_without_a_checksum_is_never_fetched()
    {
        var failure = await ThrowsAsync(Options("https://example.org/{ref}.tar.gz") with { AportsRef = "v3.21.3" }, new NoHttp());

        failure.ExitCode.ShouldBe(ExitCode.Usage);
        failure.Message.ShouldContain("https://example.org/v3.21.3.tar.gz");
        failure.Next.ShouldContain("APORTS_SHA256");
    }

    [Fact]
    public async Task An_archive_without_a_ref_is_never_fetched()
    {
        (await ThrowsAsync(Options("https://example.org/{ref}.tar.gz"), new NoHttp())).Next.ShouldContain("APORTS_REF");
    }

    [Fact]
    public async Task Scripts_of_an_archive_are_those_of_its_pin()
    {
        var sha256 = await WriteArchiveAsync("aports-v3.21.3/scripts/mkimage.sh");
        await using var server = new FolderServer(here["www"]);
        using var http = new HttpFetcher();
        var options = Options(server.Url + "/{ref}.tar.gz") with { AportsRef = "v3.21.3", AportsSha256 = sha256 };

        var folder = await new AportsScripts(options, http).ProvideAsync(null, Token);
        (await new AportsScripts(options, new NoHttp()).ProvideAsync(null, Token)).ShouldBe(folder);

        File.ReadAllText(Path.Combine(folder, "scripts/mkimage.sh")).ShouldBe("#!/bin/sh\n");
        File.GetUnixFileMode(Path.Combine(folder, "scripts/mkimage.sh")).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        Directory.EnumerateFiles(here["cache"], "*.gz", SearchOption.AllDirectories).ShouldBeEmpty();
        File.Exists(here["escaped"]).ShouldBeFalse();

        (await ThrowsAsync(options with { AportsSha256 = new string('0', 64) }, http)).ExitCode.ShouldBe(ExitCode.DownloadFailed);
    }

    [Fact]
    public async Task An_archive_without_mkimage_is_refused_and_not_kept()
    {
        var sha256 = await WriteArchiveAsync("aports-v3.21.3/README");
        await using var server = new FolderServer(here["www"]);
        using var http = new HttpFetcher();
        var options = Options(server.Url + "/{ref}.tar.gz") with { AportsRef = "v3.21.3", AportsSha256 = sha256 };

        (await ThrowsAsync(options, http)).Why.ShouldContain("scripts/mkimage.sh");
        (await ThrowsAsync(options, http)).Why.ShouldContain("scripts/mkimage.sh");
    }

    private static async Task<DriverException> ThrowsAsync(BuilderOptions options, IHttpFetcher http) =>
        await Should.ThrowAsync<DriverException>(() => new AportsScripts(options, http).ProvideAsync(null, Token));

    private async Task<string> WriteArchiveAsync(string name)
    {
        var file = Path.Combine(here.Folder("www"), "v3.21.3.tar.gz");
        await using (var packed = new GZipStream(File.Create(file), CompressionLevel.Fastest))
        await using (var tar = new TarWriter(packed))
        {
            foreach (var entry in (string[])[name, "aports-v3.21.3/scripts/../../../escaped", "aports-v3.21.3/main/musl/APKBUILD"])
            {
                await tar.WriteEntryAsync(
                    new PaxTarEntry(TarEntryType.RegularFile, entry)
                    {
                        Mode = (UnixFileMode)0b111_101_101,
                        DataStream = new MemoryStream("#!/bin/sh\n"u8.ToArray()),
                    },
                    Token);
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, Token)));
    }

    private BuilderOptions Options(string source) => new()
    {
        Arch = "x86_64",
        Release = "3.21.3",
        Branch = "3.21",
        AportsSource = source,
        CacheDirectory = here["cache"],
    };
}
