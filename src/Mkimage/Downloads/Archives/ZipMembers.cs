using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>The members of a zip.</summary>
internal static class ZipMembers
{
    private const int TypeMask = 0xF000;
    private const int FolderType = 0x4000;
    private const int FileType = 0x8000;
    private const int LinkType = 0xA000;
    private const int LongestTarget = 4096;

    /// <summary>Reads them in the order of the directory at the zip's end.</summary>
    /// <param name="zip">The zip.</param>
    /// <param name="budget">Counts what is read.</param>
    public static IEnumerable<Member> Read(Stream zip, UnpackBudget budget)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in archive.Entries)
        {
            // Old Windows tools separate folders by backslashes.
            var name = entry.FullName.Replace('\\', '/');
            if (entry.IsEncrypted)
                throw new ArchiveException(ArchiveProblem.UnsafeKind, name, $"its member {ArchiveException.Shown(name)} is encrypted");
            var unix = entry.ExternalAttributes >>> 16;
            var kind = (unix & TypeMask) switch
            {
                FolderType => MemberKind.Folder,
                LinkType => MemberKind.SymbolicLink,
                0 or FileType => name.EndsWith('/') ? MemberKind.Folder : MemberKind.File,
                _ => MemberKind.Other,
            };
            var mode = unix == 0 ? UnixFileMode.None : (UnixFileMode)(unix & 0x1FF);
            yield return new Member(
                name,
                kind,
                mode,
                entry.LastWriteTime,
                kind == MemberKind.SymbolicLink ? Target(entry, name, budget) : null,
                () => entry.Length == 0 ? null : new CountedStream(entry.Open(), budget));
        }
    }

    private static string Target(ZipArchiveEntry entry, string name, UnpackBudget budget)
    {
        if (entry.Length > LongestTarget)
            throw new ArchiveException(ArchiveProblem.UnsafeLink, name, $"its link {ArchiveException.Shown(name)} leads to no name");
        using var text = new StreamReader(new CountedStream(entry.Open(), budget), new UTF8Encoding(false));
        return text.ReadToEnd();
    }
}
