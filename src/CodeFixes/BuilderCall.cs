using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.CodeFixes;

/// <summary>Finds the builder call that a finding stands on.</summary>
internal static class BuilderCall
{
    /// <summary>The call that the place names, or whose argument it is.</summary>
    public static InvocationExpressionSyntax? At(SyntaxNode root, TextSpan place)
    {
        var node = root.FindNode(place, getInnermostNodeForTie: true);
        foreach (var call in node.AncestorsAndSelf().OfType<InvocationExpressionSyntax>())
            if (call.Expression is MemberAccessExpressionSyntax access && (access.Name.Span.Contains(place) || call.ArgumentList.Arguments.Any(a => a.Span.Contains(place)))) return call;
        return null;
    }

    /// <summary>The argument of the call that the place is, or is a part of.</summary>
    public static ArgumentSyntax? ArgumentAt(InvocationExpressionSyntax call, TextSpan place) => call.ArgumentList.Arguments.FirstOrDefault(a => a.Span.Contains(place));

    /// <summary>The argument for a parameter of the builder's method, by its name or its place; null when the call leaves it out.</summary>
    public static ArgumentSyntax? ArgumentFor(InvocationExpressionSyntax call, string parameter)
    {
        var arguments = call.ArgumentList.Arguments;
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i].NameColon?.Name.Identifier.ValueText;
            if (name == parameter || (name is null && Methods(call).Any(m => m.GetParameters() is { } p && i < p.Length && p[i].Name == parameter))) return arguments[i];
        }

        return null;
    }

    /// <summary>Whether the builder's method takes a list of items, so that one of them can go without the others.</summary>
    public static bool TakesList(InvocationExpressionSyntax call) =>
        Methods(call).Any(m => m.GetParameters().LastOrDefault()?.IsDefined(typeof(ParamArrayAttribute), false) == true);

    /// <summary>The language's own type that an expression names, as in <c>KernelFlavor.Rpi</c>; null when it names something else.</summary>
    public static Type? OwnType(ExpressionSyntax expression)
    {
        var name = expression.ToString();
        return typeof(LiveCdBuilder).Assembly.GetType("Bivouac." + name.Substring(name.LastIndexOf('.') + 1)) is { IsPublic: true } type ? type : null;
    }

    private static IEnumerable<MethodInfo> Methods(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax access
            ? new[] { typeof(LiveCdBuilder), typeof(CommandLineBuilder), typeof(ApkBuilder) }
                .SelectMany(t => t.GetMember(access.Name.Identifier.ValueText, MemberTypes.Method, BindingFlags.Public | BindingFlags.Instance)).OfType<MethodInfo>()
            : [];

    /// <summary>The one string literal of an expression; null when there is none or more than one.</summary>
    public static LiteralExpressionSyntax? LiteralIn(SyntaxNode expression)
    {
        var literals = expression.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>().Where(l => l.IsKind(SyntaxKind.StringLiteralExpression)).Take(2).ToArray();
        return literals.Length == 1 ? literals[0] : null;
    }

    /// <summary>The string literal that is all of an expression's text; null when others have a part in it.</summary>
    public static LiteralExpressionSyntax? LiteralOf(SyntaxNode expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression) ? literal : null,
        ParenthesizedExpressionSyntax { Expression: var inner } => LiteralOf(inner),
        ArgumentSyntax { Expression: var inner } => LiteralOf(inner),
        AttributeArgumentSyntax { Expression: var inner } => LiteralOf(inner),
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var inner }], Initializer: null } => LiteralOf(inner),
        _ => null,
    };
}
