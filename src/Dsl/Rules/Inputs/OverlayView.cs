using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules.Inputs;

/// <summary>The overlay: each declaration with its files, and what is there in the end.</summary>
internal sealed class OverlayView
{
    private readonly Dictionary<string, OverlayItem> _final = new(StringComparer.Ordinal);
    private readonly List<OverlayItem> _items = [];
    private readonly List<string> _unknownFolders = [];

    public OverlayView(RuleContext context)
    {
        IsComplete = !context.Model.RawShell.Any(r => r.Script == RawShellTarget.Overlay);
        for (var i = 0; i < context.Model.Overlay.Count; i++)
        {
            var entry = context.Model.Overlay[i];
            if (entry is not OverlayTree tree)
            {
                Add(OverlayItem.Of(entry, i, context.Files));
                continue;
            }

            var files = context.Files.FilesBelow(tree.Source);
            IsComplete &= files is not null;
            foreach (var file in files ?? []) Add(OverlayItem.Of(tree, i, file, context.Files));
        }

        IsComplete &= !MayHold("/etc/init.d") && !MayHold("/etc/runlevels") && !_unknownFolders.Any(f => Overlay.OverlayItems.IsIn(f, "/etc"));
    }

    /// <summary>What the declarations put there, in their order; removals are among them.</summary>
    public IReadOnlyList<OverlayItem> Items => _items;

    /// <summary>
    /// Whether all of it is known: no folder of the project whose files are not, no shell text that may add to it. What downloads
    /// and build steps bring counts where it may be services; for a single path ask <see cref="MayHold"/> as well.
    /// </summary>
    public bool IsComplete { get; }

    /// <summary>What is at a path in the end; null when the declarations, as far as they are known, put nothing there.</summary>
    public OverlayItem? this[string path] => _final.TryGetValue(path, out var item) ? item : null;

    /// <summary>What is there in the end, in ordinal order of the paths.</summary>
    public IEnumerable<OverlayItem> Final => _final.Values.OrderBy(i => i.Path, StringComparer.Ordinal);

    /// <summary>The init scripts that are there in the end, in the order of their declarations.</summary>
    public IEnumerable<OverlayItem> InitScripts => _items.Where(i => i.IsFile && InitScript.Is(i.Path) && ReferenceEquals(this[i.Path], i));

    /// <summary>Whether something lies at the path or below it.</summary>
    public bool HasBelow(string path) => _final.Keys.Any(k => k == path || k.StartsWith(path + "/", StringComparison.Ordinal));

    /// <summary>Whether a folder that only a build knows may have something at the path.</summary>
    public bool MayHold(string path) => _unknownFolders.Any(f => f == "/" || Overlay.OverlayItems.IsIn(path, f));

    private void Add(OverlayItem item)
    {
        _items.Add(item);
        if (item.IsBroughtFolder)
        {
            // It adds to what is there, and takes the place of nothing that is known.
            _unknownFolders.Add(item.Path);
            if (!_final.ContainsKey(item.Path)) _final[item.Path] = item;
            return;
        }

        if (item.Entry is not OverlayRemoval)
        {
            _final[item.Path] = item;
            return;
        }

        foreach (var path in _final.Keys.Where(k => k == item.Path || k.StartsWith(item.Path + "/", StringComparison.Ordinal)).ToArray()) _final.Remove(path);
    }
}
