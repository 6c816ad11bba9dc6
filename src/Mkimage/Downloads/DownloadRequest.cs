using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Downloads.Checksums;

namespace Bivouac.Mkimage.Downloads;

/// <summary>A file of a vendor that an image needs.</summary>
/// <param name="Name">What the definition calls it.</param>
/// <param name="Url">Where it is, over https.</param>
/// <param name="Checksums">Where its checksum comes from; at least one, and all must agree.</param>
/// <param name="Listing">Where the vendor lists the versions that there are; null when nowhere.</param>
/// <param name="Versions">What of VERSIONS stands in the URL, for messages.</param>
internal sealed record DownloadRequest(
    string Name,
    Uri Url,
    IReadOnlyList<ChecksumOrigin> Checksums,
    VersionListing? Listing,
    IReadOnlyList<VersionUse> Versions)
{
    /// <summary>The last part of the URL, as the vendor's checksum files know it.</summary>
    public string VendorFileName => Uri.UnescapeDataString(Url.AbsolutePath[(Url.AbsolutePath.LastIndexOf('/') + 1)..]);

    /// <summary>The name of the file itself: the last part of the URL, with nothing in it that means something to a shell or a file system.</summary>
    public string FileName
    {
        get
        {
            var safe = string.Concat(VendorFileName.Select(static c => IsPlain(c) ? c : '_')).TrimStart('.');
            return safe.Length == 0 ? "download" : safe;
        }
    }

    /// <summary>The keys of VERSIONS with their values, as messages show them: <c>GO_VERSION=1.23.6</c>; empty when there are none.</summary>
    public string VersionsText => string.Join(", ", Versions.Select(static v => $"{v.Key}={v.Value}"));

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+' or '~';
}
