using System;
using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Replay;
using Bivouac.Rules.Fixes;
using Bivouac.Versioning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.CodeFixes;

/// <summary>Moves a version from the definition to VERSIONS and refers to it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveToVersionsCodeFix)), Shared]
public sealed class MoveToVersionsCodeFix() : FindingCodeFix(FixKind.MoveToVersions)
{
    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => MoveToVersionsFixAll.Instance;

    private protected override string Title(Fix fix) => "Move " + fix.Value + " to VERSIONS as " + fix.Name;

    private protected override IReadOnlyList<TextChange>? Edit(SyntaxNode root, SourceText text, TextSpan place, Fix fix) => Reference(root, place, fix);

    private protected override async Task<Solution> Apply(Document document, SourceText changed, Fix fix, CancellationToken cancellation) =>
        (await VersionsDocument.Find(document.WithText(changed).Project, cancellation).ConfigureAwait(false)).With([fix]);

    private protected override async Task<Fix> Adjust(Document document, Fix fix, CancellationToken cancellation) =>
        (await VersionsDocument.Find(document.Project, cancellation).ConfigureAwait(false)).WithFreeKey(fix, []);

    /// <summary>The change that puts <c>Versions.Name</c> in the place of the version; null when the literal cannot take it.</summary>
    internal static IReadOnlyList<TextChange>? Reference(SyntaxNode root, TextSpan place, Fix fix)
    {
        var node = root.FindNode(place, getInnermostNodeForTie: true);
        var reference = VersionsClass.Name + "." + VersionKey.MemberName(fix.Name);
        if (node is InterpolatedStringExpressionSyntax interpolated)
        {
            var part = interpolated.Contents.OfType<InterpolatedStringTextSyntax>().FirstOrDefault(c => c.TextToken.Text.Contains(fix.Value));
            if (part is null || interpolated.StringStartToken.Text.Count(c => c == '$') > 1) return null;
            return [Replacement(part.Span.Start, part.TextToken.Text, fix.Value, "{" + reference + "}")];
        }

        if (BuilderCall.LiteralIn(node) is not { } literal) return null;
        if (literal.Token.ValueText == fix.Value) return [new(literal.Span, reference)];
        var source = literal.Token.Text;
        if (!source.Contains(fix.Value)) return null;

        // Braces mean something else in an interpolated string: in ordinary ones they are doubled, raw ones are left to a person.
        var hasBraces = source.IndexOfAny(['{', '}']) >= 0;
        if (hasBraces && !literal.Token.IsKind(SyntaxKind.StringLiteralToken)) return null;
        return [new(literal.Span, "$" + Replaced(source.Replace("{", "{{").Replace("}", "}}"), fix.Value, "{" + reference + "}"))];
    }

    private static TextChange Replacement(int start, string source, string version, string reference) => new(new TextSpan(start, source.Length), Replaced(source, version, reference));

    private static string Replaced(string source, string version, string reference)
    {
        var at = source.IndexOf(version, StringComparison.Ordinal);
        return source.Substring(0, at) + reference + source.Substring(at + version.Length);
    }
}
