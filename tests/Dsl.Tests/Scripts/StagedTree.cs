using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Bivouac.Dsl.Tests.Scripts;

/// <summary>A folder of a project that a tree is made from: relative paths with what is there.</summary>
internal sealed record StagedTree(string Source, IReadOnlyList<StagedItem> Items)
{
    /// <summary>Leaves out what cannot be beside an earlier item; folders above items are items as well.</summary>
    public static StagedTree Of(string source, IEnumerable<StagedItem> items)
    {
        var kept = new Dictionary<string, StagedItem>();
        foreach (var item in items)
        {
            var above = Above(item.Path).ToArray();
            if (kept.ContainsKey(item.Path) || above.Any(a => kept.TryGetValue(a, out var there) && there.Kind != StagedKind.Folder)) continue;
            foreach (var path in above) kept.TryAdd(path, new StagedItem(path, StagedKind.Folder, ""));
            kept[item.Path] = item;
        }

        return new(source, [.. kept.Values]);
    }

    /// <summary>Makes it in a folder, as staging does.</summary>
    public void Write(string files)
    {
        var root = Directory.CreateDirectory(Path.Combine(files, Source)).FullName;
        foreach (var item in Items)
        {
            var path = root + "/" + item.Path;
            switch (item.Kind)
            {
                case StagedKind.Folder:
                    Directory.CreateDirectory(path);
                    break;
                case StagedKind.Link:
                    File.CreateSymbolicLink(path, item.Content);
                    break;
                default:
                    File.WriteAllBytes(path, Encoding.UTF8.GetBytes(item.Content));
                    File.SetUnixFileMode(path, (UnixFileMode)(item.Kind == StagedKind.Program ? 0b111_100_100 : 0b110_000_000));
                    break;
            }
        }
    }

    private static IEnumerable<string> Above(string path)
    {
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1)) yield return path[..slash];
    }
}
