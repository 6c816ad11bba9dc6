using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.Replay;

/// <summary>A place in the source. Unlike a Location it compares by value and keeps no syntax tree alive.</summary>
internal readonly record struct Place(string FilePath, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The place of a node.</summary>
    public static Place Of(SyntaxNode node) => Of(node.SyntaxTree, node.Span);

    /// <summary>The place of a token.</summary>
    public static Place Of(SyntaxToken token) => Of(token.SyntaxTree!, token.Span);

    private static Place Of(SyntaxTree tree, TextSpan span) => new(tree.FilePath, span, tree.GetLineSpan(span).Span);
}
