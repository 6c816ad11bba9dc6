using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>
/// Unpacks vendors' archives: tar (plain, gzip, xz, Zstandard, bzip2) and zip. A verified archive is still not a trusted one: whatever would touch
/// something outside of the folder is refused, with the member's name, and then nothing of the archive stays.
/// </summary>
/// <remarks>Executable bits stay, write permission is the owner's alone, set-user-id and the like go; owners are not kept, times of files are.</remarks>
internal static class ArchiveUnpacker
{
    /// <summary>Unpacks an archive.</summary>
    /// <param name="archive">The archive, verified.</param>
    /// <param name="folder">The folder to make; it must not be there yet.</param>
    /// <param name="options">What of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many files, folders and links there are.</returns>
    /// <exception cref="ArchiveException">It is damaged, dangerous, too large, or has nothing that is wanted.</exception>
    /// <exception cref="IOException">The folder is there, the archive is not, or the disk is full.</exception>
    public static Task<int> UnpackAsync(string archive, string folder, UnpackOptions options, CancellationToken cancellationToken) =>
        Task.Run(() => Unpack(archive, Path.GetFullPath(folder), options, cancellationToken), cancellationToken);

    private static int Unpack(string archive, string folder, UnpackOptions options, CancellationToken cancellationToken)
    {
        if (Path.Exists(folder))
            throw new IOException($"'{folder}' is there already.");
        var partial = Path.TrimEndingDirectorySeparator(folder) + "." + Guid.NewGuid().ToString("N")[..8] + ".partial";
        Directory.CreateDirectory(partial);
        try
        {
            using var file = File.OpenRead(archive);
            var count = Write(file, partial, options, cancellationToken);
            Directory.Move(partial, folder);
            return count;
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    private static int Write(FileStream file, string root, UnpackOptions options, CancellationToken cancellationToken)
    {
        var kind = ArchiveFormat.Of(file);
        var budget = new UnpackBudget(options.Limits, file.Length);
        var filter = new MemberFilter(options.Members);
        var writer = new MemberWriter(root, options.Strip, budget);
        try
        {
            using var tar = kind == ArchiveKind.Zip ? null : new CountedStream(ArchiveFormat.Decompress(file, kind), budget);
            foreach (var member in tar is null ? ZipMembers.Read(file, budget) : TarMembers.Read(tar))
            {
                cancellationToken.ThrowIfCancellationRequested();
                budget.Begin(member.Name);
                var parts = MemberName.Parse(member.Name);
                if (filter.Takes(MemberName.Join(parts)))
                    writer.Write(member, parts);
            }

            // What follows the last member may be a bomb, and its end tells whether the compressed whole is sound.
            tar?.CopyTo(Stream.Null);
        }
        catch (Exception e) when (IsDamage(e))
        {
            var where = budget.Current is null ? "" : $" at or after its member {ArchiveException.Shown(budget.Current)}";
            throw new ArchiveException(ArchiveProblem.Damaged, budget.Current, $"it is damaged or ends early{where}: {e.Message.TrimEnd('.')}", e);
        }

        if (filter.Unused.FirstOrDefault() is { } unused)
            throw new ArchiveException(ArchiveProblem.NothingMatches, null, $"no member matches '{unused}'");
        return writer.Finish();
    }

    // What the readers throw for wrong bytes; what the disk throws is another IOException.
    private static bool IsDamage(Exception e) =>
        e is InvalidDataException or EndOfStreamException or FormatException or NotSupportedException or IndexOutOfRangeException or ArgumentException
        || (e is not ArchiveException && e.GetType().Namespace?.StartsWith("SharpCompress", StringComparison.Ordinal) == true);
}
