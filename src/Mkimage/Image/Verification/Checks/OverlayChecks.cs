using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Image.Overlay;

namespace Bivouac.Mkimage.Image.Verification.Checks;

/// <summary>The overlay: there, of this build, and with the declared entries.</summary>
internal static class OverlayChecks
{
    private const int MaxNamed = 8;
    private const string ReleaseFile = "etc/bivouac-release";
    private const string ContentKey = "CONTENT_SHA256=";
    private const string Rebuild = "remove apkovl_* from the work directory and build again";

    public static void Run(CheckList list, ImageContents contents)
    {
        var expectation = contents.Expectation;
        if (!expectation.NeedsOverlay) return;
        list.Run("overlay.present", () => $"the overlay is {contents.Overlays[0].Name}", Rebuild, () => CheckPresent(contents));
        list.Run("overlay.readable", () => $"the overlay has {contents.Overlay.Entries.Count} entries", $"genapkovl was interrupted or packed something unsafe; correct it, {Rebuild}",
            () => contents.Overlay.Entries.Count == 0 ? ("the overlay is empty", $"genapkovl packed nothing: look for its messages in the build log, {Rebuild}") : null);
        if (expectation.ContentSha256 is { } hash)
            list.Run("overlay.fresh", () => "the overlay is of this definition", Rebuild, () => CheckFresh(contents.Overlay, hash));
        list.Run("overlay.entries", () => $"all {expectation.OverlayEntries.Count} declared entries are in the overlay as declared", Rebuild,
            () => Failure(expectation.OverlayEntries.Select(entry => Difference(contents.Overlay.Find(entry.Path), entry)).OfType<string>().ToList()));
        list.Run("overlay.absent", () => "nothing is in the overlay that must not be", Rebuild,
            () => Failure(expectation.AbsentOverlayPaths.Where(path => contents.Overlay.Find(path) is not null).Select(path => $"/{path} is in the overlay, but must not be").ToList()));
        list.Run("overlay.world", () => "the overlay's /etc/apk/world is as declared", Rebuild, () => CheckWorld(contents));
        list.Warn(() => contents.Overlays.Count == 0 ? [] : contents.Overlay.Entries
            .Where(entry => entry.Kind == ApkovlEntryKind.Special)
            .Select(entry => $"/{entry.Path} in the overlay is a device node or fifo; /dev is made at boot, so it is of no use there"));
    }

    /// <summary>The content hash that an overlay names; null when it names none.</summary>
    public static string? ContentSha256Of(Apkovl overlay) => overlay.ReadText(ReleaseFile)?
        .Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith(ContentKey, StringComparison.Ordinal))?[ContentKey.Length..].Trim('"', '\'');

    private static (string, string)? CheckPresent(ImageContents contents)
    {
        var names = contents.Overlays.Select(entry => entry.Name).ToList();
        var wanted = contents.Expectation.Hostname is { } hostname ? hostname + ImageContents.OverlaySuffix : null;
        if (names.Count == 0)
            return ("there is no overlay in the image, so it boots as plain Alpine", $"hostname or apkovl is missing in the profile, or genapkovl wrote no file; look for 'not found' and 'can't open' in the build log, {Rebuild}");
        if (names.Count > 1) return ($"there are several overlays in the image ({string.Join(", ", names)}), and which one boots is chance", $"genapkovl must write one only; {Rebuild}");
        return wanted is null || names[0] == wanted ? null : ($"the overlay is {names[0]}, not {wanted}", $"it is of another host name; {Rebuild}");
    }

    private static (string, string)? CheckFresh(Apkovl overlay, string hash)
    {
        var advice = $"mkimage.sh keys the overlay by genapkovl's text alone and kept an old one; {Rebuild}";
        return ContentSha256Of(overlay) is not { } found
            ? ($"the overlay has no {ContentKey}... in /{ReleaseFile}, so it is not of this definition", advice)
            : string.Equals(found, hash, StringComparison.OrdinalIgnoreCase) ? null : ($"the overlay is stale: its content is {found}, this definition's is {hash}", advice);
    }

    private static (string, string)? CheckWorld(ImageContents contents)
    {
        if (contents.Expectation.World.Count == 0) return null;
        if (contents.Overlay.ReadText("etc/apk/world") is not { } text)
            return ("the overlay has no /etc/apk/world, so only alpine-base is installed at boot", $"genapkovl must write it; {Rebuild}");
        var there = Bivouac.Apk.ApkDependency.Split(text).ToHashSet(StringComparer.Ordinal);
        var wanted = contents.Expectation.World.SelectMany(Bivouac.Apk.ApkDependency.Split).ToHashSet(StringComparer.Ordinal);
        var differences = wanted.Except(there).Select(entry => $"{entry} is not in the overlay's /etc/apk/world")
            .Concat(there.Except(wanted).Select(entry => $"{entry} is in the overlay's /etc/apk/world, but not declared"))
            .Order(StringComparer.Ordinal).ToList();
        return Failure(differences);
    }

    private static string? Difference(ApkovlEntry? found, ExpectedOverlayEntry wanted)
    {
        var path = "/" + wanted.Path;
        if (found is null) return $"{path} is not in the overlay";
        if (found.Kind != wanted.Kind) return $"{path} is a {Name(found.Kind)}, not a {Name(wanted.Kind)}";
        if (wanted.Content is { } content && !string.Equals(found.LinkTarget ?? found.Sha256, content, found.LinkTarget is null ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            return found.LinkTarget is { } target ? $"{path} points at {target}, not at {content}" : $"{path} has other content than declared";
        if (wanted.Mode is { } mode && found.Mode != mode) return $"{path} has mode {Octal(found.Mode)}, not {Octal(mode)}";
        var ownerDiffers = (wanted.Uid ?? found.Uid) != found.Uid || (wanted.Gid ?? found.Gid) != found.Gid;
        return ownerDiffers ? $"{path} belongs to {found.Uid}:{found.Gid}, not to {wanted.Uid}:{wanted.Gid}" : null;
    }

    private static (string, string)? Failure(IReadOnlyList<string> differences) => differences.Count == 0
        ? null
        : (string.Join("; ", differences.Take(MaxNamed)) + (differences.Count > MaxNamed ? $"; and {differences.Count - MaxNamed} more" : ""), $"the overlay is not what this definition makes: {Rebuild}");

    private static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');

    private static string Name(ApkovlEntryKind kind) => kind switch
    {
        ApkovlEntryKind.SymbolicLink => "symbolic link",
        ApkovlEntryKind.HardLink => "hard link",
        ApkovlEntryKind.Directory => "folder",
        ApkovlEntryKind.File => "file",
        _ => "special file",
    };
}
