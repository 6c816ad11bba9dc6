using System;
using Bivouac.Model;

namespace Bivouac.Rules.Inputs;

/// <summary>Something that a declaration puts into the overlay; a tree puts one for each of its files.</summary>
internal sealed class OverlayItem
{
    private readonly Lazy<FileText?> _text;

    private OverlayItem(OverlayEntry entry, int index, string path, string? source, Func<FileText?> text)
    {
        Entry = entry;
        Index = index;
        Path = path;
        Source = source;
        _text = new(text);
    }

    /// <summary>The declaration.</summary>
    public OverlayEntry Entry { get; }

    /// <summary>The declaration's place in the model.</summary>
    public int Index { get; }

    /// <summary>The absolute path in the running system.</summary>
    public string Path { get; }

    /// <summary>The file of the project, or null when the content stands in the definition.</summary>
    public string? Source { get; }

    /// <summary>The permission bits; null when they are not known.</summary>
    public Mode? Mode { get; private set; }

    /// <summary>Whether it is a file: neither folder, link nor removal.</summary>
    public bool IsFile => Entry is OverlayText or OverlayFile or OverlayTree or OverlayDownload;

    /// <summary>Whether it is a folder whose content only a build knows: an unpacked download, the output of a build step.</summary>
    public bool IsBroughtFolder => Entry is OverlayUnpacked or OverlayStepOutput;

    /// <summary>The text; null when it is none or is not known.</summary>
    public FileText? Text => _text.Value;

    /// <summary>The element of the declaration's path.</summary>
    public string PathElement => ElementPath.Of(ElementPath.Overlay, Index, "Path");

    /// <summary>The element of what is in it.</summary>
    public string ContentElement => ElementPath.Of(ElementPath.Overlay, Index, Entry switch
    {
        OverlayText => "Content",
        OverlayLink => "Target",
        OverlayFile or OverlayTree => "Source",
        _ => "Path",
    });

    /// <summary>The element that named this path: of a tree, its folder.</summary>
    public string NameElement => Entry is OverlayTree ? ContentElement : PathElement;

    /// <summary>The element of the permission bits.</summary>
    public string ModeElement => Entry is OverlayTree ? ContentElement : ElementPath.Of(ElementPath.Overlay, Index, "Mode");

    /// <summary>Whether the declaration itself can say the permission bits.</summary>
    public bool CanSetMode => Entry is OverlayText or OverlayFile or OverlayDirectory or OverlayDownload;

    /// <summary>Where a character of the text stands, for a message: <c>/etc/motd</c>, or <c>overlay/etc/motd:3</c>.</summary>
    public string Place(int index) => Source is null || Text is null ? Path : FormattableString.Invariant($"{Source}:{Text.LineOf(index)}");

    /// <summary>What to call it in a message: its file, or its path when its content stands in the definition.</summary>
    public string Name => Source ?? Path;

    /// <summary>The item of a declaration that is not a tree.</summary>
    public static OverlayItem Of(OverlayEntry entry, int index, IProjectFiles files) => entry switch
    {
        OverlayText text => new(entry, index, entry.Path, null, () => new FileText(text.Content.ToString())) { Mode = text.Mode },
        OverlayFile file => new(entry, index, entry.Path, file.Source, () => files.Read(file.Source, entry.Path)) { Mode = file.Mode ?? ModeOf(files.IsExecutable(file.Source)) },
        OverlayDownload download => new(entry, index, entry.Path, null, () => null) { Mode = download.Mode },
        OverlayDirectory directory => new(entry, index, entry.Path, null, () => null) { Mode = directory.Mode },
        _ => new(entry, index, entry.Path, null, () => null),
    };

    /// <summary>The item of a tree's file.</summary>
    public static OverlayItem Of(OverlayTree tree, int index, string source, IProjectFiles files)
    {
        var path = (tree.Path == "/" ? "" : tree.Path) + source.Substring(tree.Source.Length);
        return new(tree, index, path, source, () => files.Read(source, path)) { Mode = ModeOf(files.IsExecutable(source)) };
    }

    private static Mode? ModeOf(bool? executable) => executable switch
    {
        true => Bivouac.Mode.Executable,
        false => Bivouac.Mode.ReadableByAll,
        null => null,
    };
}
