using System.Collections.Generic;
using System.Composition;
using Bivouac.Rules.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.CodeFixes;

/// <summary>Takes an item out of a list, or the call when it has no other item.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveCodeFix)), Shared]
public sealed class RemoveCodeFix() : FindingCodeFix(FixKind.Remove)
{
    private protected override string Title(Fix fix) => "Remove";

    private protected override IReadOnlyList<TextChange>? Edit(SyntaxNode root, SourceText text, TextSpan place, Fix fix)
    {
        if (BuilderCall.At(root, place) is not { } call) return null;
        var node = root.FindNode(place, getInnermostNodeForTie: true);
        if (node.FirstAncestorOrSelf<ExpressionElementSyntax>() is { Parent: CollectionExpressionSyntax list } element && call.Span.Contains(list.Span) && list.Elements.Count > 1)
            return [Item(list.Elements, list.Elements.IndexOf(element))];
        if (BuilderCall.ArgumentAt(call, place) is { } argument && call.ArgumentList.Arguments.Count > 1 && BuilderCall.TakesList(call))
            return [Item(call.ArgumentList.Arguments, call.ArgumentList.Arguments.IndexOf(argument))];

        // The whole call: with its line when it has one of its own, with the statement when it is all of it.
        var receiver = ((MemberAccessExpressionSyntax)call.Expression).Expression;
        if (call.Parent is ExpressionStatementSyntax statement && receiver is not InvocationExpressionSyntax) return [new(statement.FullSpan, "")];
        return [new(TextSpan.FromBounds(receiver.Span.End, call.Span.End), "")];
    }

    private static TextChange Item<T>(SeparatedSyntaxList<T> list, int index)
        where T : SyntaxNode =>
        index > 0
            ? new(TextSpan.FromBounds(list[index - 1].Span.End, list[index].Span.End), "")
            : new(TextSpan.FromBounds(list[0].SpanStart, list[1].SpanStart), "");
}
