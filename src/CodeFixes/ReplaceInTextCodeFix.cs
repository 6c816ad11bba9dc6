using System;
using System.Collections.Generic;
using System.Composition;
using System.Linq;
using Bivouac.Rules.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.CodeFixes;

/// <summary>Replaces a part of a literal's text wherever it stands in it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplaceInTextCodeFix)), Shared]
public sealed class ReplaceInTextCodeFix() : FindingCodeFix(FixKind.ReplaceInText)
{
    private protected override string Title(Fix fix) => "Replace '" + Escaped(fix.Name) + "' with '" + Escaped(fix.Value) + "'";

    private protected override IReadOnlyList<TextChange>? Edit(SyntaxNode root, SourceText text, TextSpan place, Fix fix)
    {
        var source = text.ToString(place);
        if (source.Length == 0 || !source.TrimStart('$', '@').StartsWith("\"", StringComparison.Ordinal)) return null;

        // In a raw string the characters themselves stand there, in an ordinary one their escapes.
        var (old, replacement) = source.Contains(fix.Name) ? (fix.Name, fix.Value) : (Escaped(fix.Name), Escaped(fix.Value));
        return [.. Places(source, old).Select(i => new TextChange(new TextSpan(place.Start + i, old.Length), replacement))];
    }

    private static IEnumerable<int> Places(string source, string part)
    {
        for (var i = source.IndexOf(part, StringComparison.Ordinal); i >= 0; i = source.IndexOf(part, i + part.Length, StringComparison.Ordinal)) yield return i;
    }

    private static string Escaped(string text) => text.Replace("\r", "\\r").Replace("\n", "\\n").Replace("\t", "\\t");
}
