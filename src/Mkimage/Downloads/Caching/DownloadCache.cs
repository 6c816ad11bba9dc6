using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Downloads.Caching;

/// <summary>
/// The downloads of all projects, and what builders are made from: <c>downloads/CHECKSUM/NAME</c> in the cache. A file is never used in its place: it is copied to whoever
/// needs it and hashed on the way, so that what is used is what was hashed, whatever happens to the cache meanwhile.
/// </summary>
/// <param name="cacheDirectory">The cache.</param>
/// <param name="clock">Tells when something was used.</param>
internal sealed class DownloadCache(string cacheDirectory, TimeProvider clock)
{
    private readonly string root = Path.Combine(Path.GetFullPath(cacheDirectory), "downloads");

    /// <summary>What it means when a file cannot be copied to who needs it.</summary>
    public ExitCode FailureCode { get; init; } = ExitCode.DownloadFailed;

    /// <summary>Where a file is or would be.</summary>
    public string PathOf(FileChecksum checksum, string fileName) => Path.Combine(FolderOf(checksum), fileName);

    /// <summary>Whether there is a file that is not empty; whether it is right only its use tells.</summary>
    public bool Has(FileChecksum checksum, string fileName) => new FileInfo(PathOf(checksum, fileName)) is { Exists: true, Length: > 0 };

    /// <summary>Brings a verified copy of a file; one that is not cached, or not what it should be, is fetched.</summary>
    /// <param name="expected">Its checksum.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="destination">The copy; a file that is there is replaced.</param>
    /// <param name="fetch">Fetches the file to the path that it is given. No other driver does the same meanwhile.</param>
    /// <param name="note">Is told what the user should know.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DriverException">It cannot be fetched or copied, or is changed by somebody again and again.</exception>
    public async Task<UsedFile> UseAsync(
        FileChecksum expected,
        string fileName,
        string destination,
        Func<string, CancellationToken, Task> fetch,
        Action<string>? note,
        CancellationToken cancellationToken)
    {
        var file = PathOf(expected, fileName);
        using (await CacheLock.TakeAsync(
            FolderOf(expected) + ".lock",
            () => note?.Invoke($"waits for another build that fetches or copies {fileName}"),
            cancellationToken).ConfigureAwait(false))
        {
            var was = await TryCopyAsync(file, expected, destination, note, cancellationToken).ConfigureAwait(false);
            if (was is not null)
                return was;
            await fetch(file, cancellationToken).ConfigureAwait(false);
            return await TryCopyAsync(file, expected, destination, note, cancellationToken).ConfigureAwait(false) is { } used
                ? used with { WasFetched = true }
                : throw new DriverException(
                    ExitCode.DownloadFailed,
                    $"{file} is not what was fetched a moment ago",
                    "somebody or something else writes into the cache, or its disk is faulty; the file was deleted",
                    "Find out who writes there, or name another cache, then run it again.");
        }
    }

    /// <summary>Lists what there is.</summary>
    public IReadOnlyList<CachedDownload> List() => !Directory.Exists(root)
        ? []
        : [.. new DirectoryInfo(root).EnumerateDirectories().Where(static d => IsChecksum(d.Name)).OrderBy(static d => d.Name, StringComparer.Ordinal).Select(Describe)];

    /// <summary>Removes what no driver uses now.</summary>
    /// <param name="unusedSince">Only what was last used before; null for all.</param>
    public CacheCleaning Clean(DateTimeOffset? unusedSince = null)
    {
        var (removed, inUse) = (new List<CachedDownload>(), new List<CachedDownload>());
        foreach (var entry in List().Where(e => unusedSince is null || e.LastUse < unusedSince))
        {
            var folder = Path.Combine(root, entry.Hex);
            using var taken = CacheLock.TryTake(folder + ".lock");
            (taken is null ? inUse : removed).Add(entry);
            if (taken is not null)
                Directory.Delete(folder, recursive: true);
        }

        return new CacheCleaning(removed, inUse);
    }

    private async Task<UsedFile?> TryCopyAsync(string file, FileChecksum expected, string destination, Action<string>? note, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return null;
        try
        {
            var (length, sha256, actual) = await VerifiedCopy.MakeAsync(file, expected, destination, cancellationToken).ConfigureAwait(false);
            if (length > 0 && actual == expected.Hex)
            {
                Directory.SetLastWriteTimeUtc(FolderOf(expected), clock.GetUtcNow().UtcDateTime);
                return new UsedFile(destination, length, sha256, WasFetched: false);
            }

            note?.Invoke($"{file} was not what it should be ({(length == 0 ? "empty" : $"{expected.Algorithm.Name} {actual}")}, expected {expected.Hex}): it was deleted");
            File.Delete(file);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(
                FailureCode,
                $"{file} cannot be copied to {destination}",
                e.Message.TrimEnd('.'),
                "Make room there, or make it writable, and run it again.",
                e);
        }
    }

    private static CachedDownload Describe(DirectoryInfo folder)
    {
        var files = folder.EnumerateFiles().OrderBy(static f => f.Name, StringComparer.Ordinal).ToArray();
        return new CachedDownload(
            folder.Name,
            [.. files.Select(static f => f.Name).Where(static n => !n.EndsWith(".partial.json", StringComparison.Ordinal))],
            files.Sum(static f => f.Length),
            folder.LastWriteTimeUtc);
    }

    private string FolderOf(FileChecksum checksum) => Path.Combine(root, checksum.Hex);

    private static bool IsChecksum(string name) => name.Length is 64 or 128 && name.All(char.IsAsciiHexDigitLower);
}
