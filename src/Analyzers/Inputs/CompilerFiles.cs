using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Bivouac.Rules.Inputs;
using Bivouac.Versioning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.Analyzers.Inputs;

/// <summary>
/// The project's files as the compiler was given them, its AdditionalFiles. All files of <c>overlay/</c> are among them; what
/// lies elsewhere is known only when the project lists it. The compiler tells no modes.
/// </summary>
internal sealed class CompilerFiles : IProjectFiles
{
    private const string CompleteFolder = "overlay";

    /// <summary>A text stays as long as the compiler keeps it, with what rules found out about it.</summary>
    private static readonly ConditionalWeakTable<SourceText, FileText> Texts = new();

    private readonly Lazy<SortedDictionary<string, AdditionalText>> _files;
    private readonly bool _isProjectKnown;
    private readonly CancellationToken _cancellation;

    /// <summary>Looks through the files when the first of them is asked for.</summary>
    /// <param name="files">The AdditionalFiles.</param>
    /// <param name="projectFolder">The project's folder; null when it is not known, then no file is.</param>
    /// <param name="cancellation">Ends the reading of files.</param>
    public CompilerFiles(IEnumerable<AdditionalText> files, string? projectFolder, CancellationToken cancellation)
    {
        _isProjectKnown = !string.IsNullOrEmpty(projectFolder);
        _cancellation = cancellation;
        _files = new(() => Below((projectFolder ?? "").Replace('\\', '/').TrimEnd('/') + "/", files));
    }

    /// <inheritdoc/>
    public ProjectEntry Find(string path)
    {
        if (!_isProjectKnown) return ProjectEntry.Unknown;
        if (_files.Value.ContainsKey(path)) return ProjectEntry.File;
        if (_files.Value.Keys.Any(k => k.StartsWith(path + "/", StringComparison.Ordinal))) return ProjectEntry.Folder;

        // A file VERSIONS of the overlay is content of the image, and is kept from the compiler, which would take it for the project's.
        var isComplete = path == CompleteFolder || path.StartsWith(CompleteFolder + "/", StringComparison.Ordinal);
        return isComplete && !path.EndsWith("/" + VersionsFile.FileName, StringComparison.Ordinal) ? ProjectEntry.Missing : ProjectEntry.Unknown;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string>? FilesBelow(string folder)
    {
        if (!_isProjectKnown) return null;
        var files = _files.Value.Keys.Where(k => k.StartsWith(folder + "/", StringComparison.Ordinal)).ToArray();
        return files.Length > 0 || Find(folder) == ProjectEntry.Missing ? files : null;
    }

    /// <inheritdoc/>
    /// <remarks>Asked for a file that is no text, the compiler fails (CS2015), so only what is surely text is asked for.</remarks>
    public FileText? Read(string path, string imagePath) =>
        TextPlaces.AreText(path, imagePath) && _files.Value.TryGetValue(path, out var file) && file.GetText(_cancellation) is { } text
            ? Texts.GetValue(text, t => new FileText(t.ToString()))
            : null;

    /// <inheritdoc/>
    public bool? IsExecutable(string path) => null;

    private static SortedDictionary<string, AdditionalText> Below(string folder, IEnumerable<AdditionalText> files)
    {
        var found = new SortedDictionary<string, AdditionalText>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var path = file.Path.Replace('\\', '/');
            if (path.StartsWith(folder, StringComparison.Ordinal)) found[path.Substring(folder.Length)] = file;
        }

        return found;
    }
}
