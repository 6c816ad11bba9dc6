using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0811: services that each start after the next, in a circle.</summary>
internal sealed class ServiceCycleRule() : ModelRule(
    "BIV0811",
    "Services in a circle",
    "the services start each after the next, in a circle: {0}; OpenRC breaks it somewhere without a word, so take one of these orders out",
    UnattendedCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var edges = Edges(context).Where(e => e.From != e.To).ToLookup(e => e.From, StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var service in context.Model.DeclaredServices)
        {
            if (told.Contains(service.Name) || Circle(edges, service.Name) is not { } circle) continue;
            told.UnionWith(circle.Select(e => e.From));
            if (circle.Select(e => e.Element).FirstOrDefault(e => e is not null) is { } element)
                yield return At(element, string.Join(" -> ", circle.Select(e => e.From).Concat([service.Name])));
        }
    }

    /// <summary>Who starts after whom: as the definition says, and as enabled init scripts of the overlay do.</summary>
    private static IEnumerable<Edge> Edges(RuleContext context)
    {
        foreach (var reference in ServiceReference.Of(context.Model).Where(r => context.Services.ScriptOf(r.Service.Name) is null))
            yield return reference.IsBefore ? new(reference.Other, reference.Service.Name, reference.Element) : new(reference.Service.Name, reference.Other, reference.Element);
        var enabled = new HashSet<string>(context.Model.EnabledServices().Select(s => s.Service), StringComparer.Ordinal);
        foreach (var item in context.Overlay.InitScripts.Where(i => i.Text is not null && enabled.Contains(InitScript.NameOf(i.Path))))
        {
            var script = InitScript.Of(item.Text!);
            foreach (var other in script.Needs.Concat(script.Behind)) yield return new(InitScript.NameOf(item.Path), other, null);
            foreach (var other in script.Before) yield return new(other, InitScript.NameOf(item.Path), null);
        }
    }

    /// <summary>The shortest way from a service back to it; null when there is none.</summary>
    private static IReadOnlyList<Edge>? Circle(ILookup<string, Edge> edges, string start)
    {
        var by = new Dictionary<string, Edge>(StringComparer.Ordinal);
        var open = new Queue<string>([start]);
        while (open.Count > 0)
        {
            var at = open.Dequeue();
            foreach (var edge in edges[at])
            {
                if (by.ContainsKey(edge.To)) continue;
                by.Add(edge.To, edge);
                if (edge.To != start) open.Enqueue(edge.To);
                else return Way(by, start);
            }
        }

        return null;
    }

    private static List<Edge> Way(Dictionary<string, Edge> by, string start)
    {
        var way = new List<Edge> { by[start] };
        while (way[0].From != start) way.Insert(0, by[way[0].From]);
        return way;
    }

    /// <param name="From">The service that starts later.</param>
    /// <param name="To">The one before it.</param>
    /// <param name="Element">Where the definition says so, or null.</param>
    private sealed record Edge(string From, string To, string? Element);
}
