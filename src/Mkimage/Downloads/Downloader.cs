using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Downloads.Caching;
using Bivouac.Mkimage.Downloads.Checksums;
using Bivouac.Mkimage.Downloads.Locking;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Downloads;

/// <summary>
/// Brings the vendors' files that images need: first what each must be, then the file, from the cache or from the vendor; nothing sees it
/// before it is verified.
/// </summary>
/// <param name="http">Fetches.</param>
/// <param name="cache">What was fetched before.</param>
/// <param name="locks">What was seen before.</param>
/// <param name="clock">Tells the day that the lock records.</param>
internal sealed class Downloader(IResumingFetcher http, DownloadCache cache, LivecdLock locks, TimeProvider clock)
{
    private const int AtOnce = 3;

    /// <summary>Whether no server may be asked: then the cache and the lock must do.</summary>
    public bool Offline { get; init; }

    /// <summary>Is told what the user should know; the expected checksum of every download is among it.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>Is told how far each download is; from several threads.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Brings several files, three at a time.</summary>
    /// <param name="requests">The downloads; their names differ.</param>
    /// <param name="folder">Where they are to be: each in a folder of its own, <c>NAME/FILE</c>.</param>
    /// <param name="cancellationToken">Ends it; what has come is gone on with the next time.</param>
    /// <returns>The files in the order of the requests.</returns>
    /// <exception cref="DriverException">The first that failed (<see cref="ExitCode.DownloadFailed"/>); the others were ended.</exception>
    public async Task<IReadOnlyList<DownloadedFile>> FetchAllAsync(IReadOnlyList<DownloadRequest> requests, string folder, CancellationToken cancellationToken)
    {
        var files = new DownloadedFile[requests.Count];
        await Parallel.ForEachAsync(
            requests.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (request, token) =>
                files[request.Index] = await FetchAsync(request.Item, Path.Combine(folder, request.Item.Name, request.Item.FileName), token).ConfigureAwait(false))
            .ConfigureAwait(false);
        return files;
    }

    /// <summary>Brings one file.</summary>
    /// <param name="request">The download.</param>
    /// <param name="destination">The file to make.</param>
    /// <param name="cancellationToken">Ends it; what has come is gone on with the next time.</param>
    /// <exception cref="DriverException">It cannot be had or is not what it must be (<see cref="ExitCode.DownloadFailed"/>).</exception>
    public async Task<DownloadedFile> FetchAsync(DownloadRequest request, string destination, CancellationToken cancellationToken)
    {
        var expected = await new ChecksumSource(http, locks, Offline).FindAsync(request, Note, cancellationToken).ConfigureAwait(false);
        Note?.Invoke($"{request.Name}: {request.FileName}, expecting {expected.Checksum} ({expected.From})");
        var used = await cache.UseAsync(
            expected.Checksum,
            request.FileName,
            destination,
            (path, token) => BringAsync(request, expected, path, token),
            note => Note?.Invoke($"{request.Name}: {note}"),
            cancellationToken).ConfigureAwait(false);
        await CheckOthersAsync(request, expected, destination, cancellationToken).ConfigureAwait(false);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await locks.RecordAsync(new LockedDownload(request.Name, request.Url, expected.Checksum, used.Length, expected.From, today), cancellationToken)
            .ConfigureAwait(false);
        return new DownloadedFile(request.Name, destination, used.Length, expected.Checksum, used.Sha256, expected.From, used.WasFetched);
    }

    private async Task BringAsync(DownloadRequest request, ExpectedChecksum expected, string path, CancellationToken cancellationToken)
    {
        if (Offline)
        {
            throw new DriverException(
                ExitCode.DownloadFailed,
                $"{request.Name}: {request.FileName} is not in the cache",
                $"{path} is missing, and offline {request.Url} cannot be fetched",
                "Run it once with a network.");
        }

        var versions = request.Versions.Count > 0 ? $" and {request.VersionsText} in VERSIONS" : "";
        var source = new HttpSource(request.Url) { Advice = $"Check the URL of the download '{request.Name}'{versions} and the network, then run it again: what has come is gone on with." };
        await http.ResumeAsync(source, path, expected.Checksum, Progress is null ? null : new Named(request.Name, Progress), cancellationToken).ConfigureAwait(false);
    }

    private static async Task CheckOthersAsync(DownloadRequest request, ExpectedChecksum expected, string file, CancellationToken cancellationToken)
    {
        foreach (var other in expected.Others)
        {
            var actual = await other.ComputeAsync(file, cancellationToken).ConfigureAwait(false);
            if (actual == other.Hex)
                continue;
            File.Delete(file);
            throw new DriverException(
                ExitCode.DownloadFailed,
                $"{request.Name}: {request.Url} is not the expected file and was deleted",
                $"it has the {expected.Checksum}, but its {other.Algorithm.Name} is {actual}, expected was {other.Hex}",
                $"If the vendor meant to change the file, run 'downloads accept {request.Name}'; else do not build with it.");
        }
    }

    /// <summary>Tells a download's progress under its name.</summary>
    private sealed class Named(string name, IProgress<DownloadProgress> progress) : IProgress<HttpProgress>
    {
        public void Report(HttpProgress value) => progress.Report(new DownloadProgress(name, value.Bytes, value.Total));
    }
}
