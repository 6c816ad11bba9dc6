using System;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Files;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Builders;

/// <summary>
/// Alpine's own build scripts, pinned, in the cache: a folder with <c>scripts/</c> and an empty <c>main/build-base</c>,
/// which mkimage.sh wants to see before it believes in an aports tree.
/// </summary>
/// <param name="options">Where they come from.</param>
/// <param name="http">Fetches an archive.</param>
/// <param name="flush">Brings a folder to the disk; by default <see cref="DurableFolder.FlushAsync"/>.</param>
internal sealed class AportsScripts(BuilderOptions options, IHttpFetcher http, Func<string, Task>? flush = null)
{
    private const string Script = "mkimage.sh";
    private const string Advice = "Pass the scripts as a folder that holds scripts/mkimage.sh (--aports DIR), or another URL.";

    private readonly string cache = Path.Combine(options.CacheDirectory, "aports");

    /// <summary>Brings the scripts into the cache, unless the very same ones are there.</summary>
    /// <param name="progress">Is told what is done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The folder of this machine to be used as APORTS.</returns>
    /// <exception cref="DriverException">There are no such scripts, or they are not pinned, or not the pinned ones.</exception>
    public async Task<string> ProvideAsync(IProgress<string>? progress, CancellationToken cancellationToken) =>
        options.AportsSource.Contains("://", StringComparison.Ordinal)
            ? await ProvideArchiveAsync(progress, cancellationToken).ConfigureAwait(false)
            : await ProvideFolderAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Makes sure that it is said where they come from, and that what comes can be verified; fetches nothing.</summary>
    /// <exception cref="DriverException">There are no such scripts in the folder, or they are not pinned.</exception>
    public void RequirePinned()
    {
        if (options.AportsSource.Contains("://", StringComparison.Ordinal)) PinnedArchive();
        else ScriptsFolder();
    }

    private string ScriptsFolder()
    {
        var scripts = Path.Combine(Path.GetFullPath(options.AportsSource), "scripts");
        return File.Exists(Path.Combine(scripts, Script))
            ? scripts
            : throw new DriverException(
                ExitCode.BuilderUnavailable,
                $"'{options.AportsSource}' cannot be used for Alpine's scripts",
                $"there is no {Path.Combine(scripts, Script)}",
                Advice);
    }

    private async Task<string> ProvideFolderAsync(CancellationToken cancellationToken)
    {
        var scripts = ScriptsFolder();

        // A copy, so that a build goes on with what it began with when the user's tree changes.
        var files = Directory.EnumerateFiles(scripts, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(scripts, f))
            .Order(StringComparer.Ordinal)
            .ToList();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            var content = await File.ReadAllBytesAsync(Path.Combine(scripts, file), cancellationToken).ConfigureAwait(false);
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{file}\0{content.Length}\0")));
            hash.AppendData(content);
        }

        return await MakeAsync(
            Convert.ToHexStringLower(hash.GetHashAndReset()),
            (target, _) =>
            {
                foreach (var file in files)
                {
                    var copy = Path.Combine(target, file);
                    Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                    File.Copy(Path.Combine(scripts, file), copy);
                }

                return Task.CompletedTask;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private (string Uri, FileChecksum Expected) PinnedArchive()
    {
        var reference = options.AportsRef;
        if (options.AportsSource.Contains("{ref}", StringComparison.Ordinal) && string.IsNullOrEmpty(reference))
        {
            throw new DriverException(
                ExitCode.Usage,
                "Alpine's scripts cannot be fetched",
                "no tag or commit of aports is pinned",
                "Pin one in VERSIONS, such as APORTS_REF=v3.21.3, with its APORTS_SHA256; or pass --aports DIR.");
        }

        var uri = options.AportsSource.Replace("{ref}", Uri.EscapeDataString(reference ?? ""), StringComparison.Ordinal);
        if (string.IsNullOrEmpty(options.AportsSha256))
        {
            throw new DriverException(
                ExitCode.Usage,
                $"Alpine's scripts are not fetched from {uri}",
                "no checksum of the archive is pinned, and the scripts run as root of the builder",
                $"Look at it once, then pin it: add APORTS_SHA256=... to VERSIONS with what 'curl -fsSL \"{uri}\" | sha256sum' prints; or pass --aports DIR.");
        }

        return (uri, FileChecksum.Parse(options.AportsSha256));
    }

    private async Task<string> ProvideArchiveAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var (uri, expected) = PinnedArchive();
        return await MakeAsync(
            expected.Hex,
            async (target, token) =>
            {
                progress?.Report($"fetching Alpine's scripts from {uri}, expecting {expected}");
                var archive = Path.Combine(cache, expected.Hex + ".tar.gz");
                var source = new HttpSource(new Uri(uri)) { AllowPlainHttp = true, FailureCode = ExitCode.BuilderUnavailable, Advice = Advice };
                await http.DownloadAsync(source, archive, expected, progress: null, token).ConfigureAwait(false);
                await ExtractAsync(archive, target, token).ConfigureAwait(false);
                File.Delete(archive);
                if (!File.Exists(Path.Combine(target, Script)))
                    throw new DriverException(ExitCode.BuilderUnavailable, $"{uri} cannot be used", $"it holds no scripts/{Script}", Advice);
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> MakeAsync(string key, Func<string, CancellationToken, Task> fill, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(cache, key[..16]);
        if (Directory.Exists(folder))
            return folder;
        using (await CacheLock.TakeAsync(folder + ".lock", onWait: null, cancellationToken).ConfigureAwait(false))
        {
            if (Directory.Exists(folder))
                return folder;
            var partial = folder + ".partial";
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
            var scripts = Directory.CreateDirectory(Path.Combine(partial, "scripts"));
            Directory.CreateDirectory(Path.Combine(partial, "main", "build-base"));
            await fill(scripts.FullName, cancellationToken).ConfigureAwait(false);
            await CacheFolder.NameAsync("Alpine's scripts", partial, folder, flush).ConfigureAwait(false);
            return folder;
        }
    }

    private static async Task ExtractAsync(string archive, string target, CancellationToken cancellationToken)
    {
        var file = File.OpenRead(archive);
        await using (file.ConfigureAwait(false))
        {
            var unpacked = new GZipStream(file, CompressionMode.Decompress);
            await using (unpacked.ConfigureAwait(false))
            {
                var reader = new TarReader(unpacked);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
                    {
                        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                            || NameBelowScripts(entry.Name) is not { } name)
                            continue;
                        var path = Path.Combine(target, name);
                        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                        await entry.ExtractToFileAsync(path, overwrite: false, cancellationToken).ConfigureAwait(false);
                    }
                }
            }
        }
    }

    // Forges put one folder around all: aports-REF/scripts/mkimage.sh.
    private static string? NameBelowScripts(string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Any(static p => p is "." or ".."))
            return null;
        var at = Array.IndexOf(parts, "scripts");
        return at is 0 or 1 && at + 1 < parts.Length ? string.Join('/', parts[(at + 1)..]) : null;
    }
}
