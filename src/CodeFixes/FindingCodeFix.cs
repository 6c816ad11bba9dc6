using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Analyzers;
using Bivouac.Rules.Fixes;
using Bivouac.Versioning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.CodeFixes;

/// <summary>Carries out one kind of the repairs that findings name: a change of the text around the place that a finding stands on.</summary>
public abstract class FindingCodeFix : CodeFixProvider
{
    private protected FindingCodeFix(FixKind kind) => Kind = kind;

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. Bivouac.Rules.RuleSet.All.Select(r => r.Descriptor.Id), VersionsRules.Undefined.Id, VersionsRules.Flattened.Id];

    private protected FixKind Kind { get; }

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null) return;
        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            // Rules name the best repair first; the IDE offers them in this order, and 'fix all' takes those of the same rank.
            var rank = 0;
            foreach (var named in FixProperties.Read(diagnostic.Properties, Kind))
            {
                var key = diagnostic.Id + Kind + rank++;
                var fix = await Adjust(context.Document, named, context.CancellationToken).ConfigureAwait(false);
                if (Edit(root, text, diagnostic.Location.SourceSpan, fix) is { Count: > 0 } changes)
                    context.RegisterCodeFix(
                        CodeAction.Create(Title(fix), token => Apply(context.Document, text.WithChanges(changes), fix, token), key),
                        diagnostic);
            }
        }
    }

    /// <summary>What the IDE offers.</summary>
    private protected abstract string Title(Fix fix);

    /// <summary>The repair as it fits this project.</summary>
    private protected virtual Task<Fix> Adjust(Document document, Fix fix, CancellationToken cancellation) => Task.FromResult(fix);

    /// <summary>The changes of the source; null or none when the repair does not fit what stands there.</summary>
    private protected abstract IReadOnlyList<TextChange>? Edit(SyntaxNode root, SourceText text, TextSpan place, Fix fix);

    /// <summary>The project with the changed source.</summary>
    private protected virtual Task<Solution> Apply(Document document, SourceText changed, Fix fix, CancellationToken cancellation) =>
        Task.FromResult(document.WithText(changed).Project.Solution);
}
