using System;
using System.Collections.Generic;
using System.Composition;
using System.Linq;
using System.Reflection;
using Bivouac.Replay;
using Bivouac.Rules.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.CodeFixes;

/// <summary>Puts another text in the place of an argument's: a name that exists for one that does not.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplaceTextCodeFix)), Shared]
public sealed class ReplaceTextCodeFix() : FindingCodeFix(FixKind.ReplaceText)
{
    private protected override string Title(Fix fix) => "Replace with '" + fix.Value + "'";

    private protected override IReadOnlyList<TextChange>? Edit(SyntaxNode root, SourceText text, TextSpan place, Fix fix)
    {
        var node = root.FindNode(place, getInnermostNodeForTie: true);
        if (BuilderCall.LiteralOf(node) is { } literal) return [new(literal.Span, SymbolDisplay.FormatLiteral(fix.Value, quote: true))];
        if (node is not MemberAccessExpressionSyntax access) return null;

        // A member of Versions, or one of the language's own: KernelFlavor.Rpi.
        var owner = access.Expression.ToString();
        if (owner == VersionsClass.Name || owner.EndsWith("." + VersionsClass.Name, StringComparison.Ordinal)) return [new(access.Name.Span, fix.Value)];
        if (BuilderCall.OwnType(access.Expression) is not { } type) return null;
        var member = type.GetProperties(BindingFlags.Public | BindingFlags.Static).FirstOrDefault(p => p.PropertyType == type && string.Equals(p.GetValue(null)?.ToString(), fix.Value, StringComparison.Ordinal));
        return [new(access.Span, member is null ? "new " + owner + "(" + SymbolDisplay.FormatLiteral(fix.Value, quote: true) + ")" : owner + "." + member.Name)];
    }
}
