using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Downloads.Locking;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Downloads.Checksums;

/// <summary>Gets to know what a download must be, before the download itself is asked for.</summary>
/// <param name="http">Fetches checksum files.</param>
/// <param name="locks">What was seen before.</param>
/// <param name="offline">Whether no server may be asked.</param>
internal sealed class ChecksumSource(IHttpFetcher http, LivecdLock locks, bool offline)
{
    /// <summary>Asks all origins of a download's checksum; they must agree with each other and with what was first seen.</summary>
    /// <param name="request">The download.</param>
    /// <param name="note">Is told what the user should know.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="DriverException">There is no checksum that proves anything, or they differ (<see cref="ExitCode.DownloadFailed"/>).</exception>
    public async Task<ExpectedChecksum> FindAsync(DownloadRequest request, Action<string>? note, CancellationToken cancellationToken)
    {
        var found = new List<(FileChecksum Checksum, ChecksumOrigin Origin)>();
        var isPinned = request.Checksums.Any(static o => o is ChecksumOrigin.Pinned);
        foreach (var origin in request.Checksums.OrderByDescending(static o => o is ChecksumOrigin.Pinned))
        {
            if (offline && origin.Url is not null)
                continue;
            if (await AskAsync(request, origin, isPinned, note, cancellationToken).ConfigureAwait(false) is { } checksum)
                found.Add((checksum, origin));
        }

        var locked = locks.Find(request.Url);
        if (found.Count == 0)
        {
            return locked is not null
                ? new ExpectedChecksum(locked.Checksum, locked.ChecksumFrom, [])
                : throw Unknown(request);
        }

        foreach (var group in found.GroupBy(static f => f.Checksum.Algorithm))
        {
            if (group.FirstOrDefault(f => f.Checksum != group.First().Checksum) is { Origin: not null } other)
                throw Disagree(request, group.First(), other);
        }

        var (first, from) = found[0];
        var same = found.FirstOrDefault(f => f.Checksum.Algorithm == locked?.Checksum.Algorithm);
        if (locked is not null && same.Origin is not null and not ChecksumOrigin.Pinned && same.Checksum != locked.Checksum)
            throw locked.Differs($"{same.Checksum} ({same.Origin.Text})");

        var others = found.Select(static f => f.Checksum);
        if (locked is not null && same.Origin is null && !isPinned)
            others = others.Append(locked.Checksum);
        return new ExpectedChecksum(first, from.Text, [.. others.Distinct().Where(c => c != first)]);
    }

    private async Task<FileChecksum?> AskAsync(
        DownloadRequest request,
        ChecksumOrigin origin,
        bool isPinned,
        Action<string>? note,
        CancellationToken cancellationToken)
    {
        try
        {
            switch (origin)
            {
                case ChecksumOrigin.Pinned pinned:
                    return pinned.Checksum.Algorithm.Name is "SHA256" or "SHA512"
                        ? pinned.Checksum
                        : throw new ChecksumException(ChecksumProblem.WeakOnly, $"it is only a {pinned.Checksum.Algorithm.Name}, where SHA-256 or SHA-512 is needed");
                case ChecksumOrigin.ChecksumFile file:
                    return ChecksumText.Find(await ReadAsync(request, file.Location, ChecksumText.Longest, cancellationToken).ConfigureAwait(false), request.VendorFileName);
                case ChecksumOrigin.Json json:
                    return JsonChecksum.Find(await ReadAsync(request, json.Location, JsonChecksum.Longest, cancellationToken).ConfigureAwait(false), json.Path);
                default:
                    throw new InvalidOperationException($"{origin} is of no known kind.");
            }
        }
        catch (ChecksumException e) when (e.Problem == ChecksumProblem.WeakOnly && isPinned && origin.Url is not null)
        {
            note?.Invoke($"{request.Name}: {origin.Text} is not used: {e.Message}; the pinned checksum is");
            return null;
        }
        catch (ChecksumException e)
        {
            throw new DriverException(
                ExitCode.DownloadFailed,
                $"{request.Name}: {origin.Text} gives no checksum of {request.VendorFileName}",
                e.Message,
                "Correct where its checksum comes from" + (request.Versions.Count > 0 ? $" or the version ({request.VersionsText})" : "") + ", or pin the file's SHA-256.",
                e);
        }
    }

    private Task<string> ReadAsync(DownloadRequest request, Uri uri, int longest, CancellationToken cancellationToken) =>
        http.ReadTextAsync(
            new HttpSource(uri)
            {
                Advice = "The checksum comes before the download: correct where it comes from"
                    + (request.Versions.Count > 0 ? $" or the version ({request.VersionsText})" : "") + ", check the network, or pin the file's SHA-256.",
            },
            longest,
            cancellationToken);

    private static DriverException Unknown(DownloadRequest request) => new(
        ExitCode.DownloadFailed,
        $"{request.Name}: what {request.Url} must be is not known",
        $"nothing is pinned, {LivecdLock.FileName} has no entry of it, and offline nobody can be asked",
        "Run it once with a network, or pin the file's SHA-256.");

    private static DriverException Disagree(DownloadRequest request, (FileChecksum Checksum, ChecksumOrigin Origin) one, (FileChecksum Checksum, ChecksumOrigin Origin) other) => new(
        ExitCode.DownloadFailed,
        $"{request.Name}: two checksums of {request.Url} differ",
        $"{one.Checksum} ({one.Origin.Text}), but {other.Checksum} ({other.Origin.Text})",
        "Correct the wrong one" + (request.Versions.Count > 0 ? $" or the version ({request.VersionsText})" : "") + "; if the vendor has changed the file, find out why before you use it.");
}
