using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Overlay;

/// <summary>BIV0305: what the definition takes from the project is not there, or is a folder where a file must be.</summary>
internal sealed class SourceMissingRule() : ModelRule(
    "BIV0305",
    "Overlay source missing or of the wrong kind",
    "{0}; {1}",
    OverlayCategory.Name,
    Severity.Error)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        for (var i = 0; i < model.Repositories.Count; i++)
            if (model.Repositories[i].Key is { } key && File(context, ElementPath.Of(ElementPath.Repositories, i, "Key"), key, "name the public key's file") is { } keyFinding) yield return keyFinding;
        for (var i = 0; i < model.Overlay.Count; i++)
        {
            var element = ElementPath.Of(ElementPath.Overlay, i, "Source");
            var finding = model.Overlay[i] switch
            {
                OverlayFile file => File(context, element, file.Source, "take folders with .Tree(...)"),
                OverlayTree tree => Folder(context, element, tree.Source),
                _ => null,
            };
            if (finding is not null) yield return finding;
        }
    }

    private Finding? File(RuleContext context, string element, string source, string otherwise) => context.Files.Find(source) switch
    {
        ProjectEntry.Missing => Missing(element, "there is no file '" + source + "' in the project, so the build would fail", Near(context, source, isFolder: false)),
        ProjectEntry.Folder => At(element, "'" + source + "' is a folder, so the build would fail", otherwise),
        _ => null,
    };

    private Finding? Folder(RuleContext context, string element, string source) => context.Files.Find(source) switch
    {
        ProjectEntry.Missing => Missing(element, "there is no folder '" + source + "' with files in the project, so there is nothing to copy", Near(context, source, isFolder: true)),
        ProjectEntry.File => At(element, "'" + source + "' is a file, so the build would fail", "take single files with .FileFrom(...)"),
        _ => null,
    };

    private Finding Missing(string element, string fact, IReadOnlyList<string> near) =>
        At(element, fact, "correct the name" + NearestNames.Remark(near) + ", or add it").With([.. near.Select(Fix.ReplaceText)]);

    /// <summary>What is called alike in the nearest folder above whose files are known.</summary>
    private static IReadOnlyList<string> Near(RuleContext context, string source, bool isFolder)
    {
        for (var slash = source.LastIndexOf('/'); slash > 0; slash = source.LastIndexOf('/', slash - 1))
        {
            if (context.Files.FilesBelow(source.Substring(0, slash)) is not { Count: > 0 } files) continue;
            var names = isFolder ? files.SelectMany(f => FoldersOf(f, slash)).Distinct(StringComparer.Ordinal) : files;
            return NearestNames.To(source, names);
        }

        return [];
    }

    private static IEnumerable<string> FoldersOf(string file, int from)
    {
        for (var slash = file.IndexOf('/', from + 1); slash > 0; slash = file.IndexOf('/', slash + 1)) yield return file.Substring(0, slash);
    }
}
