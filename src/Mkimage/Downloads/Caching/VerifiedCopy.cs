using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Downloads.Caching;

/// <summary>Copies a file and takes the checksum of the very bytes that are written; a wrong copy does not stay.</summary>
internal static class VerifiedCopy
{
    /// <summary>Makes the copy.</summary>
    /// <param name="file">The file.</param>
    /// <param name="expected">Its checksum.</param>
    /// <param name="destination">The copy; it gets its name only when its checksum is right. Its folder is made.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <returns>The length, and the checksums by SHA-256 and by the expected one's algorithm.</returns>
    public static async Task<(long Length, string Sha256, string Actual)> MakeAsync(
        string file,
        FileChecksum expected,
        string destination,
        CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(destination))!);
        var partial = destination + "." + Guid.NewGuid().ToString("N")[..8] + ".partial";
        try
        {
            using var hashes = new HttpHashes(expected);
            long length = 0;
            var from = File.OpenRead(file);
            await using (from.ConfigureAwait(false))
            {
                var to = new FileStream(partial, FileMode.CreateNew, FileAccess.Write);
                await using (to.ConfigureAwait(false))
                {
                    var buffer = new byte[128 * 1024];
                    int count;
                    while ((count = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
                    {
                        hashes.Append(buffer.AsSpan(0, count));
                        await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                        length += count;
                    }
                }
            }

            var (sha256, actual) = hashes.Take();
            if (length > 0 && actual == expected.Hex)
                File.Move(partial, destination, overwrite: true);
            return (length, sha256, actual);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
