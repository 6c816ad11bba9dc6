using System;
using System.Collections.Generic;
using System.Linq;

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
        ServiceReference[] references = [.. ServiceReference.Of(context.Model).Where(r => context.Services.ScriptOf(r.Service.Name) is null)];
        if (references.Length == 0) yield break;
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var circle in context.Boot.Cycles)
        {
            // From the first service that the definition declares.
            if (context.Model.DeclaredServices.FirstOrDefault(s => circle.Contains(s.Name))?.Name is not { } first) continue;
            if (circle.All(told.Contains)) continue;
            told.UnionWith(circle);
            string[] way = [.. circle.SkipWhile(s => s != first), .. circle.TakeWhile(s => s != first)];
            var element = way.Select((service, i) => Says(references, service, way[(i + 1) % way.Length])?.Element).FirstOrDefault(e => e is not null);
            if (element is not null) yield return At(element, string.Join(" -> ", way.Concat([way[0]])));
        }
    }

    /// <summary>What the definition says that puts a service behind another.</summary>
    private static ServiceReference? Says(ServiceReference[] references, string service, string other) =>
        references.FirstOrDefault(r => r.IsBefore ? r.Other == service && r.Service.Name == other : r.Service.Name == service && r.Other == other);
}
