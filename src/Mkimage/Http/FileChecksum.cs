using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Http;

/// <summary>What a file's checksum must be.</summary>
public sealed record FileChecksum
{
    private FileChecksum(HashAlgorithmName algorithm, string hex)
    {
        Algorithm = algorithm;
        Hex = hex;
    }

    /// <summary>MD5, SHA1, SHA256 or SHA512.</summary>
    public HashAlgorithmName Algorithm { get; }

    /// <summary>The value in lower-case hexadecimal.</summary>
    public string Hex { get; }

    /// <summary>Takes a checksum; its length in digits tells the algorithm (32 MD5, 40 SHA-1, 64 SHA-256, 128 SHA-512).</summary>
    /// <param name="hex">The value in hexadecimal, in either case.</param>
    /// <exception cref="FormatException">It has other characters or another length.</exception>
    public static FileChecksum Parse(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        var value = hex.Trim().ToLowerInvariant();
        if (!value.All(char.IsAsciiHexDigitLower))
            throw new FormatException($"'{hex}' is no checksum: it is not hexadecimal.");
        HashAlgorithmName algorithm = value.Length switch
        {
            32 => HashAlgorithmName.MD5,
            40 => HashAlgorithmName.SHA1,
            64 => HashAlgorithmName.SHA256,
            128 => HashAlgorithmName.SHA512,
            var n => throw new FormatException(FormattableString.Invariant(
                $"'{hex}' is no checksum: it has {n} digits (MD5 has 32, SHA-1 40, SHA-256 64, SHA-512 128).")),
        };
        return new FileChecksum(algorithm, value);
    }

    /// <summary>Takes the checksum of a file, to be compared with this one.</summary>
    /// <param name="file">A file of this machine.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The file's value for this algorithm, in lower-case hexadecimal.</returns>
    public async Task<string> ComputeAsync(string file, CancellationToken cancellationToken = default)
    {
        using var hash = IncrementalHash.CreateHash(Algorithm);
        var stream = File.OpenRead(file);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[128 * 1024];
            int count;
            while ((count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
                hash.AppendData(buffer, 0, count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The algorithm and the value, as messages show it: <c>SHA256 1a69...</c>.</summary>
    public override string ToString() => $"{Algorithm.Name} {Hex}";
}
