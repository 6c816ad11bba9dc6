using System;
using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Replay;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Versions;
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
            if (interpolated.StringStartToken.Text.Count(c => c == '$') > 1) return null;
            foreach (var part in interpolated.Contents.OfType<InterpolatedStringTextSyntax>())
                if (IndexIn(part.TextToken, fix.Value) is >= 0 and var at) return [new(new TextSpan(part.SpanStart + at, fix.Value.Length), "{" + reference + "}")];
            return null;
        }

        if (BuilderCall.LiteralIn(node) is not { } literal) return null;
        if (literal.Token.ValueText == fix.Value) return [new(literal.Span, reference)];
        var source = literal.Token.Text;
        if (IndexIn(literal.Token, fix.Value) is not (>= 0 and var index)) return null;

        // Braces mean something else in an interpolated string: in ordinary ones they are doubled, raw ones are left to a person.
        var hasBraces = source.IndexOfAny(['{', '}']) >= 0;
        if (hasBraces && !literal.Token.IsKind(SyntaxKind.StringLiteralToken)) return null;
        return [new(literal.Span, "$" + Doubled(source.Substring(0, index)) + "{" + reference + "}" + Doubled(source.Substring(index + fix.Value.Length)))];
    }

    /// <summary>Where the version that was found stands in the source; -1 when it does not. The same digits may be a part of an address before it, or stand in a comment.</summary>
    private static int IndexIn(SyntaxToken token, string version)
    {
        var (value, source) = (token.ValueText, token.Text);
        var place = VersionedText.Find(value) is { } text && text.Version == version ? text.Index
            : VersionNumbers.Find(value) is { } number && number.Version == version ? number.Index
            : VersionNumbers.FindInName(value, 0) is { } named && named.Version == version ? named.Index
            : -1;
        if (place < 0) return -1;

        // Escapes make the source longer than its value, but hold no versions.
        var index = source.IndexOf(version, StringComparison.Ordinal);
        for (var i = value.IndexOf(version, StringComparison.Ordinal); index >= 0 && i < place; i = value.IndexOf(version, i + 1, StringComparison.Ordinal))
            index = source.IndexOf(version, index + 1, StringComparison.Ordinal);
        return index;
    }

    private static string Doubled(string source) => source.Replace("{", "{{").Replace("}", "}}");
}
