using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Bivouac.Analyzers;
using Bivouac.Rules.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.CodeFixes;

/// <summary>Moves all versions at once. The general way to fix all leaves files that are no source, and so VERSIONS, as they are.</summary>
internal sealed class MoveToVersionsFixAll : FixAllProvider
{
    private const string Title = "Move all versions to VERSIONS";

    public static MoveToVersionsFixAll Instance { get; } = new();

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        var solution = context.Solution;
        var projects = context.Scope == FixAllScope.Solution ? solution.Projects : [context.Project];
        foreach (var project in projects)
        {
            var versions = await VersionsDocument.Find(project, context.CancellationToken).ConfigureAwait(false);
            var done = new List<Fix>();
            foreach (var document in context.Scope == FixAllScope.Document && context.Document is { } one ? [one] : project.Documents)
            {
                var diagnostics = await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
                if (diagnostics.IsEmpty || await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) continue;
                var changes = new List<TextChange>();
                foreach (var diagnostic in diagnostics)
                {
                    if (FixProperties.Read(diagnostic.Properties, FixKind.MoveToVersions).FirstOrDefault() is not { } named) continue;
                    var fix = versions.WithFreeKey(named, done);
                    if (MoveToVersionsCodeFix.Reference(root, diagnostic.Location.SourceSpan, fix) is not { } edit || edit.Any(e => changes.Any(c => c.Span.OverlapsWith(e.Span)))) continue;
                    changes.AddRange(edit);
                    done.Add(fix);
                }

                var text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
                solution = solution.WithDocumentText(document.Id, text.WithChanges(changes.OrderBy(c => c.Span.Start)));
            }

            solution = (await VersionsDocument.Find(solution.GetProject(project.Id)!, context.CancellationToken).ConfigureAwait(false)).With(done);
        }

        return CodeAction.Create(Title, _ => Task.FromResult(solution), Title);
    }
}
