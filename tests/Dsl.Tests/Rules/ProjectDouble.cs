using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Inputs;

namespace Bivouac.Dsl.Tests.Rules;

/// <summary>A double of a project's folder: as long as it has no files, nothing is known of it. The real ones are tested beside the analyzer and the driver.</summary>
public sealed class ProjectDouble : IProjectFiles
{
    private readonly SortedDictionary<string, (FileText? Text, bool? Executable)> _files = new(StringComparer.Ordinal);

    /// <summary>Adds a file; null is one that is no text.</summary>
    public ProjectDouble Add(string path, string? text, bool? executable = null)
    {
        _files[path] = (text is null ? null : new FileText(text), executable);
        return this;
    }

    public ProjectEntry Find(string path) =>
        _files.Count == 0 ? ProjectEntry.Unknown
        : _files.ContainsKey(path) ? ProjectEntry.File
        : _files.Keys.Any(k => k.StartsWith(path + "/", StringComparison.Ordinal)) ? ProjectEntry.Folder
        : ProjectEntry.Missing;

    public IReadOnlyList<string>? FilesBelow(string folder) => _files.Count == 0 ? null : [.. _files.Keys.Where(k => k.StartsWith(folder + "/", StringComparison.Ordinal))];

    public FileText? Read(string path, string imagePath) => _files.TryGetValue(path, out var file) ? file.Text : null;

    public bool? IsExecutable(string path) => _files.TryGetValue(path, out var file) ? file.Executable : null;
}
