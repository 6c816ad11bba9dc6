using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules.Data;
using Bivouac.Rules.Fixes;
using Bivouac.Rules.Inputs;

namespace Bivouac.Rules.Unattended;

/// <summary>BIV0809: a service of the definition speaks of one that is not there, or of itself.</summary>
internal sealed class UnknownReferenceRule() : ModelRule(
    "BIV0809",
    "Reference to a service that is not there",
    "the service '{0}' says {1}(\"{2}\"), {3}; {4}",
    UnattendedCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var reference in ServiceReference.Of(context.Model))
        {
            if (reference.Other == reference.Service.Name)
                yield return At(reference.Element, reference.Service.Name, reference.Call, reference.Other, reference.IsNeed ? "which is itself, so it never starts" : "which is itself, so OpenRC passes over it", "take it out").With(Fix.Remove);
            else if (context.Services.IsComplete && !context.Services.IsProvidedOrVirtual(reference.Other) && !ServiceTable.Current.ProvidersOf(reference.Other).Any())
                yield return Unknown(context, reference);
        }
    }

    private Finding Unknown(RuleContext context, ServiceReference reference)
    {
        var packages = ServiceTable.Current.PackagesToDeclare(reference.Other);
        var effect = "and no package, overlay file or definition has that service, so " + (reference.IsNeed ? "it does not start" : "OpenRC passes over it without a word");
        var advice = reference.Other switch
        {
            _ when packages.Count > 0 => "add .Apks(\"" + packages[0] + "\"), or take it out",
            "bivouac-network" => "declare .Network(...), or take it out",
            "bivouac-accounts" => "declare an account, or take it out",
            "bivouac-watchdog" => "declare .Watchdog(...), or take it out",
            "bivouac-entropy" => "declare .Entropy(), or take it out",
            _ => "correct the name",
        };
        if (packages.Count > 0 || advice != "correct the name") return At(reference.Element, reference.Service.Name, reference.Call, reference.Other, effect, advice);
        var own = context.Model.DeclaredServices.Select(s => s.Name).Where(n => n != reference.Service.Name).Concat(context.Overlay.InitScripts.Select(i => InitScript.NameOf(i.Path)));
        var nearest = NearestNames.To(reference.Other, own.Concat(ServiceTable.Current.Names).Distinct());
        return At(reference.Element, reference.Service.Name, reference.Call, reference.Other, effect, advice + NearestNames.Remark(nearest) + ", or take it out").With([.. nearest.Select(Fix.ReplaceText)]);
    }
}
