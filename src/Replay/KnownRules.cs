using System;
using System.Collections.Generic;
using System.Linq;
using Bivouac.Rules;
using Bivouac.Versioning;

namespace Bivouac.Replay;

/// <summary>All rules: about the C#, about VERSIONS and about the model.</summary>
internal static class KnownRules
{
    /// <summary>Their descriptors, ordered by id.</summary>
    public static IReadOnlyList<RuleDescriptor> All { get; } =
        DefinitionRules.All.Concat(VersionsRules.All).Concat(RuleSet.All.Select(r => r.Descriptor)).OrderBy(r => r.Id, StringComparer.Ordinal).ToArray();
}
