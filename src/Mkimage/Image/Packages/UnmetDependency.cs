namespace Bivouac.Mkimage.Image.Packages;

/// <summary>A dependency that nothing on the medium satisfies.</summary>
/// <param name="RequiredBy">The package that has it (name and version), or <c>/etc/apk/world</c>.</param>
/// <param name="Entry">The dependency as it is written.</param>
/// <param name="Reason">Why: absent, or present only in other versions.</param>
internal sealed record UnmetDependency(string RequiredBy, string Entry, string Reason)
{
    /// <summary>As one line of a report.</summary>
    public override string ToString() => $"{RequiredBy} needs {Entry}: {Reason}";
}
