using System.Collections.Generic;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Bivouac.Replay.Tests.Harness;

/// <summary>Source in which <c>[|...|]</c> marks the places of expected findings.</summary>
internal static class Markup
{
    public static (string Source, IReadOnlyList<TextSpan> Spans) Parse(string marked)
    {
        var source = new StringBuilder();
        var spans = new List<TextSpan>();
        var starts = new Stack<int>();
        for (var i = 0; i < marked.Length; i++)
        {
            if (At(marked, i, "[|"))
            {
                starts.Push(source.Length);
                i++;
            }
            else if (At(marked, i, "|]"))
            {
                spans.Add(TextSpan.FromBounds(starts.Pop(), source.Length));
                i++;
            }
            else
            {
                source.Append(marked[i]);
            }
        }

        return (source.ToString(), spans);
    }

    private static bool At(string text, int index, string mark) => string.CompareOrdinal(text, index, mark, 0, mark.Length) == 0;
}
