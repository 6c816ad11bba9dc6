using System.Collections.Generic;

namespace Bivouac.Mkimage.Image.Iso;

/// <summary>A file or folder of the image.</summary>
/// <param name="Path">Its path from the root, with <c>/</c> between the names and none at the start; the root's is empty.</param>
/// <param name="IsDirectory">Whether it is a folder.</param>
/// <param name="Size">Bytes of content; 0 for folders.</param>
/// <param name="Extents">Where the content lies, in order. A file of more than 4 GiB has several.</param>
internal sealed record IsoEntry(string Path, bool IsDirectory, long Size, IReadOnlyList<IsoExtent> Extents)
{
    /// <summary>The last part of <see cref="Path"/>.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The folder it is in; empty for the root.</summary>
    public string Folder => Path.LastIndexOf('/') is var at and > 0 ? Path[..at] : "";
}
