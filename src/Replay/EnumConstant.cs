using Microsoft.CodeAnalysis;

namespace Bivouac.Replay;

/// <summary>A value of an enum that the project itself declares: it can be compared, nothing else.</summary>
internal sealed record EnumConstant(string Type, object Value)
{
    /// <summary>Reads a constant.</summary>
    public static EnumConstant Of(ITypeSymbol type, object value) => new(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), value);
}
