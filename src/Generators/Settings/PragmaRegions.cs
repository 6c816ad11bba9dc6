using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bivouac.Replay;
using Bivouac.Rules.Settings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bivouac.Generators.Settings;

/// <summary>The lines of a file between <c>#pragma warning disable</c> and <c>restore</c>.</summary>
internal static class PragmaRegions
{
    /// <summary>The regions, with the rules that are off there.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="file">What places call it.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static IEnumerable<FindingSetting> Of(SyntaxTree tree, string file, CancellationToken cancellation)
    {
        var root = (CSharpSyntaxNode)tree.GetRoot(cancellation);
        if (!root.ContainsDirectives) return [];
        var pragmas = new List<PragmaWarningDirectiveTriviaSyntax>();
        for (var directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
            if (directive is PragmaWarningDirectiveTriviaSyntax { IsActive: true } pragma && !pragma.DisableOrRestoreKeyword.IsMissing) pragmas.Add(pragma);
        if (pragmas.Count == 0) return [];
        return KnownRules.All
            .SelectMany(r => Regions(r.Id, pragmas, tree).Select(lines => (Lines: lines, r.Id)))
            .GroupBy(x => x.Lines)
            .Select(g => new FindingSetting(file, null, g.Key.First, g.Key.Last, string.Join(" ", g.Select(x => x.Id))));
    }

    private static IEnumerable<(int First, int Last)> Regions(string id, List<PragmaWarningDirectiveTriviaSyntax> pragmas, SyntaxTree tree)
    {
        var first = 0;
        foreach (var pragma in pragmas.Where(p => p.ErrorCodes.Count == 0 || p.ErrorCodes.Any(c => c is IdentifierNameSyntax name && name.Identifier.ValueText == id)))
        {
            var line = tree.GetLineSpan(pragma.Span).StartLinePosition.Line + 1;
            if (pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword))
            {
                if (first == 0) first = line;
            }
            else if (first > 0)
            {
                yield return (first, line);
                first = 0;
            }
        }

        if (first > 0) yield return (first, int.MaxValue);
    }
}
