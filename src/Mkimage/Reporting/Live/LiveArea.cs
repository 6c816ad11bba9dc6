using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Bivouac.Mkimage.Reporting.Live;

/// <summary>
/// Rows at the bottom of a terminal that are drawn again and again, with printed lines going on above them. It hooks into the
/// console as Spectre's own live display does, but follows a terminal whose size changes, never wraps a row, and takes all of
/// its rows away at the end. Each change is one write: it overwrites row by row and clears only what is left over, so that
/// nothing flickers.
/// </summary>
internal sealed class LiveArea : IRenderHook
{
    // Terminals that know synchronized updates show a frame as a whole; others pass over it. Without wrapping, a character
    // that is wider than we think cannot push the rows down.
    private const string BeginFrame = "\u001b[?2026h\u001b[?7l";
    private const string EndFrame = "\u001b[?7h\u001b[?2026l";
    private const string ClearToEndOfRow = "\u001b[K";
    private const string ClearBelow = "\u001b[J";
    private readonly IAnsiConsole _console;
    private readonly ControlCode _frame = new("");
    private IReadOnlyList<LiveLine> _rows = [];
    private int[] _drawn = [];

    /// <summary>Begins with no rows.</summary>
    /// <param name="console">The terminal.</param>
    public LiveArea(IAnsiConsole console)
    {
        _console = console;
        _console.Pipeline.Attach(this);
        _console.Write(new ControlCode("\u001b[?25l"));
    }

    /// <summary>Draws rows in the place of the former ones.</summary>
    /// <param name="rows">The rows, none wider than the terminal.</param>
    public void Draw(IReadOnlyList<LiveLine> rows)
    {
        _rows = rows;
        _console.Write(_frame);
    }

    /// <summary>Takes the rows away; the cursor stands where they began.</summary>
    public void Remove()
    {
        Draw([]);
        _console.Pipeline.Detach(this);
        _console.Write(new ControlCode("\u001b[?25h"));
    }

    /// <inheritdoc/>
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables)
    {
        var printed = renderables.Where(r => !ReferenceEquals(r, _frame)).ToArray();
        var start = ToFirstRow() + (printed.Length > 0 ? ClearBelow : "");
        _drawn = [.. _rows.Select(r => r.Length)];
        return [new ControlCode(start), .. printed, new Frame(_rows)];
    }

    /// <summary>
    /// A terminal that became narrower has wrapped the rows that are there: each takes as many as its cells need now.
    /// </summary>
    private string ToFirstRow()
    {
        if (_drawn.Length == 0) return "";
        var width = Math.Max(1, _console.Profile.Width);
        var up = _drawn.Sum(length => Math.Max(1, (length + width - 1) / width)) - 1;
        return up == 0 ? "\r" : "\r\u001b[" + up.ToString(CultureInfo.InvariantCulture) + "A";
    }

    private sealed class Frame(IReadOnlyList<LiveLine> rows) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            yield return Segment.Control(BeginFrame);
            for (var i = 0; i < rows.Count; i++)
            {
                if (i > 0) yield return Segment.LineBreak;
                foreach (var segment in rows[i].Segments) yield return segment;
                yield return Segment.Control(ClearToEndOfRow);
            }

            yield return Segment.Control(ClearBelow + EndFrame);
        }
    }
}
