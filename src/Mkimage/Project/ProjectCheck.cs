using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bivouac.Apk;
using Bivouac.Model;
using Bivouac.Rules;
using Bivouac.Rules.Settings;
using Bivouac.Scripts;
using Bivouac.Versioning;

namespace Bivouac.Mkimage.Project;

/// <summary>Everything that can be said of a project without a builder.</summary>
public static class ProjectCheck
{
    /// <summary>
    /// The findings that the project's settings do not hide: about VERSIONS first, then in the order of the source. What stands in a fragment
    /// that several images use is found once.
    /// </summary>
    /// <param name="images">The images.</param>
    /// <param name="project">The project.</param>
    /// <param name="others">All images of the project where only some are checked: what one of them uses is used. Default: those that are checked.</param>
    /// <exception cref="DriverException">A package index cannot be read (<see cref="ExitCode.DefinitionHasErrors"/>).</exception>
    public static IReadOnlyList<ProjectFinding> Run(IReadOnlyList<LiveCdImage> images, ProjectContext project, IReadOnlyList<LiveCdImage>? others = null) =>
    [
        .. Versions(others ?? images, project),
        .. Models(images, project)
            .GroupBy(f => (f.Rule, f.Message, f.File, f.Line, f.Column))
            .Select(g => g.First() with { Profiles = [.. g.SelectMany(f => f.Profiles).Distinct()] })
            .OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column).ThenBy(f => f.Rule.Id, StringComparer.Ordinal),
    ];

    private static IEnumerable<ProjectFinding> Versions(IReadOnlyList<LiveCdImage> images, ProjectContext project)
    {
        var settings = images.Count == 0 ? FindingSettings.None : images[0].Settings;
        foreach (var problem in project.Versions.Problems)
            if (At(problem.Rule, problem.Message, problem.Line) is { } found) yield return found;
        if (project.IsVersionsShared) yield break;
        var used = images.SelectMany(i => i.UsedVersionKeys.Concat(i.OtherVersionKeys).Concat(VersionKeys.Of(i.Model))).ToHashSet();
        foreach (var entry in project.Versions.Entries.Where(e => !used.Contains(e.Key) && !VersionKey.IsDriverKey(e.Key)))
            if (At(VersionsRules.Unused, Message(VersionsRules.Unused, entry.Key, entry.MemberName), entry.Line) is { } found) yield return found;

        ProjectFinding? At(RuleDescriptor rule, string message, int line) =>
            settings.SeverityOf(rule, null, line) is { } severity ? new(rule, severity, message, [], project.VersionsPath, line, 1) : null;
    }

    /// <summary>VERSIONS may have lost a key since the program was compiled.</summary>
    private static IEnumerable<ProjectFinding> UndefinedKeys(LiveCdImage image, ProjectContext project) =>
        from text in image.Model.Texts()
        from key in text.Value.Parts.Select(p => p.Key).OfType<string>().Distinct()
        where project.Versions[key] is null
        let found = At(image, VersionsRules.Undefined, Message(VersionsRules.Undefined, VersionKey.MemberName(key), Missing(project), key), image.Sources[text.Key])
        where found is not null
        select found;

    private static IEnumerable<ProjectFinding> Models(IReadOnlyList<LiveCdImage> images, ProjectContext project)
    {
        var files = new ProjectFolder(project.Directory);
        var packages = Indexes(project.Directory);
        return images.SelectMany(image => OfCompiler(image).Concat(UndefinedKeys(image, project)).Concat(
            RuleSet.Check(new RuleContext(image.Model, files, packages)).Select(f => At(image, f.Rule, f.Message, image.Sources[f.Element])).OfType<ProjectFinding>()));
    }

    internal static PackageIndexes Indexes(string folder)
    {
        try
        {
            return ProjectIndexes.Read(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(ExitCode.DefinitionHasErrors, "A package index of the project cannot be read", e.Message.TrimEnd('.'), "Make it readable, or remove it.", e);
        }
    }

    /// <summary>What only the compiler could see. The program runs, so these are findings about versions that became plain text.</summary>
    private static IEnumerable<ProjectFinding> OfCompiler(LiveCdImage image) =>
        from finding in image.CompilerFindings
        let rule = VersionsRules.All.Single(r => r.Id == finding.RuleId)
        let found = At(image, rule, Message(rule, [.. finding.Arguments]), SourcePlace.Parse(finding.Place))
        where found is not null
        select found;

    private static ProjectFinding? At(LiveCdImage image, RuleDescriptor rule, string message, SourcePlace? place) =>
        image.Settings.SeverityOf(rule, place?.File, place?.Line ?? 0) is { } severity
            ? new(rule, severity, message, [image.Model.Name], place?.File, place?.Line ?? 0, place?.Column ?? 0)
            : null;

    private static string Message(RuleDescriptor rule, params string[] arguments) => new Finding(rule, ElementPath.Definition, new(arguments)).Message;

    private static string Missing(ProjectContext project) =>
        project.VersionsPath is null ? "there is no VERSIONS in the project or a folder above it" : "VERSIONS has no such key";
}
