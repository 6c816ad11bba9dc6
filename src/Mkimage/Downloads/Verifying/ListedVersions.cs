using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Downloads.Verifying;

/// <summary>Reads which versions a vendor has.</summary>
/// <param name="http">Fetches the list.</param>
internal sealed class ListedVersions(IHttpFetcher http)
{
    private const int Longest = 16 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Reads the versions.</summary>
    /// <param name="listing">Where they are.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Each once, the oldest first.</returns>
    /// <exception cref="DriverException">The list cannot be fetched, or the expression takes too long with it.</exception>
    public async Task<IReadOnlyList<string>> ReadAsync(VersionListing listing, CancellationToken cancellationToken)
    {
        var text = await http.ReadTextAsync(new HttpSource(listing.Url), Longest, cancellationToken).ConfigureAwait(false);
        try
        {
            // The same expression, with an end to it.
            var expression = new Regex(listing.Version.ToString(), listing.Version.Options & ~RegexOptions.Compiled, Patience);
            return
            [
                .. expression.Matches(text)
                    .Select(static m => m.Groups[1].Value)
                    .Where(static v => v.Length > 0)
                    .Distinct(StringComparer.Ordinal)
                    .Order(VersionOrder.Instance),
            ];
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new DriverException(
                ExitCode.DownloadFailed,
                $"The versions in {listing.Url} cannot be listed",
                FormattableString.Invariant($"'{listing.Version}' takes more than {Patience.TotalSeconds:0} seconds with it"),
                "Write a simpler expression.",
                e);
        }
    }
}
