using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Bivouac.Mkimage.Image.Overlay;
using Bivouac.Mkimage.Staging;
using Bivouac.Model;
using Bivouac.Scripts;

namespace Bivouac.Mkimage.Image.Verification;

/// <summary>What the archive of a staged overlay must hold: the overlay script carried out on paper.</summary>
public static class ExpectedOverlay
{
    /// <summary>What must stand at each path, in ordinal order of the paths.</summary>
    /// <param name="stage">The stage.</param>
    public static IReadOnlyList<ExpectedOverlayEntry> Of(Stage stage)
    {
        var entries = new SortedDictionary<string, ExpectedOverlayEntry>(StringComparer.Ordinal);
        foreach (var entry in OverlayLayout.Derived(stage.Model)) Apply(entries, entry, stage);
        for (var i = 0; i < stage.Model.Overlay.Count; i++)
        {
            if (!ApplyBrought(entries, i, stage)) Apply(entries, stage.Model.Overlay[i], stage);
        }

        return [.. entries.Values];
    }

    private static void Apply(SortedDictionary<string, ExpectedOverlayEntry> entries, OverlayEntry entry, Stage stage)
    {
        var path = entry.Path.TrimStart('/');
        switch (entry)
        {
            case OverlayText text:
                var content = string.Concat(text.Content.Parts.Select(p => p.Key == ScriptSet.StampVariable ? stage.ContentSha256 : p.Value));
                var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
                Put(entries, stage.Model, path, new(path, ApkovlEntryKind.File, hash, text.Mode.Bits, text.Owner.Uid, text.Owner.Gid));
                break;
            case OverlayFile file:
                var staged = stage.Files.Single(f => f.Source == file.Source);
                Put(entries, stage.Model, path, File(path, staged, file.Mode?.Bits, file.Owner));
                break;
            case OverlayTree tree:
                if (path.Length > 0) PutTree(entries, stage.Model, tree.Path, path, stage.Files.Single(f => f.Source == tree.Source), tree.Owner);
                foreach (var below in stage.Files.Where(f => f.Source.StartsWith(tree.Source + "/", StringComparison.Ordinal)))
                    PutTree(entries, stage.Model, tree.Path, (path.Length == 0 ? "" : path + "/") + below.Source[(tree.Source.Length + 1)..], below, tree.Owner);
                break;
            case OverlayLink link:
                Put(entries, stage.Model, path, new(path, ApkovlEntryKind.SymbolicLink, link.Target, null, link.Owner.Uid, link.Owner.Gid));
                break;
            case OverlayDirectory directory:
                Put(entries, stage.Model, path, new(path, ApkovlEntryKind.Directory, null, directory.Mode.Bits, directory.Owner.Uid, directory.Owner.Gid));
                break;
            case OverlayRemoval:
                foreach (var gone in entries.Keys.Where(k => k == path || k.StartsWith(path + "/", StringComparison.Ordinal)).ToArray()) entries.Remove(gone);
                break;
        }
    }

    /// <summary>What a build brings beside the scripts: of what is not there, no more is expected than that it is made.</summary>
    private static bool ApplyBrought(SortedDictionary<string, ExpectedOverlayEntry> entries, int index, Stage stage)
    {
        var entry = stage.Model.Overlay[index];
        switch (entry)
        {
            case OverlayDownload download:
                var path = download.Path.TrimStart('/');
                var file = Beside(stage, ScriptSet.DownloadsFolder, download.Download);
                var hash = System.IO.File.Exists(file) ? OverlaySources.Of(download.Download, file).Sha256 : null;
                Put(entries, stage.Model, path, new(path, ApkovlEntryKind.File, hash, download.Mode.Bits, download.Owner.Uid, download.Owner.Gid));
                return true;
            case OverlayUnpacked unpacked:
                PutBrought(entries, stage.Model, unpacked.Path, Beside(stage, ScriptSet.UnpackedFolder, OverlayLayout.UnpackedName(stage.Model, index)), unpacked.Owner);
                return true;
            case OverlayStepOutput output:
                PutBrought(entries, stage.Model, output.Path, Beside(stage, ScriptSet.StepsFolder, output.Step), output.Owner);
                return true;
            default:
                return false;
        }
    }

    private static string Beside(Stage stage, string folder, string name) => Path.Combine(stage.Folder, Stage.ScriptsFolder, folder, name);

    private static void PutBrought(SortedDictionary<string, ExpectedOverlayEntry> entries, LiveCdModel model, string target, string folder, Owner owner)
    {
        var path = target.TrimStart('/');
        if (path.Length > 0) PutTree(entries, model, target, path, new("", StagedFileKind.Directory, true, "", 0, null), owner);
        if (!Directory.Exists(folder)) return;
        foreach (var below in OverlaySources.Below(path, folder)) PutTree(entries, model, target, below.Source.TrimStart('/'), below, owner);
    }

    private static void PutTree(SortedDictionary<string, ExpectedOverlayEntry> entries, LiveCdModel model, string tree, string path, StagedFile file, Owner treeOwner)
    {
        var owner = OverlayLayout.IsUnowned(model, tree, treeOwner) ? OverlayLayout.OwnerOf(model, "/" + path) : treeOwner;
        if (file.Kind == StagedFileKind.Directory)
        {
            if (!entries.TryGetValue(path, out var there) || there.Kind != ApkovlEntryKind.Directory)
                Put(entries, model, path, new(path, ApkovlEntryKind.Directory, null, Mode.Executable.Bits, owner.Uid, owner.Gid));
        }
        else if (file.Kind == StagedFileKind.Link) Put(entries, model, path, new(path, ApkovlEntryKind.SymbolicLink, file.LinkTarget, null, owner.Uid, owner.Gid));
        else Put(entries, model, path, File(path, file, null, owner));
    }

    private static ExpectedOverlayEntry File(string path, StagedFile file, int? mode, Owner owner) =>
        new(path, ApkovlEntryKind.File, file.Sha256, mode ?? (file.Executable ? Mode.Executable : Mode.ReadableByAll).Bits, owner.Uid, owner.Gid);

    /// <summary>Folders above come into being with 0755 and root, in the home of a user with the user.</summary>
    private static void Put(SortedDictionary<string, ExpectedOverlayEntry> entries, LiveCdModel model, string path, ExpectedOverlayEntry entry)
    {
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            var owner = OverlayLayout.OwnerOf(model, "/" + path[..slash]);
            entries.TryAdd(path[..slash], new(path[..slash], ApkovlEntryKind.Directory, null, Mode.Executable.Bits, owner.Uid, owner.Gid));
        }


        entries[path] = entry;
    }
}
