using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules;
using Bivouac.Rules.Data;

namespace Bivouac.Boot;

/// <summary>How long services may hold up what comes behind them.</summary>
internal static class BootWaits
{
    /// <summary>After its time limit a command has that long to end, then it is killed.</summary>
    private static readonly TimeSpan KillAfter = TimeSpan.FromSeconds(5);

    /// <summary>The limit in the init script of the accounts.</summary>
    private static readonly TimeSpan Accounts = TimeSpan.FromSeconds(60);

    private static readonly Lazy<DataTable> Measured = DataTable.Lazily("waits.tsv");

    /// <summary>The estimates of all scenarios.</summary>
    public static IEnumerable<BootEstimate> Estimates(BootGraph graph, RuleContext context) =>
        from scenario in (BootScenario[])[BootScenario.Complete, BootScenario.NoCable, BootScenario.NoDhcpServer, BootScenario.NoRtc]
        select new BootEstimate(scenario, new(graph.MayHoldUpSsh().Concat(graph.Services.Where(s => s.Name == graph.Ssh)).SelectMany(s => Of(s, scenario, context))));

    private static IEnumerable<BootWait> Of(BootService service, BootScenario scenario, RuleContext context)
    {
        if (service.Origin == BootServiceOrigin.Overlay)
            return [new(service.Name, null, "its init script is the overlay's own: nothing that is declared bounds it")];
        if (service.Name == ImpliedParts.Accounts) return [new(service.Name, Accounts + KillAfter, "the time limit of its init script")];
        if (context.Model.DeclaredServices.FirstOrDefault(s => s.Name == service.Name) is { } declared) return OfDeclared(declared);
        if (service.Name == "networking") return OfNetworking(scenario, context);
        return Measured.Value.Rows.Where(r => r[0] == service.Name)
            .Select(r => new BootWait(service.Name, TimeSpan.FromSeconds(int.Parse(r[1], CultureInfo.InvariantCulture)), r[2]));
    }

    /// <summary>What runs in the background holds up nothing.</summary>
    private static IEnumerable<BootWait> OfDeclared(ServiceDeclaration service)
    {
        if (service.Start != ServiceStart.Foreground) return [];
        var commands = service.Steps.Count;
        var limit = TimeSpan.FromTicks((service.Timeout + KillAfter).Ticks * commands);
        return [new(service.Name, limit, string.Format(CultureInfo.InvariantCulture, "{0} of {1:0} s, and 5 s more until {2} killed", commands == 1 ? "a command" : commands + " commands", service.Timeout.TotalSeconds, commands == 1 ? "it is" : "each is"))];
    }

    private static IEnumerable<BootWait> OfNetworking(BootScenario scenario, RuleContext context)
    {
        if (context.Overlay["/etc/network/interfaces"] is not { } item) return [];
        if (item.Text is not { } text) return [new("networking", null, "/etc/network/interfaces is not known")];
        if (scenario is not (BootScenario.NoCable or BootScenario.NoDhcpServer)) return [];
        return InterfacesFile.Waits(text.Text).Select(w => new BootWait("networking", w.Limit, w.Reason));
    }
}
