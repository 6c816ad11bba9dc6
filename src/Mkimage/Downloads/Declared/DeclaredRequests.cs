using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Bivouac.Mkimage.Downloads.Checksums;
using Bivouac.Mkimage.Http;
using Bivouac.Model;

namespace Bivouac.Mkimage.Downloads.Declared;

/// <summary>Turns the downloads that a definition declares into what is fetched.</summary>
internal static class DeclaredRequests
{
    // A vendor's page is not trusted to be kind to the pattern.
    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(5);

    /// <summary>The downloads of an image, in the order of the definition.</summary>
    /// <param name="model">The image.</param>
    /// <exception cref="DriverException">A pinned value is no SHA-256 (<see cref="ExitCode.DefinitionHasErrors"/>).</exception>
    public static IReadOnlyList<DownloadRequest> Of(LiveCdModel model) => [.. model.Downloads.Select(Of)];

    private static DownloadRequest Of(DownloadDeclaration download) => new(
        download.Name,
        new Uri(download.Url.ToString()),
        [.. download.Checksums.Select(c => Origin(download, c))],
        download.Listing is { } listing ? new(new Uri(listing.Url.ToString()), new Regex(listing.Pattern, RegexOptions.CultureInvariant, PatternTime)) : null,
        [.. download.Url.Parts.Where(p => p.Key is not null).DistinctBy(p => p.Key).Select(p => new VersionUse(p.Key!, p.Value))]);

    private static ChecksumOrigin Origin(DownloadDeclaration download, DownloadChecksum checksum) => checksum switch
    {
        PinnedChecksum pinned => new ChecksumOrigin.Pinned(Pinned(download, pinned)),
        ChecksumFile file => new ChecksumOrigin.ChecksumFile(new Uri(file.Url.ToString())),
        ChecksumJson json => new ChecksumOrigin.Json(new Uri(json.Url.ToString()), json.Path.ToString()),
        _ => throw new InvalidOperationException($"{checksum} is of no known kind."),
    };

    private static FileChecksum Pinned(DownloadDeclaration download, PinnedChecksum pinned)
    {
        try
        {
            return FileChecksum.Parse(pinned.Sha256.ToString());
        }
        catch (FormatException e)
        {
            var key = pinned.Sha256.Parts.FirstOrDefault(p => p.Key is not null)?.Key;
            throw new DriverException(
                ExitCode.DefinitionHasErrors,
                $"The download '{download.Name}' is pinned to what is no SHA-256",
                e.Message.TrimEnd('.'),
                key is null ? "Give the 64 digits that sha256sum prints." : $"Correct {key} in VERSIONS: give the 64 digits that sha256sum prints.",
                e);
        }
    }
}
