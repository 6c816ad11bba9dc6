using System.Collections.Generic;
using System.Linq;
using Bivouac.Model;
using Bivouac.Rules;
using Bivouac.Scripts;
using Bivouac.Versioning;

namespace Bivouac.Mkimage.Project;

/// <summary>Everything that can be said of a project without a builder.</summary>
public static class ProjectCheck
{
    /// <summary>The findings: about VERSIONS first, then about each image.</summary>
    /// <param name="images">The images.</param>
    /// <param name="project">The project.</param>
    public static IReadOnlyList<ProjectFinding> Run(IReadOnlyList<LiveCdImage> images, ProjectContext project) =>
        [.. Versions(images, project), .. Models(images, project)];

    private static IEnumerable<ProjectFinding> Versions(IReadOnlyList<LiveCdImage> images, ProjectContext project)
    {
        foreach (var problem in project.Versions.Problems)
            yield return new(problem.Rule, problem.Message, null, project.VersionsPath, problem.Line, 1);
        var used = images.SelectMany(i => i.UsedVersionKeys.Concat(VersionKeys.Of(i.Model))).ToHashSet();
        foreach (var entry in project.Versions.Entries.Where(e => !used.Contains(e.Key) && !VersionKey.IsDriverKey(e.Key)))
        {
            var finding = new Finding(VersionsRules.Unused, ElementPath.Definition, new([entry.Key, entry.MemberName]));
            yield return new(finding.Rule, finding.Message, null, project.VersionsPath, entry.Line, 1);
        }

        foreach (var key in images.SelectMany(i => VersionKeys.Of(i.Model)).Distinct().Where(k => project.Versions[k] is null))
        {
            var finding = new Finding(VersionsRules.Undefined, ElementPath.Definition, new([VersionKey.MemberName(key), Missing(project), key]));
            yield return new(finding.Rule, finding.Message, null, project.VersionsPath, 0, 0);
        }
    }

    private static IEnumerable<ProjectFinding> Models(IReadOnlyList<LiveCdImage> images, ProjectContext project)
    {
        var files = new ProjectFolder(project.Directory);
        var packages = ProjectIndexes.Read(project.Directory);
        foreach (var image in images)
        {
            foreach (var finding in RuleSet.Check(new RuleContext(image.Model, files, packages)))
            {
                var place = image.Sources[finding.Element];
                yield return new(finding.Rule, finding.Message, image.Model.Name, place?.File, place?.Line ?? 0, place?.Column ?? 0);
            }
        }
    }

    private static string Missing(ProjectContext project) =>
        project.VersionsPath is null ? "there is no VERSIONS in the project or a folder above it" : "VERSIONS has no such key";
}
