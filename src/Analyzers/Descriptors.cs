using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bivouac.Replay;
using Bivouac.Rules;
using Bivouac.Versioning;
using Microsoft.CodeAnalysis;

namespace Bivouac.Analyzers;

/// <summary>The compiler's descriptors of all rules.</summary>
internal static class Descriptors
{
    /// <summary>Rules that can be judged only when all of the project has been looked at.</summary>
    private static readonly HashSet<string> AtEnd = [DefinitionRules.DuplicateProfile.Id, VersionsRules.Unused.Id];

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById =
        KnownRules.All.ToImmutableDictionary(r => r.Id, Create);

    /// <summary>All of them, ordered by id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. ById.Values.OrderBy(d => d.Id, System.StringComparer.Ordinal)];

    /// <summary>The descriptor of a rule.</summary>
    public static DiagnosticDescriptor Of(RuleDescriptor rule) => ById[rule.Id];

    private static DiagnosticDescriptor Create(RuleDescriptor rule) => new(
        rule.Id,
        rule.Title,
        rule.MessageFormat,
        rule.CompilerCategory,
        rule.Severity switch
        {
            Severity.Error => DiagnosticSeverity.Error,
            Severity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Info,
        },
        isEnabledByDefault: true,
        helpLinkUri: rule.HelpLink,
        customTags: AtEnd.Contains(rule.Id) ? [WellKnownDiagnosticTags.CompilationEnd] : []);
}
