using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Data;
using Bivouac.Rules.Fixes;

namespace Bivouac.Rules.Services;

/// <summary>BIV0503: a service that must run early is put into a later runlevel, or one for the way down into another.</summary>
internal sealed class RunlevelRule() : ModelRule(
    "BIV0503",
    "Service in the wrong runlevel",
    "the service '{0}' belongs into the runlevel {1}, in {2} it {3}; enable it with Runlevel.{4}",
    ServicesCategory.Name,
    Severity.Warning)
{
    private static readonly string[] Order = ["sysinit", "boot", "default"];

    private static readonly Lazy<Dictionary<string, string>> Runlevels = new(() => DataTable.Load("runlevels.tsv").Rows.ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal));

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        for (var i = 0; i < context.Model.Services.Count; i++)
        {
            var (service, runlevel) = context.Model.Services[i];
            if (!Runlevels.Value.TryGetValue(service, out var right) || WhatHappens(right, runlevel.Name) is not { } effect || context.Services.ScriptOf(service) is not null) continue;
            var member = char.ToUpperInvariant(right[0]) + right.Substring(1);
            yield return At(ElementPath.Of(ElementPath.Services, i, "Runlevel"), service, right, runlevel.Name, effect, member)
                .With(Fix.SetArgument("runlevel", "Runlevel." + member));
        }
    }

    /// <summary>Earlier than usual is no mistake, and a runlevel of the user's own may be anything.</summary>
    private static string? WhatHappens(string right, string actual)
    {
        var there = Array.IndexOf(Order, actual);
        if (right == "shutdown") return there >= 0 ? "would run while the system starts" : null;
        if (actual == "shutdown") return "would run only when the system goes down";
        return there > Array.IndexOf(Order, right) ? "comes after what relies on it" : null;
    }
}
