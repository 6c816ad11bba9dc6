using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Downloads.Caching;
using Bivouac.Mkimage.Downloads.Checksums;
using Bivouac.Mkimage.Downloads.Locking;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Downloads.Verifying;

/// <summary>Asks for every URL whether what the definition names is there, before any script is written.</summary>
/// <param name="http">Asks.</param>
/// <param name="cache">What is there without asking.</param>
/// <param name="locks">What was seen before.</param>
internal sealed class DownloadVerifier(IHttpFetcher http, DownloadCache cache, LivecdLock locks)
{
    private const int AtOnce = 8;
    private const int Offered = 5;

    /// <summary>Whether no server may be asked.</summary>
    public bool Offline { get; init; }

    /// <summary>Is told what the user should know.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>Verifies downloads.</summary>
    /// <param name="requests">The downloads.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>What would fail, in the order of the requests; nothing when all is well.</returns>
    /// <exception cref="DriverException"><c>livecd.lock</c> cannot be read.</exception>
    public async Task<IReadOnlyList<DownloadFinding>> VerifyAsync(IReadOnlyList<DownloadRequest> requests, CancellationToken cancellationToken)
    {
        var locked = locks.Read();
        if (Offline)
        {
            if (requests.Count > 0)
                Note?.Invoke("Offline: the URLs of downloads are not verified; the cache must have them.");
            return [.. requests.Select(r => MissingInCache(r, locked.GetValueOrDefault(r.Url.AbsoluteUri))).OfType<DownloadFinding>()];
        }

        var findings = new IReadOnlyList<DownloadFinding>[requests.Count];
        await Parallel.ForEachAsync(
            requests.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (request, token) =>
                findings[request.Index] = await VerifyAsync(request.Item, locked.GetValueOrDefault(request.Item.Url.AbsoluteUri), token).ConfigureAwait(false))
            .ConfigureAwait(false);
        return [.. findings.SelectMany(static f => f)];
    }

    private async Task<IReadOnlyList<DownloadFinding>> VerifyAsync(DownloadRequest request, LockedDownload? locked, CancellationToken cancellationToken)
    {
        var findings = new List<DownloadFinding>();

        // Who pins another checksum than the recorded one means another file.
        var isReplaced = locked is not null && request.Checksums.OfType<ChecksumOrigin.Pinned>().Any(p => p.Checksum != locked.Checksum);
        if (await AskAsync(request.Url, isReplaced ? null : locked?.Length, cancellationToken).ConfigureAwait(false) is { } wrong)
            findings.Add(await DescribeAsync(request, request.Url, "", wrong, cancellationToken).ConfigureAwait(false));
        foreach (var uri in request.Checksums.Select(static c => c.Url).OfType<Uri>().Distinct())
        {
            if (await AskAsync(uri, length: null, cancellationToken).ConfigureAwait(false) is { } lost)
                findings.Add(await DescribeAsync(request, uri, "its checksum, ", lost, cancellationToken).ConfigureAwait(false));
        }

        return findings;
    }

    private async Task<(DownloadProblem Problem, string Fact)?> AskAsync(Uri uri, long? length, CancellationToken cancellationToken)
    {
        HttpHead head;
        try
        {
            head = await http.HeadAsync(new HttpSource(uri), cancellationToken).ConfigureAwait(false);
        }
        catch (DriverException e)
        {
            return (DownloadProblem.Unreachable, e.Why.TrimEnd('.'));
        }

        return head switch
        {
            { IsSuccess: false } => (DownloadProblem.Missing, FormattableString.Invariant($"the server answers {(int)head.Status}: there is no such file")),
            { Length: 0 } => (DownloadProblem.Empty, "the server has it with length 0"),
            { IsHtml: true } when !HttpHead.IsPageName(uri) => (DownloadProblem.Page, "the server sends a web page instead of the file"),
            { Length: { } now } when length is { } was && now != was => (
                DownloadProblem.LengthChanged,
                FormattableString.Invariant($"it has {now} bytes, where {LivecdLock.FileName} has {was}: the vendor has changed it")),
            _ => null,
        };
    }

    private async Task<DownloadFinding> DescribeAsync(
        DownloadRequest request,
        Uri uri,
        string part,
        (DownloadProblem Problem, string Fact) wrong,
        CancellationToken cancellationToken)
    {
        var nearest = wrong.Problem is DownloadProblem.Missing or DownloadProblem.Empty or DownloadProblem.Page
            ? await NearestAsync(request, cancellationToken).ConfigureAwait(false)
            : [];
        return new DownloadFinding(
            request.Name,
            uri,
            wrong.Problem,
            $"{request.Name}: {part}{uri}: {wrong.Fact}; {WhatToDo(request, wrong.Problem, nearest)}.",
            request.Versions,
            nearest);
    }

    private static string WhatToDo(DownloadRequest request, DownloadProblem problem, IReadOnlyList<string> nearest)
    {
        if (problem == DownloadProblem.LengthChanged)
            return $"if that is meant, run 'downloads accept {request.Name}'";
        if (problem == DownloadProblem.Unreachable)
            return "check the URL and the network, or pass --offline to do with the cache";
        if (request.Versions.Count == 0)
            return "correct the URL";
        var wanted = Wanted(request);
        if (nearest.Contains(wanted.Value))
            return $"the vendor lists {wanted.Value}, so correct the URL's form rather than {wanted.Key} in VERSIONS";
        return $"correct {request.VersionsText} in VERSIONS" + (nearest.Count > 0 ? $"; the vendor has {string.Join(", ", nearest)}" : "");
    }

    private async Task<IReadOnlyList<string>> NearestAsync(DownloadRequest request, CancellationToken cancellationToken)
    {
        if (request.Listing is not { } listing || request.Versions.Count == 0)
            return [];
        try
        {
            var listed = await new ListedVersions(http).ReadAsync(listing, cancellationToken).ConfigureAwait(false);
            if (listed.Count == 0)
                Note?.Invoke($"{request.Name}: no version was found in {listing.Url}.");
            return VersionOrder.Nearest(Wanted(request).Value, listed, Offered);
        }
        catch (DriverException e)
        {
            Note?.Invoke($"{request.Name}: {e.What}: {e.Why}");
            return [];
        }
    }

    /// <summary>The version that the URL names: of several values the longest that stands in it.</summary>
    private static VersionUse Wanted(DownloadRequest request) =>
        request.Versions.Where(v => request.Url.AbsoluteUri.Contains(v.Value, StringComparison.Ordinal)).MaxBy(static v => v.Value.Length) ?? request.Versions[0];

    private DownloadFinding? MissingInCache(DownloadRequest request, LockedDownload? locked)
    {
        var checksum = request.Checksums.OfType<ChecksumOrigin.Pinned>().FirstOrDefault()?.Checksum ?? locked?.Checksum;
        if (checksum is not null && cache.Has(checksum, request.FileName))
            return null;
        var why = checksum is null ? $"what it must be is not known, since nothing is pinned and {LivecdLock.FileName} has no entry of it" : $"{cache.PathOf(checksum, request.FileName)} is missing";
        return new DownloadFinding(
            request.Name,
            request.Url,
            DownloadProblem.NotCached,
            $"{request.Name}: {request.Url} is not in the cache: {why}; run it once with a network.",
            request.Versions,
            []);
    }
}
