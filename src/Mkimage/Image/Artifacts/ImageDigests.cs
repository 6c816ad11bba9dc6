using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Image.Artifacts;

/// <summary>The hashes of an ISO that are handed out with it.</summary>
/// <param name="Sha256">SHA-256, lower-case hex.</param>
/// <param name="Sha512">SHA-512, lower-case hex.</param>
public sealed record ImageDigests(string Sha256, string Sha512)
{
    private const int BlockSize = 1024 * 1024;

    /// <summary>Takes both at a time, on threads of their own: what else is done with the ISO meanwhile may fill those of the pool.</summary>
    /// <param name="path">The ISO.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<ImageDigests> OfAsync(string path, CancellationToken cancellationToken = default)
    {
        var hashes = await Task.WhenAll(StartHash(path, HashAlgorithmName.SHA256, cancellationToken), StartHash(path, HashAlgorithmName.SHA512, cancellationToken)).ConfigureAwait(false);
        return new(hashes[0], hashes[1]);
    }

    private static Task<string> StartHash(string path, HashAlgorithmName algorithm, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => Hash(path, algorithm, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static string Hash(string path, HashAlgorithmName algorithm, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        var block = new byte[BlockSize];
        int count;
        while ((count = stream.Read(block)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(block, 0, count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
