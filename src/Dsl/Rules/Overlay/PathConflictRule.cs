using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Inputs;
using Bivouac.Scripts;

namespace Bivouac.Rules.Overlay;

/// <summary>BIV0307: a declaration needs a folder where another puts a file or link, or the other way round: the overlay's script would stop.</summary>
internal sealed class PathConflictRule() : ModelRule(
    "BIV0307",
    "File where a folder must be",
    "{0} cannot be made, because {1}, so the build would fail; give one of them another path, or call .Remove(\"{2}\") before this one",
    OverlayCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var folders = new Folders();
        foreach (var entry in OverlayLayout.Derived(context.Model))
        {
            if (entry is OverlayDirectory) folders.PutFolder(entry.Path);
            else folders.Put(entry.Path, entry is OverlayLink ? "link" : "file");
        }

        var items = context.Overlay.Items.ToLookup(i => i.Index);
        for (var i = 0; i < context.Model.Overlay.Count; i++)
        {
            var entry = context.Model.Overlay[i];
            var element = ElementPath.Of(ElementPath.Overlay, i, "Path");
            var conflict = entry is OverlayTree { Path: not "/" } ? folders.PutFolder(entry.Path) : null;
            if (conflict is not null)
            {
                yield return At(element, "the folder '" + entry.Path + "'", conflict.Why, conflict.Path);
                continue;
            }

            foreach (var item in items[i])
            {
                if (item is { IsBroughtFolder: true, Path: "/" }) continue;
                conflict = Put(folders, item);
                if (conflict is null) continue;
                yield return At(item.NameElement, item.Called(), conflict.Why, conflict.Path);
                break;
            }
        }
    }

    private static Conflict? Put(Folders folders, OverlayItem item) => item.Entry switch
    {
        OverlayRemoval => folders.Remove(item.Path),
        OverlayDirectory or OverlayUnpacked or OverlayStepOutput => folders.PutFolder(item.Path),
        OverlayLink => folders.Put(item.Path, "link"),
        _ => folders.Put(item.Path, "file"),
    };

    private sealed record Conflict(string Path, string Why);

    /// <summary>What the script has made so far, as its functions guard, parents, newdir, clear and remove see it.</summary>
    private sealed class Folders
    {
        private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);

        public Conflict? Put(string path, string kind)
        {
            if (Above(path) is { } conflict) return conflict;
            if (_kinds.TryGetValue(path, out var there) && there == "folder") return new(path, "that path is a folder already");
            MakeAbove(path);
            _kinds[path] = kind;
            return null;
        }

        public Conflict? PutFolder(string path)
        {
            if (Above(path + "/") is { } conflict) return conflict;
            MakeAbove(path + "/");
            return null;
        }

        /// <summary>What lies below a link cannot even be removed.</summary>
        public Conflict? Remove(string path)
        {
            if (Above(path) is { } conflict) return conflict.Why.Contains(" link ") ? conflict : null;
            foreach (var gone in _kinds.Keys.Where(k => OverlayItems.IsIn(k, path)).ToArray()) _kinds.Remove(gone);
            return null;
        }

        private Conflict? Above(string path)
        {
            for (var slash = path.IndexOf('/', 1); slash > 0; slash = slash + 1 < path.Length ? path.IndexOf('/', slash + 1) : -1)
            {
                var above = path.Substring(0, slash);
                if (_kinds.TryGetValue(above, out var kind) && kind != "folder") return new(above, "'" + above + "' is a " + kind + " already");
            }

            return null;
        }

        private void MakeAbove(string path)
        {
            for (var slash = path.IndexOf('/', 1); slash > 0; slash = slash + 1 < path.Length ? path.IndexOf('/', slash + 1) : -1) _kinds[path.Substring(0, slash)] = "folder";
        }
    }
}
