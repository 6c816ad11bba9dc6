namespace Bivouac.Versioning;

/// <summary>A line of the VERSIONS file.</summary>
/// <param name="Key">The key, for example <c>GO_VERSION</c>.</param>
/// <param name="Value">The value with the shell's quotes taken away.</param>
/// <param name="Line">The line it stands on, from 1.</param>
public sealed record VersionEntry(string Key, string Value, int Line)
{
    /// <summary>The member of the generated class <c>Versions</c>, for example <c>GoVersion</c>.</summary>
    public string MemberName => VersionKey.MemberName(Key);
}
