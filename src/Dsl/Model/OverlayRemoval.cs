namespace Bivouac.Model;

/// <summary>
/// Takes back what earlier declarations (a tree, a fragment) put there. Files of packages cannot be removed by an overlay.
/// </summary>
/// <param name="Path">The absolute path; a folder goes with all that is in it.</param>
public sealed record OverlayRemoval(string Path) : OverlayEntry(Path);
