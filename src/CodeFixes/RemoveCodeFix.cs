using System;
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
            return Item(list.Elements, list.Elements.IndexOf(element), text);
        if (BuilderCall.ArgumentAt(call, place) is { } argument && call.ArgumentList.Arguments.Count > 1 && BuilderCall.TakesList(call))
            return Item(call.ArgumentList.Arguments, call.ArgumentList.Arguments.IndexOf(argument), text);

        // An array or a spread is more than the one item that goes.
        if (BuilderCall.TakesList(call) && BuilderCall.ArgumentAt(call, place) is { Expression: var all } && !IsOneItem(all)) return null;

        // The whole call; the statement when it is all of it. Where a statement or a lambda must be, nothing of it would be left.
        var access = (MemberAccessExpressionSyntax)call.Expression;
        if (access.Expression is not InvocationExpressionSyntax && call.Parent is not MemberAccessExpressionSyntax)
            return call.Parent is ExpressionStatementSyntax { Parent: BlockSyntax } statement ? [Removed(text, statement.Span)] : null;
        var between = TextSpan.FromBounds(access.Expression.Span.End, access.OperatorToken.SpanStart);
        return string.IsNullOrWhiteSpace(text.ToString(between)) && !HasCommentBehind(text, call.Span.End)
            ? [new(TextSpan.FromBounds(between.Start, call.Span.End), "")]
            : [Removed(text, TextSpan.FromBounds(between.End, call.Span.End))];
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

    private static IReadOnlyList<TextChange> Item<T>(SeparatedSyntaxList<T> list, int index, SourceText text)
        where T : SyntaxNode
    {
        var item = list[index].Span;
        var separator = index < list.SeparatorCount ? list.GetSeparator(index).Span : default;
        var span = index > 0 ? TextSpan.FromBounds(list[index - 1].Span.End, item.End) : TextSpan.FromBounds(item.Start, list[1].SpanStart);
        var beside = index > 0 ? TextSpan.FromBounds(span.Start, item.Start) : TextSpan.FromBounds(item.End, span.End);
        if (text.ToString(beside).Trim() == "," && !HasCommentBehind(text, separator.IsEmpty ? item.End : separator.End)) return [new(span, "")];

        // Comments stand beside: those of other items stay.
        return separator.IsEmpty
            ? [new(list.GetSeparator(index - 1).Span, ""), Removed(text, item)]
            : [Removed(text, TextSpan.FromBounds(item.Start, separator.End))];
    }

    /// <summary>The change that takes a span out, with its lines and the comment behind it where nothing else stands on them.</summary>
    private static TextChange Removed(SourceText text, TextSpan span)
    {
        var (first, last) = (text.Lines.GetLineFromPosition(span.Start), text.Lines.GetLineFromPosition(span.End));
        var isFirst = string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(first.Start, span.Start)));
        var behind = text.ToString(TextSpan.FromBounds(span.End, last.End));
        if (isFirst && (behind.Trim().Length == 0 || HasCommentBehind(text, span.End))) return new(TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak), "");
        return new(new TextSpan(span.Start, span.Length + (behind.Trim().Length == 0 ? 0 : behind.Length - behind.TrimStart().Length)), "");
    }

    private static bool HasCommentBehind(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        return text.ToString(TextSpan.FromBounds(position, line.End)).TrimStart().StartsWith("//", StringComparison.Ordinal);
    }
}
