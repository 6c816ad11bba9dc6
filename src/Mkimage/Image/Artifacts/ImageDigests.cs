using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Image.Artifacts;

/// <summary>The hashes of an ISO that are handed out with it.</summary>
/// <param name="Sha256">SHA-256, lower-case hex.</param>
/// <param name="Sha512">SHA-512, lower-case hex.</param>
public sealed record ImageDigests(string Sha256, string Sha512)
{
    private const int BufferSize = 4 * 1024 * 1024;

    /// <summary>Takes both in one pass over the file, which may have gigabytes.</summary>
    /// <param name="path">The ISO.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ImageDigests Of(string path)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var sha512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var buffer = new byte[BufferSize];
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            Parallel.Invoke(() => sha256.AppendData(buffer.AsSpan(0, count)), () => sha512.AppendData(buffer.AsSpan(0, count)));
        }

        return new(Convert.ToHexStringLower(sha256.GetHashAndReset()), Convert.ToHexStringLower(sha512.GetHashAndReset()));
    }
}
