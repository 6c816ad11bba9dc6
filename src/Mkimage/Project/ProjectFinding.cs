using System.Collections.Generic;
using Bivouac.Rules;

namespace Bivouac.Mkimage.Project;

/// <summary>A finding with its place, as it is shown to a person.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Severity">How severe it is in this project.</param>
/// <param name="Message">The fact, then what to do.</param>
/// <param name="Profiles">The images it is about, by their profile names; none when it is about VERSIONS.</param>
/// <param name="File">The file, absolute or relative to the project, or null when it is not known.</param>
/// <param name="Line">The line, from 1; 0 when it is not known.</param>
/// <param name="Column">The column, from 1; 0 when it is not known.</param>
public sealed record ProjectFinding(RuleDescriptor Rule, Severity Severity, string Message, IReadOnlyList<string> Profiles, string? File, int Line, int Column);
