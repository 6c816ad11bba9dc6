using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Boot;

namespace Bivouac.Mkimage.Reporting.Graph;

/// <summary>Says for a person what starts in which order, what SSH waits for, and how long that may take.</summary>
internal static class GraphText
{
    /// <summary>The lines.</summary>
    /// <param name="name">The profile.</param>
    /// <param name="graph">Its boot.</param>
    public static IEnumerable<string> Lines(string name, BootGraph graph)
    {
        yield return $"{name}: {Counted.Of(graph.Services.Count, "service")} at boot" + (graph.Ssh is null ? "" : " (* SSH, + what it depends on)");
        foreach (var runlevel in graph.Services.GroupBy(s => s.Runlevel.Name))
        {
            yield return "";
            yield return "  " + runlevel.Key;
            foreach (var service in runlevel) yield return Service(graph, service);
        }

        foreach (var cycle in graph.Cycles)
        {
            yield return "";
            yield return "  " + Circle(cycle);
        }

        yield return "";
        foreach (var line in Ssh(graph)) yield return "  " + line;
    }

    /// <summary>How long SSH may be held up: scenarios in which it is the same stand together.</summary>
    public static IEnumerable<string> Ssh(BootGraph graph)
    {
        if (graph.Ssh is null)
        {
            yield return "No SSH server starts.";
            yield break;
        }

        yield return $"How long {graph.Ssh} may be held up at most, beyond the machine's own work:";
        foreach (var same in graph.Estimates.GroupBy(e => e.Waits))
        {
            yield return $"  {string.Join(", ", same.Select(e => ScenarioName(e.Scenario)))}: {Total(same.First())}";
            foreach (var wait in same.Key) yield return $"    {Time(wait.Limit),-8} {wait.Service}: {wait.Reason}";
        }

        yield return "Without an RTC the initramfs enables swclock in the place of hwclock; neither waits for anything.";
    }

    /// <summary>A circle in words.</summary>
    public static string Circle(IReadOnlyList<string> cycle) => "Circle, which OpenRC cuts somewhere: " + string.Join(" after ", cycle.Append(cycle[0]));

    /// <summary>What to call a scenario.</summary>
    private static string ScenarioName(BootScenario scenario) => scenario switch
    {
        BootScenario.NoCable => "no cable",
        BootScenario.NoDhcpServer => "no DHCP server",
        BootScenario.NoRtc => "no RTC",
        _ => "all is there",
    };

    /// <summary>The sum of an estimate.</summary>
    private static string Total(BootEstimate estimate) => estimate.Total is { } total ? Time(total) : "not bounded";

    private static string Time(TimeSpan? limit) => limit is { } time ? FormattableString.Invariant($"{time.TotalSeconds:0} s") : "?";

    private static string Service(BootGraph graph, BootService service)
    {
        var mark = service.Name == graph.Ssh ? "*" : graph.IsOnPathToSsh(service.Name) ? "+" : " ";
        var on = graph.Dependencies.Where(d => d.Service == service.Name).ToArray();
        var behind = on.Length == 0 ? "" : "  behind " + string.Join(", ", on.Select(d => d.On + (d.Kind == BootDependencyKind.Need ? " (need)" : "")));
        var origin = service.Origin switch
        {
            BootServiceOrigin.Missing => "  (nothing brings it)",
            BootServiceOrigin.Overlay => "  (overlay)",
            BootServiceOrigin.Definition => "  (definition)",
            _ => "",
        };
        var pulledIn = service.IsPulledIn ? "  (another needs or wants it)" : "";
        return $"  {mark} {service.Name}{origin}{pulledIn}{behind}";
    }
}
