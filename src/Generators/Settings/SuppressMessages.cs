using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Bivouac.Replay;
using Bivouac.Rules.Settings;
using Microsoft.CodeAnalysis;

namespace Bivouac.Generators.Settings;

/// <summary>The lines that <c>[SuppressMessage]</c> on a class or on its method Define covers.</summary>
internal static class SuppressMessages
{
    private const string Attribute = "System.Diagnostics.CodeAnalysis.SuppressMessageAttribute";

    /// <summary>The regions, with the rules that are off there.</summary>
    public static IEnumerable<FindingSetting> Of(INamedTypeSymbol type, CancellationToken cancellation) =>
        from symbol in Holders(type)
        from attribute in symbol.GetAttributes()
        where attribute.AttributeClass?.ToDisplayString() == Attribute && attribute.ConstructorArguments is [_, { Value: string }]
        let id = ((string)attribute.ConstructorArguments[1].Value!).Split(':')[0].Trim()
        where KnownRules.All.Any(r => r.Id == id)
        from reference in symbol.DeclaringSyntaxReferences
        let lines = reference.SyntaxTree.GetLineSpan(reference.GetSyntax(cancellation).Span, cancellation)
        select new FindingSetting(reference.SyntaxTree.FilePath, null, lines.StartLinePosition.Line + 1, lines.EndLinePosition.Line + 1, id);

    private static IEnumerable<ISymbol> Holders(INamedTypeSymbol type)
    {
        foreach (var method in type.GetMembers(DefinitionReader.MethodName)) yield return method;
        for (var t = type; t is not null; t = t.ContainingType) yield return t;
    }
}
