using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.Analyzers.Inputs;

/// <summary>Places in the file VERSIONS.</summary>
internal static class VersionsLocation
{
    /// <summary>A line, counted from 1.</summary>
    public static Location Of(string path, SourceText text, int line)
    {
        var span = text.Lines[line - 1].Span;
        return Location.Create(path, span, text.Lines.GetLinePositionSpan(span));
    }
}
