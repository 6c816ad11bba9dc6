namespace Bivouac.Model;

/// <summary>A file with text given in the definition; it stands in the overlay script.</summary>
/// <param name="Path">The absolute path in the running system.</param>
/// <param name="Content">The text; UTF-8 in the file.</param>
/// <param name="Mode">Its permission bits.</param>
/// <param name="Owner">Its owner and group.</param>
public sealed record OverlayText(string Path, ShellText Content, Mode Mode, Owner Owner) : OverlayEntry(Path)
{
    internal override OverlayEntry OwnedBy(Owner owner) => this with { Owner = owner };
}
