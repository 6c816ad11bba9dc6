using System.Collections.Generic;
using System.Composition;
using Bivouac.Replay;
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
        if (!IsDeclaredOnce(node)) return null;
        if (node.FirstAncestorOrSelf<ExpressionElementSyntax>() is { Parent: CollectionExpressionSyntax list } element && call.Span.Contains(list.Span) && list.Elements.Count > 1)
            return [Item(list.Elements, list.Elements.IndexOf(element))];
        if (BuilderCall.ArgumentAt(call, place) is { } argument && call.ArgumentList.Arguments.Count > 1 && BuilderCall.TakesList(call))
            return [Item(call.ArgumentList.Arguments, call.ArgumentList.Arguments.IndexOf(argument))];

        // An array or a spread is more than the one item that goes.
        if (BuilderCall.TakesList(call) && BuilderCall.ArgumentAt(call, place) is { Expression: var all } && !IsOneItem(all)) return null;

        // The whole call: with its line when it has one of its own, with the statement when it is all of it.
        var receiver = ((MemberAccessExpressionSyntax)call.Expression).Expression;
        if (call.Parent is ExpressionStatementSyntax statement && receiver is not InvocationExpressionSyntax) return [new(statement.FullSpan, "")];
        return [new(TextSpan.FromBounds(receiver.Span.End, call.Span.End), "")];
    }

    /// <summary>Whether what stands there is declared by one run of it for one image: not in a loop, not in a fragment that others may use.</summary>
    private static bool IsDeclaredOnce(SyntaxNode node)
    {
        foreach (var around in node.Ancestors())
        {
            if (around is CommonForEachStatementSyntax or LocalFunctionStatementSyntax) return false;
            if (around is MethodDeclarationSyntax method) return method.Identifier.ValueText == DefinitionReader.MethodName;
            if (around is MemberDeclarationSyntax) return false;
        }

        return false;
    }

    private static bool IsOneItem(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax or BaseObjectCreationExpressionSyntax => true,
        CollectionExpressionSyntax { Elements: [ExpressionElementSyntax { Expression: var item }] } => IsOneItem(item),
        MemberAccessExpressionSyntax access => BuilderCall.OwnType(access.Expression) is not null,
        _ => false,
    };

    private static TextChange Item<T>(SeparatedSyntaxList<T> list, int index)
        where T : SyntaxNode =>
        index > 0
            ? new(TextSpan.FromBounds(list[index - 1].Span.End, list[index].Span.End), "")
            : new(TextSpan.FromBounds(list[0].SpanStart, list[1].SpanStart), "");
}
