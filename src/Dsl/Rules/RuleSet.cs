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
        .. Definition.DefinitionCategory.Rules,
        .. Mkimage.MkimageCategory.Rules,
        .. Versions.VersionsCategory.Rules,
        .. Overlay.OverlayCategory.Rules,
        .. Apks.ApksCategory.Rules,
        .. Services.ServicesCategory.Rules,
        .. Security.SecurityCategory.Rules,
        .. Vendor.VendorCategory.Rules,
        .. Unattended.UnattendedCategory.Rules,
    ];

    /// <summary>What all rules find in a model alone: nothing is known of the project's files.</summary>
    /// <param name="model">The model.</param>
    public static IReadOnlyList<Finding> Check(LiveCdModel model) => Check(new RuleContext(model));

    /// <summary>What all rules find, ordered by rule id, then by element in the rule's own order.</summary>
    /// <param name="context">The model and what is known of the project around it.</param>
    public static IReadOnlyList<Finding> Check(RuleContext context) => All.SelectMany(r => r.Check(context)).ToArray();
}
