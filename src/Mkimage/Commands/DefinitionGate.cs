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
    /// <exception cref="DriverException">There are errors, or the scripts do not belong to the definition.</exception>
    public static void Pass(DriverServices services, IReadOnlyList<LiveCdImage> images, ProjectContext project, bool quiet = false)
    {
        var findings = ProjectCheck.Run(images, project);
        foreach (var finding in findings.Where(f => f.Rule.Severity == Severity.Error || (f.Rule.Severity == Severity.Warning && !quiet))) services.Reporter.Finding(finding);
        var errors = findings.Count(f => f.Rule.Severity == Severity.Error);
        if (errors > 0)
            throw new DriverException(ExitCode.DefinitionHasErrors, "The definition has errors", $"{errors} of the findings above", "Correct them, then run it again.");
        foreach (var image in images)
        {
            RequireSameVersions(image, project);
            RequireSameScripts(image);
        }
    }

    /// <summary>The scripts read VERSIONS when they run, the definition was compiled with it: both must be the same file's.</summary>
    private static void RequireSameVersions(LiveCdImage image, ProjectContext project)
    {
        foreach (var part in image.Model.Texts().SelectMany(t => t.Value.Parts).Where(p => p.Key is not null))
        {
            if (project.Versions[part.Key!] == part.Value) continue;
            throw new DriverException(
                ExitCode.DefinitionHasErrors,
                $"{part.Key} has changed since the program was compiled",
                $"it was compiled with {part.Key}={part.Value}, and {project.VersionsPath ?? "VERSIONS"} says {project.Versions[part.Key!] ?? "nothing"}",
                "Compile it again: dotnet run does.");
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
