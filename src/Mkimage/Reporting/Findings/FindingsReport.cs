using System.Collections.Generic;
using Bivouac.Mkimage.Project;

namespace Bivouac.Mkimage.Reporting.Findings;

/// <summary>What <c>check</c> has to say.</summary>
/// <param name="Images">The images that were checked, by their profile names.</param>
/// <param name="ProjectFolder">The absolute path of the project's folder.</param>
/// <param name="Findings">The findings.</param>
/// <param name="Version">The version of Bivouac.</param>
internal sealed record FindingsReport(IReadOnlyList<string> Images, string ProjectFolder, IReadOnlyList<ProjectFinding> Findings, string Version);
