using System.Collections.Generic;
using System.Linq;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Bivouac.Mkimage.Reporting;

/// <summary>Text that is never wrapped or cut at the width of the terminal: paths and messages must survive a pipe.</summary>
/// <param name="parts">The texts, each with its style; line feeds break lines.</param>
internal sealed class PlainText(params (string Text, Style Style)[] parts) : IRenderable
{
    /// <summary>Text of one style.</summary>
    /// <param name="text">The text; line feeds break lines.</param>
    /// <param name="style">Its style, or null.</param>
    public PlainText(string text, Style? style = null)
        : this((text, style ?? Style.Plain))
    {
    }

    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => parts.SelectMany(p =>
        p.Text.Split('\n').SelectMany((line, i) => i == 0 ? [new Segment(line, p.Style)] : new[] { Segment.LineBreak, new Segment(line, p.Style) }));
}
