using Bivouac.Rules;

namespace Bivouac.Mkimage.Project;

/// <summary>A finding with its place, as it is shown to a person.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Message">The fact, then what to do.</param>
/// <param name="Profile">The image it is about, or null when it is about VERSIONS.</param>
/// <param name="File">The file, or null when it is not known.</param>
/// <param name="Line">The line, from 1; 0 when it is not known.</param>
/// <param name="Column">The column, from 1; 0 when it is not known.</param>
public sealed record ProjectFinding(RuleDescriptor Rule, string Message, string? Profile, string? File, int Line, int Column);
