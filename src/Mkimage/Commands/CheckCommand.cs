using System;
using System.CommandLine;
using System.Linq;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting.Findings;
using Bivouac.Rules;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>check</c>: shows what the rules find.</summary>
internal sealed class CheckCommand(DriverServices services, CommandLineOptions options)
{
    public int Run(ParseResult result, ProjectContext project)
    {
        var file = result.GetValue(options.Report);
        if (file is not null) FindingsWriter.FormatOf(file);
        var images = ImageSelection.All(services.Images, result.GetValue(options.Profile));
        var report = new FindingsReport([.. images.Select(i => i.Model.Name)], project.Directory, ProjectCheck.Run(images, project, services.Images), CommandLineProgram.Version);
        try
        {
            new FindingsWriter(services.Reporter).Show(report, Enum.Parse<FindingsFormat>(result.GetValue(options.Format)!, ignoreCase: true));
        }
        finally
        {
            // Whoever reads the file may not be whoever closed the terminal.
            if (file is not null) FindingsWriter.Save(report, file);
        }

        return (int)(report.Findings.Any(f => f.Severity == Severity.Error) ? ExitCode.DefinitionHasErrors : ExitCode.Success);
    }
}
