using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bivouac.Rules;
using Bivouac.Rules.Data;
using Bivouac.Rules.Inputs;

namespace Bivouac.Boot;

/// <summary>How long services of packages wait, by what their init scripts say.</summary>
internal static class PackageWaits
{
    private static readonly Lazy<ILookup<string, string[]>> Table = new(() => DataTable.Load("waits.tsv").ByFirst());

    /// <summary>The waits of a service in a scenario.</summary>
    public static IEnumerable<BootWait> Of(string service, BootScenario scenario, RuleContext context) =>
        from row in Table.Value[service]
        where IsIn(row[2], scenario)
        let variables = ServiceVariables.Of(context, service)
        where variables[row[5]]?.ToUpperInvariant() is not ("YES" or "TRUE" or "ON" or "1")
        let limit = Limit(row, variables[row[3]])
        where limit != TimeSpan.Zero
        select new BootWait(service, limit, row[6]);

    private static bool IsIn(string scenarios, BootScenario scenario) =>
        scenarios == "always" || DataTable.Words(scenarios).Contains(scenario switch { BootScenario.NoCable => "no-cable", BootScenario.NoDhcpServer => "no-server", _ => "" });

    private static TimeSpan? Limit(string[] row, string? configured)
    {
        if (!int.TryParse(configured ?? row[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return null;
        return seconds == 0 && row[4] == "forever" ? null : TimeSpan.FromSeconds(seconds);
    }
}
