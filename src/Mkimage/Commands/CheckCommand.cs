using System.CommandLine;
using System.Linq;
using Bivouac.Mkimage.Project;
using Bivouac.Rules;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>check</c>: shows what the rules find.</summary>
internal sealed class CheckCommand(DriverServices services, CommandLineOptions options)
{
    public int Run(ParseResult result, ProjectContext project)
    {
        var images = ImageSelection.All(services.Images, result.GetValue(options.Profile));
        var findings = ProjectCheck.Run(images, project);
        foreach (var finding in findings) services.Reporter.Finding(finding);
        var errors = findings.Count(f => f.Rule.Severity == Severity.Error);
        var warnings = findings.Count(f => f.Rule.Severity == Severity.Warning);
        services.Reporter.Line($"{images.Count} image(s) checked: {errors} error(s), {warnings} warning(s), {findings.Count - errors - warnings} hint(s).");
        return (int)(errors > 0 ? ExitCode.DefinitionHasErrors : ExitCode.Success);
    }
}
