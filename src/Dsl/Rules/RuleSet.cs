using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;

namespace Bivouac.Rules;

/// <summary>All rules over the model.</summary>
public static class RuleSet
{
    /// <summary>The rules, ordered by id.</summary>
    public static IReadOnlyList<IRule> All { get; } =
    [
        new ProfileNameRule(),
        new MissingArchRule(),
        new OverlayWithoutHostnameRule(),
        new HardcodedVersionRule(),
        new TmpPathRule(),
    ];

    /// <summary>What all rules find, ordered by rule id, then by element in the rule's own order.</summary>
    /// <param name="model">The model.</param>
    public static IReadOnlyList<Finding> Check(LiveCdModel model) => All.SelectMany(r => r.Check(model)).ToArray();
}
