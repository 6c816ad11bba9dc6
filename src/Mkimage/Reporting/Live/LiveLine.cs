using System.Collections.Generic;
using System.Linq;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Bivouac.Mkimage.Reporting.Live;

/// <summary>One row of the live view, never wider than it may be.</summary>
/// <param name="width">The cells that it may have.</param>
internal sealed class LiveLine(int width)
{
    private readonly List<Segment> _segments = [];

    /// <summary>The cells that it has.</summary>
    public int Length { get; private set; }

    /// <summary>The cells that are left.</summary>
    public int Left => width - Length;

    /// <summary>Its text in pieces of one style each.</summary>
    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>Adds text; what has no room is cut, with an ellipsis at its end.</summary>
    /// <param name="text">Clean text of one line.</param>
    /// <param name="style">Its style, or null.</param>
    public LiveLine Add(string text, Style? style = null)
    {
        var cut = Cut(text, Left);
        if (cut.Length == 0) return this;
        Length += Cells(cut);
        _segments.Add(new(cut, style ?? Style.Plain));
        return this;
    }

    /// <summary>Adds blanks up to a column.</summary>
    /// <param name="column">The column, counted from 0.</param>
    public LiveLine To(int column) => column > Length ? Add(new string(' ', System.Math.Min(column, width) - Length)) : this;

    /// <summary>Adds text at the right edge, when there is room for it and a blank.</summary>
    /// <param name="text">Clean text.</param>
    /// <param name="style">Its style, or null.</param>
    /// <param name="edge">The column of the edge, when it is not the end of the row.</param>
    public LiveLine Right(string text, Style? style = null, int? edge = null)
    {
        var column = (edge ?? width) - Cells(text);
        return column > Length || Length == 0 ? To(column).Add(text, style) : this;
    }

    /// <summary>Adds another row's text.</summary>
    /// <param name="other">The row.</param>
    public LiveLine Add(LiveLine other)
    {
        foreach (var segment in other._segments) Add(segment.Text, segment.Style);
        return this;
    }

    /// <summary>The text without styles.</summary>
    public override string ToString() => string.Concat(_segments.Select(s => s.Text));

    /// <summary>The cells of a text on a terminal.</summary>
    /// <param name="text">Clean text.</param>
    public static int Cells(string text) => new Segment(text).CellCount();

    /// <summary>A text cut to a number of cells, with an ellipsis when something was cut.</summary>
    /// <param name="text">Clean text.</param>
    /// <param name="cells">The cells.</param>
    public static string Cut(string text, int cells)
    {
        if (cells <= 0) return "";
        if (Cells(text) <= cells) return text;
        var cut = new StringBuilder();
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var more = Cells(rune.ToString());
            if (used + more > cells - 1) break;
            used += more;
            cut.Append(rune);
        }

        return cut.Append('…').ToString();
    }
}
