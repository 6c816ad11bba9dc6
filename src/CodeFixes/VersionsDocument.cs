using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Replay;
using Bivouac.Rules.Fixes;
using Bivouac.Versioning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.CodeFixes;

/// <summary>The VERSIONS file of a project in the IDE.</summary>
internal sealed class VersionsDocument
{
    private readonly Project _project;
    private readonly TextDocument? _document;
    private readonly SourceText _text;
    private readonly VersionsFile _file;

    private VersionsDocument(Project project, TextDocument? document, SourceText text)
    {
        _project = project;
        _document = document;
        _text = text;
        _file = VersionsFile.Parse(text.ToString());
    }

    /// <summary>Finds it among the project's AdditionalFiles; a project without one gets one when something is added.</summary>
    public static async Task<VersionsDocument> Find(Project project, CancellationToken cancellation)
    {
        var candidates = project.AdditionalDocuments.Where(d => VersionsSource.IsVersions(PathOf(d))).ToArray();
        var nearest = VersionsSource.Nearest(candidates.Select(PathOf), Path.GetDirectoryName(project.FilePath ?? ""));
        var document = candidates.FirstOrDefault(d => PathOf(d) == nearest);
        var text = document is null ? SourceText.From("", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) : await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return new(project, document, text);
    }

    /// <summary>The repair with a key that is free, or that has this value already.</summary>
    /// <param name="fix">The repair with the key that the rule suggests.</param>
    /// <param name="others">Repairs that are carried out with it.</param>
    public Fix WithFreeKey(Fix fix, IReadOnlyCollection<Fix> others)
    {
        for (var n = 1; ; n++)
        {
            var key = n == 1 ? fix.Name : fix.Name + "_" + n.ToString(CultureInfo.InvariantCulture);
            var value = _file[key] ?? others.FirstOrDefault(o => o.Name == key)?.Value;
            if (value is null || value == fix.Value) return fix with { Name = key };
        }
    }

    /// <summary>The solution with the versions in the file; keys that are there already are left alone.</summary>
    public Solution With(IEnumerable<Fix> fixes)
    {
        var lines = fixes.Where(f => _file[f.Name] is null).Select(f => f.Name + "=" + f.Value + "\n").Distinct(StringComparer.Ordinal).ToArray();
        if (lines.Length == 0) return _project.Solution;
        var text = _text.Replace(_text.Length, 0, (_text.Length > 0 && _text[_text.Length - 1] != '\n' ? "\n" : "") + string.Concat(lines));
        return _document is not null
            ? _project.Solution.WithAdditionalDocumentText(_document.Id, text)
            : _project.Solution.AddAdditionalDocument(DocumentId.CreateNewId(_project.Id), VersionsFile.FileName, text, filePath: Path.Combine(Path.GetDirectoryName(_project.FilePath ?? "") ?? "", VersionsFile.FileName));
    }

    private static string PathOf(TextDocument document) => document.FilePath ?? document.Name;
}
