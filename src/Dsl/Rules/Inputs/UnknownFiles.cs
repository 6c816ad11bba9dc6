using System.Collections.Generic;

namespace Bivouac.Rules.Inputs;

/// <summary>A project of which nothing is known.</summary>
internal sealed class UnknownFiles : IProjectFiles
{
    /// <summary>The one instance.</summary>
    public static UnknownFiles Instance { get; } = new();

    /// <inheritdoc/>
    public ProjectEntry Find(string path) => ProjectEntry.Unknown;

    /// <inheritdoc/>
    public IReadOnlyList<string>? FilesBelow(string folder) => null;

    /// <inheritdoc/>
    public FileText? Read(string path, string imagePath) => null;

    /// <inheritdoc/>
    public bool? IsExecutable(string path) => null;
}
