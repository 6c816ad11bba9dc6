using Microsoft.CodeAnalysis;

namespace Bivouac.Replay;

/// <summary>Names of types as metadata has them.</summary>
internal static class MetadataNames
{
    /// <summary>Namespace, containing types with '+', name with the number of type parameters.</summary>
    public static string Of(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer) return Of(outer) + "+" + type.MetadataName;
        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString(Format) + "." + type.MetadataName : type.MetadataName;
    }

    private static readonly SymbolDisplayFormat Format = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);
}
