using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules.Fixes;
using Bivouac.Scripts;

namespace Bivouac.Rules.Mkimage;

/// <summary>BIV0105: a base profile that is made for something other than an ISO, or not for a declared architecture.</summary>
internal sealed class UnfitBaseRule() : ModelRule(
    "BIV0105",
    "Base profile does not fit",
    "the base profile '{0}' is made for {1}, not for {2}; inherit {3}",
    MkimageCategory.Name,
    Severity.Warning)
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(RuleContext context)
    {
        var model = context.Model;
        if (model.Base?.Name is not { } name || name == model.Name) yield break;
        var arches = model.Arches.Select(ArchNames.Of).Distinct().ToArray();
        var made = ProfileTable.ArchesOf(name);
        var without = made.Count == 0 ? [] : arches.Where(a => !made.Contains(a)).ToArray();
        var other = ProfileTable.OtherImage(name);
        if (other is null && without.Length == 0) yield break;
        var better = ProfileTable.IsoProfilesFor(arches).ToArray();
        var (made_, not) = other is not null ? ("a " + other, "an ISO: what an ISO boots from is not in it") : (string.Join(", ", made), string.Join(", ", without));
        yield return At(ElementPath.Base, name, made_, not, string.Join(" or ", better.Select(b => "'" + b + "'")) + ", or none").With([.. better.Select(Fix.ReplaceText)]);
    }
}
