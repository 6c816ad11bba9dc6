using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>Writes members into a folder that nobody else has.</summary>
/// <param name="root">The folder.</param>
/// <param name="strip">How many leading folders are taken off.</param>
/// <param name="budget">Counts what copies take.</param>
internal sealed class MemberWriter(string root, int strip, UnpackBudget budget)
{
    private const UnixFileMode FolderLeast = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileLeast = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Kept = (UnixFileMode)0b111_101_101;
    private const UnixFileMode Usual = (UnixFileMode)0b110_100_100;

    private readonly UnpackedTree tree = new();
    private readonly List<(string Link, string Target)> links = [];
    private readonly Dictionary<string, UnixFileMode> folders = [];

    /// <summary>Writes one.</summary>
    /// <param name="member">The member.</param>
    /// <param name="parts">Its name.</param>
    /// <exception cref="ArchiveException">It is none that is written.</exception>
    public void Write(Member member, string[] parts)
    {
        if (member.Kind == MemberKind.Other)
            throw new ArchiveException(ArchiveProblem.UnsafeKind, member.Name, $"its member {ArchiveException.Shown(member.Name)} is a device, a pipe or another thing that is no content");
        if (parts.Length <= strip)
            return;
        parts = parts[strip..];
        var path = Path.Combine([root, .. parts]);
        var isNew = tree.Add(parts, member);
        Directory.CreateDirectory(member.Kind == MemberKind.Folder ? path : Path.GetDirectoryName(path)!);
        switch (member.Kind)
        {
            case MemberKind.Folder:
                folders[path] = member.Mode == UnixFileMode.None ? Kept : (member.Mode & Kept) | FolderLeast;
                break;
            case MemberKind.SymbolicLink:
                links.Add((path, member.LinkTarget!));
                break;
            case MemberKind.HardLink:
                Copy(member, path);
                break;
            default:
                if (!isNew)
                    File.Delete(path);
                WriteFile(member, path);
                break;
        }
    }

    /// <summary>Makes the links, when it is known that all of them stay within the folder, and sets the folders' modes.</summary>
    /// <returns>How many files, folders and links there are.</returns>
    /// <exception cref="ArchiveException">A link leads out, or nothing was written.</exception>
    public int Finish()
    {
        if (tree.Count == 0)
            throw new ArchiveException(ArchiveProblem.NothingMatches, null, strip > 0 ? $"no member is left when {strip} leading folders are taken off" : "it has no members");
        tree.CheckLinks();
        foreach (var folder in Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories).Prepend(root).ToArray())
            SetMode(folder, folders.GetValueOrDefault(folder, Kept));
        foreach (var (link, target) in links)
            File.CreateSymbolicLink(link, target);
        return tree.Count;
    }

    private static void WriteFile(Member member, string path)
    {
        using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        using (var content = member.Open())
            content?.CopyTo(file);
        SetMode(path, member.Mode == UnixFileMode.None ? Usual : (member.Mode & Kept) | FileLeast);
        File.SetLastWriteTimeUtc(path, member.Modified.UtcDateTime);
    }

    /// <summary>Another name of a file becomes a copy of it: whoever changes one does not expect the other to change.</summary>
    private void Copy(Member member, string path)
    {
        var target = MemberName.Parse(member.LinkTarget!);
        if (target.Length <= strip || !tree.HasFile(target[strip..]) || Path.Combine([root, .. target[strip..]]) is not { } from || (from != path && !File.Exists(from)))
        {
            throw new ArchiveException(
                ArchiveProblem.UnsafeLink,
                member.Name,
                $"its hard link {ArchiveException.Shown(member.Name)} leads to {ArchiveException.Shown(member.LinkTarget!)}, which is no file that was unpacked before");
        }

        if (from == path)
            return;
        budget.TakeBytes(new FileInfo(from).Length);
        File.Copy(from, path, overwrite: true);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, File.GetUnixFileMode(from));
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(from));
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
