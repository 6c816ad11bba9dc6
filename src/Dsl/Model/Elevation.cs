namespace Bivouac.Model;

/// <summary>How a user becomes root.</summary>
public enum Elevation
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By doas, package <c>doas</c>.</summary>
    Doas,

    /// <summary>By sudo, package <c>sudo</c>.</summary>
    Sudo,
}
