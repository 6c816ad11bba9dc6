using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.Linq;

namespace Bivouac.Mkimage.Downloads.Archives;

/// <summary>The members of a tar.</summary>
internal static class TarMembers
{
    /// <summary>Reads them in their order; each one's content is there until the next is asked for.</summary>
    /// <param name="tar">The tar, without compression.</param>
    public static IEnumerable<Member> Read(Stream tar)
    {
        using var reader = new TarReader(tar, leaveOpen: true);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType == TarEntryType.GlobalExtendedAttributes)
                continue;
            yield return new Member(
                entry.Name,
                IsSparse(entry) ? MemberKind.Other : Kind(entry.EntryType),
                entry.Mode,
                entry.ModificationTime,
                entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink ? entry.LinkName : null,
                () => entry.DataStream);
        }
    }

    // GNU tar's files with holes look like ordinary ones whose content begins with a map.
    private static bool IsSparse(TarEntry entry) =>
        entry is PaxTarEntry pax && pax.ExtendedAttributes.Keys.Any(static k => k.StartsWith("GNU.sparse.", StringComparison.Ordinal));

    private static MemberKind Kind(TarEntryType type) => type switch
    {
        TarEntryType.Directory => MemberKind.Folder,
        TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile => MemberKind.File,
        TarEntryType.SymbolicLink => MemberKind.SymbolicLink,
        TarEntryType.HardLink => MemberKind.HardLink,
        _ => MemberKind.Other,
    };
}
