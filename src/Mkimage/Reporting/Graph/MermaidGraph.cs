using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Boot;

namespace Bivouac.Mkimage.Reporting.Graph;

/// <summary>Draws a boot as Mermaid text, which GitHub, GitLab and many editors show as a picture.</summary>
internal static class MermaidGraph
{
    /// <summary>The lines.</summary>
    /// <param name="graph">The boot.</param>
    public static IEnumerable<string> Lines(BootGraph graph)
    {
        // Names of services are no names of Mermaid: 'end', dots and dashes mean something there.
        var ids = graph.Services.Select((s, i) => (s.Name, Id: "s" + i.ToString(CultureInfo.InvariantCulture))).ToDictionary(x => x.Name, x => x.Id);
        yield return "flowchart LR";
        foreach (var runlevel in graph.Services.GroupBy(s => s.Runlevel.Name))
        {
            yield return $"  subgraph r_{runlevel.Key.Replace('-', '_').Replace('.', '_').Replace('+', '_')}[\"{runlevel.Key}\"]";
            foreach (var service in runlevel) yield return $"    {ids[service.Name]}[\"{service.Name}\"]";
            yield return "  end";
        }

        foreach (var dependency in graph.Dependencies)
            yield return $"  {ids[dependency.On]} {Arrow(dependency.Kind)} {ids[dependency.Service]}";
        if (graph.Ssh is { } server) yield return $"  {ids[server]} ~~~ time[\"{string.Join("<br>", GraphText.Ssh(graph).Select(Escaped))}\"]";
        foreach (var circle in graph.Cycles.Select((c, i) => $"  circle{i.ToString(CultureInfo.InvariantCulture)}[\"{Escaped(GraphText.Circle(c))}\"]")) yield return circle;
        yield return "  classDef ssh fill:#1a7f37,color:#fff,stroke:#1a7f37";
        yield return "  classDef path stroke:#1a7f37,stroke-width:3px";
        yield return "  classDef missing stroke:#cf222e,stroke-dasharray:4";
        if (graph.Ssh is { } ssh)
        {
            yield return "  style time text-align:left";
            yield return $"  class {ids[ssh]} ssh";
        }

        foreach (var service in graph.Services.Where(s => s.Name != graph.Ssh && graph.IsOnPathToSsh(s.Name))) yield return $"  class {ids[service.Name]} path";
        foreach (var service in graph.Services.Where(s => s.Origin == BootServiceOrigin.Missing)) yield return $"  class {ids[service.Name]} missing";
    }

    /// <summary>A text of a box: Mermaid has names of its own for what would end it, and blanks that stay.</summary>
    private static string Escaped(string text) =>
        text.Replace("#", "#35;").Replace("\"", "#quot;").Replace("<", "#lt;").Replace(">", "#gt;").Replace("  ", "#nbsp;#nbsp;");

    private static string Arrow(BootDependencyKind kind) => kind switch
    {
        BootDependencyKind.Need => "==>|need|",
        BootDependencyKind.Want => "-->|want|",
        BootDependencyKind.Use => "-.->|use|",
        _ => "-.->",
    };
}
