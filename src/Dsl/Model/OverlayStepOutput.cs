namespace Bivouac.Model;

/// <summary>
/// What a build step left. The driver puts it beside the scripts, into <c>steps/NAME/</c>. Executable files get 0755, other
/// files 0644, folders 0755.
/// </summary>
/// <param name="Path">Where it goes in the running system.</param>
/// <param name="Step">The step's name.</param>
/// <param name="Owner">Owner and group of everything in it.</param>
public sealed record OverlayStepOutput(string Path, string Step, Owner Owner) : OverlayEntry(Path)
{
    internal override OverlayEntry OwnedBy(Owner owner) => this with { Owner = owner };
}
