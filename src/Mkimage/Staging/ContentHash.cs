using System;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bivouac.Mkimage.Staging;

/// <summary>The hash of everything that an overlay is made from.</summary>
public static class ContentHash
{
    /// <summary>Hashes the script, VERSIONS and each staged file with its kind, its executable bit and its place.</summary>
    /// <param name="overlayScript">The overlay script as printed, without a stamp.</param>
    /// <param name="versions">The text of VERSIONS.</param>
    /// <param name="files">The staged files in their order.</param>
    /// <param name="more">What else the overlay is made from: downloads and build steps, each by a hash.</param>
    /// <returns>64 hexadecimal digits in lower case.</returns>
    public static string Of(string overlayScript, string versions, IReadOnlyList<StagedFile> files, IEnumerable<string>? more = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, overlayScript);
        Add(hash, versions);
        foreach (var file in files)
        {
            Add(hash, file.Source);
            Add(hash, file.Kind.ToString());
            Add(hash, file.Executable ? "x" : "-");
            Add(hash, file.LinkTarget ?? file.Sha256);
        }

        foreach (var part in more ?? []) Add(hash, part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Each part with its length, so that no two lists of parts look alike.</summary>
    private static void Add(IncrementalHash hash, string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        hash.AppendData(Encoding.ASCII.GetBytes(bytes.Length.ToString(CultureInfo.InvariantCulture) + ":"));
        hash.AppendData(bytes);
    }
}
