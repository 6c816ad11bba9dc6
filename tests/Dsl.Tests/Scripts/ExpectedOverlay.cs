using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Bivouac.Model;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>
/// What an overlay must hold, computed from the model alone: later declarations win, folders above are there, and nothing else.
/// What a shell cannot do either (a file in the place of a folder) is a conflict.
/// </summary>
internal sealed class ExpectedOverlay(IReadOnlyDictionary<string, StagedTree> trees)
{
    private readonly SortedDictionary<string, string> _entries = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Entries => _entries;

    /// <summary>Adds an entry unless it conflicts with what is there; then nothing is changed.</summary>
    public bool TryAdd(OverlayEntry entry)
    {
        var parts = Parts(entry).ToArray();
        if (!parts.All(Fits)) return false;
        switch (entry)
        {
            case OverlayRemoval:
                foreach (var gone in _entries.Keys.Where(k => k == entry.Path || k.StartsWith(entry.Path + "/", StringComparison.Ordinal)).ToArray()) _entries.Remove(gone);
                break;
            default:
                foreach (var (path, text, keeps) in parts)
                {
                    foreach (var above in Above(path)) _entries.TryAdd(above, ArchiveEntry.Folder(0b111_101_101, 0, 0));
                    if (!keeps || !_entries.ContainsKey(path)) _entries[path] = text;
                }

                break;
        }

        return true;
    }

    private IEnumerable<(string Path, string Text, bool Keeps)> Parts(OverlayEntry entry)
    {
        switch (entry)
        {
            case OverlayText text:
                yield return (text.Path, ArchiveEntry.File(text.Mode.Bits, text.Owner.Uid, text.Owner.Gid, Encoding.UTF8.GetBytes(text.Content.ToString())), false);
                break;
            case OverlayFile file:
                var item = trees[file.Source.Split('/')[0]].Items.Single(i => i.Path == file.Source[(file.Source.IndexOf('/') + 1)..]);
                yield return (file.Path, ArchiveEntry.File(file.Mode?.Bits ?? ModeOf(item), file.Owner.Uid, file.Owner.Gid, Encoding.UTF8.GetBytes(item.Content)), false);
                break;
            case OverlayLink link:
                yield return (link.Path, ArchiveEntry.Link(link.Owner.Uid, link.Owner.Gid, link.Target), false);
                break;
            case OverlayDirectory directory:
                yield return (directory.Path, ArchiveEntry.Folder(directory.Mode.Bits, directory.Owner.Uid, directory.Owner.Gid), false);
                break;
            case OverlayRemoval:
                // Only a link above is in the way of a removal.
                yield return (entry.Path, "", false);
                break;
            case OverlayTree tree:
                var root = tree.Path == "/" ? "" : tree.Path;
                if (root.Length > 0) yield return (root, ArchiveEntry.Folder(0b111_101_101, tree.Owner.Uid, tree.Owner.Gid), true);
                foreach (var part in trees[tree.Source].Items)
                {
                    yield return (root + "/" + part.Path, part.Kind switch
                    {
                        StagedKind.Folder => ArchiveEntry.Folder(0b111_101_101, tree.Owner.Uid, tree.Owner.Gid),
                        StagedKind.Link => ArchiveEntry.Link(tree.Owner.Uid, tree.Owner.Gid, part.Content),
                        _ => ArchiveEntry.File(ModeOf(part), tree.Owner.Uid, tree.Owner.Gid, Encoding.UTF8.GetBytes(part.Content)),
                    }, part.Kind == StagedKind.Folder);
                }

                break;
        }
    }

    private bool Fits((string Path, string Text, bool Keeps) part)
    {
        var above = Above(part.Path).Select(a => _entries.GetValueOrDefault(a, "folder"));
        if (part.Text.Length == 0) return !above.Any(a => a.StartsWith("link", StringComparison.Ordinal));
        if (above.Any(a => !a.StartsWith("folder", StringComparison.Ordinal))) return false;
        return !_entries.TryGetValue(part.Path, out var there) || IsFolder(there) == IsFolder(part.Text);
    }

    private static bool IsFolder(string text) => text.StartsWith("folder", StringComparison.Ordinal);

    private static int ModeOf(StagedItem item) => item.Kind == StagedKind.Program ? 0b111_101_101 : 0b110_100_100;

    private static IEnumerable<string> Above(string path)
    {
        for (var slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1)) yield return path[..slash];
    }
}
