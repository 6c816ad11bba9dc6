using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules;

namespace Bivouac.Boot;

/// <summary>How long services may hold up what comes behind them.</summary>
internal static class BootWaits
{
    /// <summary>After its time limit a command has that long to end, then it is killed.</summary>
    private static readonly TimeSpan KillAfter = TimeSpan.FromSeconds(5);

    /// <summary>The limit in the init script of the accounts.</summary>
    private static readonly TimeSpan Accounts = TimeSpan.FromSeconds(60);

    /// <summary>The estimates of all scenarios.</summary>
    /// <param name="graph">The boot of a machine with a clock.</param>
    /// <param name="withoutClock">That of one without.</param>
    /// <param name="context">The image.</param>
    public static IEnumerable<BootEstimate> Estimates(BootGraph graph, BootGraph withoutClock, RuleContext context) =>
        from scenario in (BootScenario[])[BootScenario.Complete, BootScenario.NoCable, BootScenario.NoDhcpServer, BootScenario.NoRtc]
        let services = (scenario == BootScenario.NoRtc ? withoutClock : graph).ToSsh()
        select new BootEstimate(scenario, new(services.SelectMany(s => Of(s, scenario, context))));

    private static IEnumerable<BootWait> Of(BootService service, BootScenario scenario, RuleContext context)
    {
        if (service.Origin == BootServiceOrigin.Overlay)
            return [new(service.Name, null, "its init script is the overlay's own: nothing that is declared bounds it")];
        if (service.Name == ImpliedParts.Accounts) return [new(service.Name, Accounts + KillAfter, "the time limit of its init script")];
        if (context.Model.DeclaredServices.FirstOrDefault(s => s.Name == service.Name) is { } declared) return OfDeclared(declared);
        return service.Name switch
        {
            "networking" => OfNetworking(scenario, context),
            "local" => OfLocal(context),
            _ => PackageWaits.Of(service.Name, scenario, context),
        };
    }

    /// <summary>Scripts of <c>local.d</c> run one after the other.</summary>
    private static IEnumerable<BootWait> OfLocal(RuleContext context) =>
        context.Overlay.Final.Any(i => i.Path.StartsWith("/etc/local.d/", StringComparison.Ordinal) && i.Path.EndsWith(".start", StringComparison.Ordinal))
            ? [new("local", null, "it runs the scripts of /etc/local.d: nothing that is declared bounds them")]
            : [];

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
        return InterfacesFile.Waits(text.Text, [.. ImpliedParts.InstalledApks(context.Model)]).Select(w => new BootWait("networking", w.Limit, w.Reason));
    }
}
