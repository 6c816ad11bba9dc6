using System.Collections.Generic;
using System.Composition;
using System.Linq;
using Bivouac.Rules.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.CodeFixes;

/// <summary>Adds a call of the builder before the one that the finding stands on; for a finding about the definition, as its first.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddCallCodeFix)), Shared]
public sealed class AddCallCodeFix() : FindingCodeFix(FixKind.AddCall)
{
    private protected override string Title(Fix fix) => "Add " + fix.Value;

    private protected override IReadOnlyList<TextChange>? Edit(SyntaxNode root, SourceText text, TextSpan place, Fix fix)
    {
        if (BuilderCall.At(root, place) is { } call)
        {
            // Inside of the configuration of something else (.CommandLine(c => c.Modules(...))) the builder itself is the outer one,
            // unless the added call is one of that configuration.
            while (call.FirstAncestorOrSelf<LambdaExpressionSyntax>() is { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: not nameof(LiveCdBuilder.Use) and var name } } outer } } && name != fix.Name) call = outer;
            return BeforeLoop(call, text, fix.Value) ?? [Before(((MemberAccessExpressionSyntax)call.Expression).OperatorToken, text, fix.Value)];
        }

        var method = root.FindToken(place.Start).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        if (method?.ParameterList.Parameters.FirstOrDefault()?.Identifier.ValueText is not { } builder) return null;
        var body = (SyntaxNode?)method.ExpressionBody ?? method.Body;
        var first = body?.DescendantNodes().OfType<IdentifierNameSyntax>().FirstOrDefault(n => n.Identifier.ValueText == builder);
        if (first?.Parent is MemberAccessExpressionSyntax access && access.Expression == first && IsUnconditional(first, method)) return [Before(access.OperatorToken, text, fix.Value)];
        if (first?.Parent is ArrowExpressionClauseSyntax) return [new(new TextSpan(first.Span.End, 0), fix.Value)];
        if (method.Body is not { } block) return null;
        return block.Statements.Count > 0
            ? [Statement(block.Statements[0], text, builder + fix.Value + ";")]
            : [new(new TextSpan(block.OpenBraceToken.Span.End, 0), " " + builder + fix.Value + ";")];
    }

    /// <summary>Whether what stands there is run once, whenever the method is.</summary>
    private static bool IsUnconditional(SyntaxNode node, MethodDeclarationSyntax method) =>
        !node.Ancestors().TakeWhile(a => a != method).Any(a => a is CommonForEachStatementSyntax or IfStatementSyntax or ConditionalExpressionSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);

    /// <summary>What is declared in a loop is declared again and again, so the call goes before the loop; null when there is none.</summary>
    private static IReadOnlyList<TextChange>? BeforeLoop(InvocationExpressionSyntax call, SourceText text, string added)
    {
        var around = call.Ancestors().TakeWhile(a => a is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).ToArray();
        if (around.OfType<CommonForEachStatementSyntax>().LastOrDefault() is not { Parent: BlockSyntax } loop) return null;
        ExpressionSyntax builder = call;
        while (builder is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }) builder = access.Expression;
        return builder is IdentifierNameSyntax ? [Statement(loop, text, builder + added + ";")] : null;
    }

    /// <summary>A statement before another one, on a line of its own where that has one.</summary>
    private static TextChange Statement(StatementSyntax next, SourceText text, string added)
    {
        var line = text.Lines.GetLineFromPosition(next.SpanStart);
        var indentation = text.ToString(TextSpan.FromBounds(line.Start, next.SpanStart));
        return new(new TextSpan(next.SpanStart, 0), added + (string.IsNullOrWhiteSpace(indentation) ? text.ToString(TextSpan.FromBounds(text.Lines[line.LineNumber - 1].End, line.Start)) + indentation : " "));
    }

    /// <summary>On a line of its own where the chain has one call a line.</summary>
    private static TextChange Before(SyntaxToken dot, SourceText text, string call)
    {
        var line = text.Lines.GetLineFromPosition(dot.SpanStart);
        var indentation = text.ToString(TextSpan.FromBounds(line.Start, dot.SpanStart));
        var end = line.Start == 0 ? "" : text.ToString(TextSpan.FromBounds(text.Lines[line.LineNumber - 1].End, line.Start));
        return new(new TextSpan(dot.SpanStart, 0), string.IsNullOrWhiteSpace(indentation) ? call + (end.Length == 0 ? "\n" : end) + indentation : call);
    }
}
