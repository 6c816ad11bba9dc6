using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Downloads.Archives;
using Bivouac.Mkimage.Downloads.Caching;
using Bivouac.Mkimage.Downloads.Locking;
using Bivouac.Mkimage.Downloads.Verifying;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Staging.Brought;
using Bivouac.Model;
using Bivouac.Scripts;

namespace Bivouac.Mkimage.Downloads.Declared;

/// <summary>
/// Brings what an image declares of vendors' files, before any script is written (contract V): every URL is asked first, then what each file
/// must be, then the files, verified; archives are unpacked at the end.
/// </summary>
/// <param name="http">Speaks HTTP.</param>
/// <param name="projectDirectory">The project's folder, where <c>livecd.lock</c> is.</param>
/// <param name="cacheDirectory">The cache.</param>
/// <param name="clock">Tells the day.</param>
internal sealed class ImageDownloads(IResumingFetcher http, string projectDirectory, string cacheDirectory, TimeProvider clock)
{
    private readonly DownloadCache cache = new(cacheDirectory, clock);
    private readonly LivecdLock locks = new(projectDirectory, cacheDirectory);

    /// <summary>Whether no server may be asked.</summary>
    public bool Offline { get; init; }

    /// <summary>Is told what the user should know.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>Is told how far each download is; from several threads.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Looks whether all of it can be had (V6); nothing is fetched.</summary>
    /// <param name="model">The image.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>What is wrong.</returns>
    public Task<IReadOnlyList<DownloadFinding>> VerifyAsync(LiveCdModel model, CancellationToken cancellationToken) =>
        new DownloadVerifier(http, cache, locks) { Offline = Offline, Note = Note }.VerifyAsync(DeclaredRequests.Of(model), cancellationToken);

    /// <summary>Brings everything.</summary>
    /// <param name="model">The image.</param>
    /// <param name="folder">A folder of this machine for verified copies; what a former build left in it goes.</param>
    /// <param name="cancellationToken">Ends it; what has come is gone on with the next time.</param>
    /// <exception cref="DriverException">A file cannot be had, is not what it must be, or cannot be unpacked (<see cref="ExitCode.DownloadFailed"/>).</exception>
    public async Task<BroughtFiles> ProvideAsync(LiveCdModel model, string folder, CancellationToken cancellationToken)
    {
        var requests = DeclaredRequests.Of(model);
        if (requests.Count == 0) return BroughtFiles.None;
        if (await VerifyAsync(model, cancellationToken).ConfigureAwait(false) is { Count: > 0 } findings) throw DownloadFinding.Failure(findings);
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            var files = await new Downloader(http, cache, locks, clock) { Offline = Offline, Note = Note, Progress = Progress }
                .FetchAllAsync(requests, Path.Combine(folder, "files"), cancellationToken).ConfigureAwait(false);
            var brought = files.ToDictionary(f => f.Name, f => new BroughtFile(f.Path, f.Sha256), StringComparer.Ordinal);
            return new(brought, await UnpackAsync(model, brought, Path.Combine(folder, "unpacked"), cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(ExitCode.DownloadFailed, $"Downloads cannot be put into {folder}", e.Message.TrimEnd('.'), "Make room there, or choose another folder with --output DIR.", e);
        }
    }

    private static async Task<Dictionary<string, string>> UnpackAsync(LiveCdModel model, Dictionary<string, BroughtFile> brought, string folder, CancellationToken cancellationToken)
    {
        var unpacked = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < model.Overlay.Count; i++)
        {
            if (model.Overlay[i] is not OverlayUnpacked entry) continue;
            var name = OverlayLayout.UnpackedName(model, i);
            Directory.CreateDirectory(folder);
            try
            {
                var options = new UnpackOptions { Members = [.. entry.Members], Strip = entry.StripComponents };
                await ArchiveUnpacker.UnpackAsync(brought[entry.Download].Path, Path.Combine(folder, name), options, cancellationToken).ConfigureAwait(false);
            }
            catch (ArchiveException e)
            {
                throw e.ToFailure(entry.Download);
            }

            unpacked.Add(name, Path.Combine(folder, name));
        }

        return unpacked;
    }
}
