namespace Bivouac.Model;

/// <summary>A download as it is. The driver puts it beside the scripts, as <c>downloads/NAME</c>.</summary>
/// <param name="Path">The absolute path in the running system.</param>
/// <param name="Download">The download's name.</param>
/// <param name="Mode">Its permission bits.</param>
/// <param name="Owner">Its owner and group.</param>
public sealed record OverlayDownload(string Path, string Download, Mode Mode, Owner Owner) : OverlayEntry(Path)
{
    internal override OverlayEntry OwnedBy(Owner owner) => this with { Owner = owner };
}
