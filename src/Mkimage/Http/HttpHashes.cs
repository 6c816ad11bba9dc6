using System;
using System.Security.Cryptography;

namespace Bivouac.Mkimage.Http;

/// <summary>Takes the SHA-256 of a file as it comes, and the checksum that the vendor gives.</summary>
/// <param name="expected">The vendor's, or null.</param>
internal sealed class HttpHashes(FileChecksum? expected) : IDisposable
{
    private readonly IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash? other = expected is null || expected.Algorithm == HashAlgorithmName.SHA256
        ? null
        : IncrementalHash.CreateHash(expected.Algorithm);

    /// <summary>Takes the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        sha256.AppendData(bytes);
        other?.AppendData(bytes);
    }

    /// <summary>Begins anew, or ends.</summary>
    /// <returns>The SHA-256, and the checksum by the vendor's algorithm, in lower-case hexadecimal.</returns>
    public (string Sha256, string Actual) Take()
    {
        var hex = Convert.ToHexStringLower(sha256.GetHashAndReset());
        return (hex, other is null ? hex : Convert.ToHexStringLower(other.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sha256.Dispose();
        other?.Dispose();
    }
}
