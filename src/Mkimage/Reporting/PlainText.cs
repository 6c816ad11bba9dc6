using System.Collections.Generic;
using System.Linq;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Bivouac.Mkimage.Reporting;

/// <summary>Text that is never wrapped or cut at the width of the terminal: paths and messages must survive a pipe.</summary>
/// <param name="text">The text; line feeds break lines.</param>
/// <param name="style">Its style, or null.</param>
internal sealed class PlainText(string text, Style? style = null) : IRenderable
{
    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        text.Split('\n').SelectMany((line, i) => i == 0 ? [new Segment(line, style ?? Style.Plain)] : new[] { Segment.LineBreak, new Segment(line, style ?? Style.Plain) });
}
