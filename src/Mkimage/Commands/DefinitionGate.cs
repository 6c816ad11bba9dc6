using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Project;
using Bivouac.Rules;
using Bivouac.Scripts;

namespace Bivouac.Mkimage.Commands;

/// <summary>Nothing is staged or built from a definition that has errors.</summary>
internal static class DefinitionGate
{
    /// <summary>Shows the findings and stops at errors.</summary>
    /// <param name="services">What commands work with.</param>
    /// <param name="images">What is going to be staged or built.</param>
    /// <param name="project">Their project.</param>
    /// <param name="aside">Whether the output is for a program, so that findings go beside it.</param>
    /// <exception cref="DriverException">There are errors, or the scripts do not belong to the definition.</exception>
    public static void Pass(DriverServices services, IReadOnlyList<LiveCdImage> images, ProjectContext project, bool aside = false)
    {
        var findings = ProjectCheck.Run(images, project, services.Images);
        foreach (var finding in findings.Where(f => f.Severity is Severity.Error or Severity.Warning))
        {
            if (aside) services.Reporter.FindingAside(finding, project.Directory);
            else services.Reporter.Finding(finding, project.Directory);
        }

        var errors = findings.Count(f => f.Severity == Severity.Error);
        if (errors > 0)
            throw new DriverException(ExitCode.DefinitionHasErrors, "The definition has errors", $"{errors} of the findings above", "Correct them, then run it again.");
        foreach (var image in images)
        {
            RequireSameScripts(image);
            RequireSameVersions(image, project);
        }
    }

    /// <summary>The scripts source VERSIONS as it is now; what they are compared with is what the compiler read from it.</summary>
    private static void RequireSameVersions(LiveCdImage image, ProjectContext project)
    {
        foreach (var part in image.Model.Texts().SelectMany(t => t.Value.Parts).Where(p => p.Key is not null && project.Versions[p.Key] != p.Value))
        {
            throw new DriverException(
                ExitCode.DefinitionHasErrors,
                $"VERSIONS has changed since the program of '{image.Model.Name}' was built",
                $"{part.Key} was {part.Value} then and is {project.Versions[part.Key!]} now ({project.VersionsPath})",
                "Run it again without --no-build, or run 'dotnet build' first.");
        }
    }

    /// <summary>The compiler printed the scripts, the program ran the definition: both must have come to the same.</summary>
    private static void RequireSameScripts(LiveCdImage image)
    {
        foreach (var script in ScriptSet.Print(image.Model))
        {
            if (image.Scripts.TryGetValue(script.Name, out var text) && text == script.Text) continue;
            throw new DriverException(
                ExitCode.Unexpected,
                $"The compiler and the program disagree about {script.Name}",
                "the definition says something else when it runs than the compiler read from it",
                "Run 'dotnet build --no-incremental'; if it stays, report it with the definition.");
        }
    }
}
