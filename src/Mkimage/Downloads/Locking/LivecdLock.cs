using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Downloads.Checksums;
using Bivouac.Mkimage.Files;

namespace Bivouac.Mkimage.Downloads.Locking;

/// <summary>
/// <c>livecd.lock</c> beside the project, which the user commits: what each download was when it was first seen. A checksum that comes from
/// the host of the file proves that the file came whole, not that it is the vendor's; that it is the one of last week, this proves.
/// </summary>
internal sealed class LivecdLock
{
    /// <summary>Its name.</summary>
    public const string FileName = "livecd.lock";

    private readonly string path;
    private readonly string mutex;

    /// <summary>Creates it; nothing is read.</summary>
    /// <param name="projectDirectory">The project's folder.</param>
    /// <param name="cacheDirectory">The cache, where drivers that write the same file wait for each other.</param>
    public LivecdLock(string projectDirectory, string cacheDirectory)
    {
        path = Path.Combine(Path.GetFullPath(projectDirectory), FileName);
        mutex = Path.Combine(cacheDirectory, "locks", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..16] + ".lock");
    }

    /// <summary>Reads it.</summary>
    /// <returns>The entries by URL; none where there is no file.</returns>
    /// <exception cref="DriverException">It cannot be read or is damaged (<see cref="ExitCode.DefinitionHasErrors"/>).</exception>
    public IReadOnlyDictionary<string, LockedDownload> Read() => Entries();

    /// <summary>What is recorded of a URL.</summary>
    /// <returns>Null when it was never seen.</returns>
    public LockedDownload? Find(Uri url) => Entries().GetValueOrDefault(url.AbsoluteUri);

    /// <summary>
    /// Records what was seen, beside what other drivers record meanwhile. A URL that is there with the same checksum keeps its first day. One with
    /// another checksum is replaced only by a pinned one: that is the author's own word.
    /// </summary>
    /// <param name="seen">A download that was verified.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DriverException">The vendor's checksum was another one (<see cref="ExitCode.DownloadFailed"/>), or the file cannot be read or written.</exception>
    public async Task RecordAsync(LockedDownload seen, CancellationToken cancellationToken)
    {
        using (await CacheLock.TakeAsync(mutex, onWait: null, cancellationToken).ConfigureAwait(false))
        {
            var entries = Entries();
            if (entries.TryGetValue(seen.Url.AbsoluteUri, out var locked))
            {
                if (locked.Checksum == seen.Checksum)
                    return;

                // Values of two algorithms cannot be compared; whoever fetched the file has compared it with both.
                if (locked.Checksum.Algorithm != seen.Checksum.Algorithm)
                    return;
                if (seen.ChecksumFrom != ChecksumOrigin.PinnedText)
                    throw locked.Differs($"{seen.Checksum} ({seen.ChecksumFrom})");
            }

            entries[seen.Url.AbsoluteUri] = seen;
            Write(entries.Values);
        }
    }

    /// <summary>Forgets what was seen under a name, so that what the vendor says next is taken for good.</summary>
    /// <param name="name">The download's name.</param>
    /// <param name="urls">Where it is, since it may have been recorded under another name.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What was forgotten; nothing when it was not recorded.</returns>
    /// <exception cref="DriverException">The file cannot be read or written.</exception>
    public async Task<IReadOnlyList<LockedDownload>> ForgetAsync(string name, IReadOnlyCollection<string> urls, CancellationToken cancellationToken)
    {
        using (await CacheLock.TakeAsync(mutex, onWait: null, cancellationToken).ConfigureAwait(false))
        {
            var entries = Entries().Values.ToLookup(e => e.Name == name || urls.Contains(e.Url.AbsoluteUri));
            if (entries[true].Any())
                Write(entries[false]);
            return [.. entries[true]];
        }
    }

    private Dictionary<string, LockedDownload> Entries()
    {
        try
        {
            return File.Exists(path) ? LockText.Parse(File.ReadAllText(path)) : new(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new DriverException(
                ExitCode.DefinitionHasErrors,
                $"{path} cannot be read",
                e.Message.TrimEnd('.'),
                $"Take it from version control again (git checkout -- {FileName}), or delete it: then the next build records what the vendors say.",
                e);
        }
    }

    private void Write(IEnumerable<LockedDownload> entries)
    {
        try
        {
            AtomicFile.Write(path, LockText.Print(entries));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(
                ExitCode.DownloadFailed,
                $"{path} cannot be written",
                e.Message.TrimEnd('.'),
                "Make the project's folder writable, or commit a lock that has all downloads.",
                e);
        }
    }
}
