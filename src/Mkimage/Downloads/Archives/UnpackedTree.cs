using System;
using System.Collections.Generic;
using System.Linq;

namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>
/// What has been unpacked so far, by names: it refuses members that contradict earlier ones, and everything below a link. So nothing is ever
/// written through a link, and where the links lead can be seen at the end, when all are known.
/// </summary>
internal sealed class UnpackedTree
{
    private const int MostLinks = 40;

    // Elsewhere than on Linux two names may be one file.
    private readonly Dictionary<string, (MemberKind Kind, string? Target, string Member)> nodes =
        new(OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    /// <summary>How many members it has.</summary>
    public int Count => nodes.Count;

    /// <summary>Adds a member.</summary>
    /// <param name="parts">Where it comes to be.</param>
    /// <param name="member">The member.</param>
    /// <returns>Whether nothing had this name before.</returns>
    /// <exception cref="ArchiveException">It cannot be there.</exception>
    public bool Add(string[] parts, Member member)
    {
        for (var i = 1; i < parts.Length; i++)
        {
            var above = MemberName.Join(parts[..i]);
            if (nodes.TryGetValue(above, out var parent) && parent.Kind != MemberKind.Folder)
                throw Contradicts(member, $"lies below {ArchiveException.Shown(above)}, which is {Word(parent.Kind)}");
            nodes.TryAdd(above, (MemberKind.Folder, null, member.Name));
        }

        var name = MemberName.Join(parts);
        var kind = member.Kind == MemberKind.HardLink ? MemberKind.File : member.Kind;
        if (nodes.TryGetValue(name, out var before))
        {
            // A tar that was appended to has a file twice, and the later one counts.
            if (before.Kind != kind || kind == MemberKind.SymbolicLink)
                throw Contradicts(member, $"is {Word(kind)}, but the same name was {Word(before.Kind)} before");
            return false;
        }

        nodes.Add(name, (kind, member.LinkTarget, member.Name));
        return true;
    }

    /// <summary>Whether there is a file with this name.</summary>
    public bool HasFile(string[] parts) => nodes.TryGetValue(MemberName.Join(parts), out var node) && node.Kind == MemberKind.File;

    /// <summary>Follows every link, through others, and refuses those that lead out or in a circle. One that leads to nothing stays: it may be filled later.</summary>
    /// <exception cref="ArchiveException">One does.</exception>
    public void CheckLinks()
    {
        foreach (var (name, node) in nodes.Where(static n => n.Value.Kind == MemberKind.SymbolicLink))
            Follow(name, node.Target!, node.Member);
    }

    private void Follow(string name, string target, string member)
    {
        if (target.Length == 0 || target.Any(char.IsControl))
            throw Leads(member, target, "to no name");
        var at = name.Split('/')[..^1].ToList();
        var rest = new Stack<string>();
        Push(rest, target);
        for (var links = 0; rest.TryPop(out var part);)
        {
            if (part == "..")
            {
                if (at.Count == 0)
                    throw Leads(member, target, "out of the archive");
                at.RemoveAt(at.Count - 1);
                continue;
            }

            at.Add(part);
            if (!nodes.TryGetValue(MemberName.Join(at), out var node) || node.Kind != MemberKind.SymbolicLink)
                continue;
            if (++links > MostLinks)
                throw Leads(member, target, "in a circle");
            at.RemoveAt(at.Count - 1);
            Push(rest, node.Target!);
        }

        void Push(Stack<string> stack, string path)
        {
            if (path.StartsWith('/'))
                throw Leads(member, target, "out of the archive");
            foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(static p => p != ".").Reverse())
                stack.Push(part);
        }
    }

    private static ArchiveException Leads(string member, string target, string where) => new(
        ArchiveProblem.UnsafeLink,
        member,
        $"its link {ArchiveException.Shown(member)} leads {where} (to {ArchiveException.Shown(target)})");

    private static ArchiveException Contradicts(Member member, string what) =>
        new(ArchiveProblem.Contradiction, member.Name, $"its member {ArchiveException.Shown(member.Name)} {what}");

    private static string Word(MemberKind kind) => kind switch
    {
        MemberKind.Folder => "a folder",
        MemberKind.SymbolicLink => "a link",
        _ => "a file",
    };
}
