using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Bivouac.Mkimage.Reporting.Findings.Sarif;

// The part of SARIF 2.1.0 (OASIS standard of 27 March 2020) that is written here; the names are the standard's, section by section.

/// <summary>§3.13.</summary>
internal sealed record SarifLog([property: JsonPropertyName("$schema")] string Schema, string Version, IReadOnlyList<SarifRun> Runs);

/// <summary>§3.14.</summary>
internal sealed record SarifRun(
    SarifTool Tool,
    IReadOnlyList<SarifInvocation> Invocations,
    IReadOnlyDictionary<string, SarifArtifactLocation> OriginalUriBaseIds,
    string ColumnKind,
    IReadOnlyList<SarifResult> Results);

/// <summary>§3.18.</summary>
internal sealed record SarifTool(SarifToolComponent Driver);

/// <summary>§3.19.</summary>
internal sealed record SarifToolComponent(string Name, string Version, string InformationUri, IReadOnlyList<SarifReportingDescriptor> Rules);

/// <summary>§3.49.</summary>
internal sealed record SarifReportingDescriptor(
    string Id,
    string Name,
    SarifMessage ShortDescription,
    SarifMessage FullDescription,
    SarifMessage Help,
    string HelpUri,
    SarifConfiguration DefaultConfiguration,
    SarifRuleProperties Properties);

/// <summary>§3.50.</summary>
internal sealed record SarifConfiguration(string Level);

/// <summary>§3.8: what the standard leaves to tools.</summary>
internal sealed record SarifRuleProperties(string Category, IReadOnlyList<string> Tags);

/// <summary>§3.20.</summary>
internal sealed record SarifInvocation(bool ExecutionSuccessful);

/// <summary>§3.27.</summary>
internal sealed record SarifResult(string RuleId, int RuleIndex, string Level, SarifMessage Message, IReadOnlyList<SarifLocation> Locations, SarifResultProperties Properties);

/// <summary>§3.8: what the standard leaves to tools.</summary>
internal sealed record SarifResultProperties(IReadOnlyList<string> Images);

/// <summary>§3.11 and §3.12.</summary>
internal sealed record SarifMessage(string Text);

/// <summary>§3.28.</summary>
internal sealed record SarifLocation(SarifPhysicalLocation PhysicalLocation);

/// <summary>§3.29.</summary>
internal sealed record SarifPhysicalLocation(SarifArtifactLocation ArtifactLocation, SarifRegion? Region);

/// <summary>§3.4.</summary>
internal sealed record SarifArtifactLocation(string Uri, string? UriBaseId = null);

/// <summary>§3.30.</summary>
internal sealed record SarifRegion(int StartLine, int StartColumn);
