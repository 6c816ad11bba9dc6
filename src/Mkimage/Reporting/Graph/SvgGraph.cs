using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Boot;
using Bivouac.Mkimage.Reporting.Html;

namespace Bivouac.Mkimage.Reporting.Graph;

/// <summary>
/// Draws a boot as SVG: a lane for each runlevel, time from top to bottom, so a service stands below all that starts before it. A line
/// leads from a service to each that comes behind it; what SSH depends on is marked.
/// </summary>
internal static class SvgGraph
{
    private const int Row = 34;
    private const int Lane = 300;
    private const int Box = 210;
    private const int Top = 70;
    private const int Left = 60;

    private const string Style = """
        svg { font: 13px system-ui, sans-serif; background: #fff; color: #1f2328; }
        text { fill: #1f2328; } .small { font-size: 11px; fill: #59636e; } .head { font-size: 16px; font-weight: 600; }
        rect { fill: #f6f8fa; stroke: #8c959f; } .definition rect { fill: #ddf4ff; stroke: #0969da; } .overlay rect { fill: #fff8c5; stroke: #9a6700; }
        .missing rect { fill: #ffebe9; stroke: #cf222e; stroke-dasharray: 4; } .path rect { stroke: #1a7f37; stroke-width: 2.5; }
        .ssh rect { fill: #1a7f37; stroke: #1a7f37; } .ssh text { fill: #fff; } .lane { fill: none; stroke: #d1d9e0; }
        path { fill: none; stroke: #8c959f; stroke-width: 1.2; } path.need { stroke-width: 2; stroke: #57606a; } path.after, path.use { stroke-dasharray: 4 3; } path.path { stroke: #1a7f37; }
        @media (prefers-color-scheme: dark) { svg { background: #0d1117; } text { fill: #e6edf3; } .small { fill: #9198a1; } rect { fill: #161b22; stroke: #6e7681; }
        .definition rect { fill: #0c2d4d; stroke: #4493f8; } .overlay rect { fill: #341a00; stroke: #d29922; } .missing rect { fill: #490202; stroke: #f85149; }
        .lane { stroke: #3d444d; } path, path.need { stroke: #9198a1; } .path rect, path.path { stroke: #3fb950; } .ssh rect { fill: #238636; stroke: #3fb950; } }
        """;

    /// <summary>The picture.</summary>
    /// <param name="name">The profile.</param>
    /// <param name="graph">Its boot.</param>
    public static string Draw(string name, BootGraph graph)
    {
        var lanes = graph.Services.Select(s => s.Runlevel.Name).Distinct().ToList();
        var places = graph.Services.Select((s, i) => (s.Name, X: Left + (lanes.IndexOf(s.Runlevel.Name) * Lane), Y: Top + (i * Row))).ToDictionary(p => p.Name, p => (p.X, p.Y));
        string[] notes = [.. GraphText.Ssh(graph), .. graph.Cycles.Select(c => GraphText.Circle(c))];
        var bottom = Top + (graph.Services.Count * Row);
        var width = Math.Max(720, Left + (lanes.Count * Lane));
        var height = bottom + 30 + (notes.Length * 18);
        var picture = Markup.Of($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="Boot of {name}">
            <style>{Markup.Trusted(Style)}</style>
            <text class="head" x="{Left - 20}" y="26">Boot of {name}</text>
            {All(lanes.Select((lane, i) => LaneOf(lane, i, bottom)))}
            {All(graph.Dependencies.Select(d => Line(graph, d, places)))}
            {All(graph.Services.Select(s => BoxOf(graph, s, places[s.Name])))}
            {All(notes.Select((note, i) => Markup.Of($"<text class=\"small\" x=\"{Left - 20}\" y=\"{bottom + 26 + (i * 18)}\" xml:space=\"preserve\">{note}</text>\n")))}
            </svg>
            """);
        return picture + "\n";
    }

    private static Markup LaneOf(string name, int index, int bottom) =>
        Markup.Of($"<rect class=\"lane\" x=\"{Left - 20 + (index * Lane)}\" y=\"38\" width=\"{Box + 40}\" height=\"{bottom - 38}\" rx=\"8\" style=\"fill:none\"/><text class=\"small\" x=\"{Left - 8 + (index * Lane)}\" y=\"56\">{name}</text>\n");

    private static Markup BoxOf(BootGraph graph, BootService service, (int X, int Y) place)
    {
        var kind = service.Name == graph.Ssh ? "ssh" : service.Origin switch
        {
            BootServiceOrigin.Definition => "definition",
            BootServiceOrigin.Overlay => "overlay",
            BootServiceOrigin.Missing => "missing",
            _ => "package",
        };
        if (service.Name != graph.Ssh && graph.IsOnPathToSsh(service.Name)) kind += " path";
        return Markup.Of($"<g class=\"{kind}\"><rect x=\"{place.X}\" y=\"{place.Y}\" width=\"{Box}\" height=\"24\" rx=\"4\"/><text x=\"{place.X + 8}\" y=\"{place.Y + 16}\">{service.Name}</text></g>\n");
    }

    /// <summary>Within a lane at its left side, between lanes from side to side.</summary>
    private static Markup Line(BootGraph graph, BootDependency dependency, Dictionary<string, (int X, int Y)> places)
    {
        var (from, to) = (places[dependency.On], places[dependency.Service]);
        var kind = dependency.Kind.ToString().ToLowerInvariant();
        if (graph.IsOnPathToSsh(dependency.Service) && graph.IsOnPathToSsh(dependency.On)) kind += " path";
        if (from.X == to.X)
        {
            var reach = Math.Min(18, 6 + (Math.Abs(to.Y - from.Y) / Row));
            return Markup.Of($"<path class=\"{kind}\" d=\"M {from.X} {from.Y + 14} C {from.X - reach} {from.Y + 14}, {to.X - reach} {to.Y + 10}, {to.X} {to.Y + 10}\"/>\n");
        }

        var (start, end) = from.X < to.X ? (from.X + Box, to.X) : (from.X, to.X + Box);
        var middle = (start + end) / 2;
        return Markup.Of($"<path class=\"{kind}\" d=\"M {start} {from.Y + 12} C {middle} {from.Y + 12}, {middle} {to.Y + 12}, {end} {to.Y + 12}\"/>\n");
    }

    private static Markup All(IEnumerable<Markup> pieces) => Markup.Trusted(string.Concat(pieces));
}
