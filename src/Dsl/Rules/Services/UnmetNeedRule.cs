using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Data;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Services;

/// <summary>BIV0504: an enabled service needs another that is not there, or a network that nothing was told to bring up.</summary>
internal sealed class UnmetNeedRule() : ModelRule(
    "BIV0504",
    "Need that nothing meets",
    "the service '{0}' needs '{1}', {2}; {3}",
    ServicesCategory.Name,
    Severity.Warning)
{
    private const string Network = "net";

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        for (var i = 0; i < context.Model.Services.Count; i++)
        {
            var service = context.Model.Services[i].Service;
            if (context.Model.DisabledServices.Contains(service) || !context.Services.IsProvided(service)) continue;
            foreach (var need in context.Services.NeedsOf(service) ?? [])
                if (Describe(context, service, need) is { } finding) yield return finding(ElementPath.Of(ElementPath.Services, i));
        }
    }

    private System.Func<string, Finding>? Describe(RuleContext context, string service, string need)
    {
        if (need == Network)
        {
            // What a script of the overlay says about the network is BIV0803's.
            if (context.Services.IsEnabledOrVirtual(need) || !context.Services.IsComplete || context.Services.ScriptOf(service) is not null) return null;
            var call = ".ConfD(\"" + service + "\", \"rc_need\", \"!net\")";
            return element => At(element, service, need, "but no enabled service brings a network up, so OpenRC starts networking unasked and leaves this one out when that fails", "take the need away with " + call + ", or enable what brings it up")
                .With(Fix.AddCall(call), Fix.AddCall(".Enable(\"networking\", Runlevel.Boot)"));
        }

        if (!context.Services.IsComplete || context.Services.IsProvidedOrVirtual(need)) return null;
        var packages = ServiceTable.Current.PackagesToDeclare(need);
        return element => At(element, service, need, "which no declared package and no overlay file has, so it does not start", packages.Count == 0 ? "put /etc/init.d/" + need + " into the overlay, or take the need out of the script" : "add .Apks(\"" + packages[0] + "\")")
            .With([.. packages.Take(1).Select(p => Fix.AddCall(".Apks(\"" + p + "\")"))]);
    }
}
