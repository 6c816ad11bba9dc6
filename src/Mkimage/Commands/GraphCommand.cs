using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using Bivouac.Boot;
using Bivouac.Mkimage.Files;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting.Graph;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>graph</c>: shows what starts at boot, in which order, and what SSH waits for.</summary>
internal sealed class GraphCommand(DriverServices services, CommandLineOptions options)
{
    public int Run(ParseResult result, ProjectContext project)
    {
        var format = result.GetValue(options.GraphFormat)!;
        var images = ImageSelection.All(services.Images, result.GetValue(options.Profile));
        if (format != "text" && images.Count > 1)
            throw new DriverException(ExitCode.Usage, "One picture cannot show several images", "the project defines " + string.Join(", ", images.Select(i => i.Model.Name)), "Name one of them with --profile.");
        var files = new ProjectFolder(project.Directory);
        var packages = ProjectCheck.Indexes(project.Directory);
        var texts = images.Select(i => Print(i.Model.Name, BootGraph.Of(i.Model, files, packages), format));
        var text = string.Join("\n", texts);
        if (result.GetValue(options.GraphFile) is not { } path)
        {
            services.Reporter.Line(text.TrimEnd('\n'));
            return (int)ExitCode.Success;
        }

        try
        {
            AtomicFile.Write(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(ExitCode.Usage, $"'{path}' cannot be written", e.Message.TrimEnd('.'), "Name a file in a folder that you may write to.", e);
        }

        services.Reporter.Line(Path.GetFullPath(path));
        return (int)ExitCode.Success;
    }

    private static string Print(string name, BootGraph graph, string format) => format switch
    {
        "svg" => SvgGraph.Draw(name, graph),
        "mermaid" => string.Concat(MermaidGraph.Lines(graph).Select(l => l + "\n")),
        _ => string.Concat(GraphText.Lines(name, graph).Select(l => l + "\n")),
    };
}
