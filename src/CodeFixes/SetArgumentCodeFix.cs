using System.Collections.Generic;
using System.Composition;
using Bivouac.Rules.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.CodeFixes;

/// <summary>Gives a call an argument, in the place of the one that the finding stands on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetArgumentCodeFix)), Shared]
public sealed class SetArgumentCodeFix() : FindingCodeFix(FixKind.SetArgument)
{
    private protected override string Title(Fix fix) => "Set " + fix.Name + " to " + fix.Value;

    private protected override IReadOnlyList<TextChange>? Edit(SyntaxNode root, SourceText text, TextSpan place, Fix fix)
    {
        if (BuilderCall.At(root, place) is not { } call) return null;
        if (BuilderCall.ArgumentFor(call, fix.Name) is { } argument) return [new(argument.Expression.Span, fix.Value)];
        var end = call.ArgumentList.Arguments.Count == 0 ? call.ArgumentList.OpenParenToken.Span.End : call.ArgumentList.Arguments.Last().Span.End;
        return [new(new TextSpan(end, 0), (call.ArgumentList.Arguments.Count == 0 ? "" : ", ") + fix.Name + ": " + fix.Value)];
    }
}
