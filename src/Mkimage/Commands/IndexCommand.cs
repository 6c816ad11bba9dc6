using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Files;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Image.Packages;
using Bivouac.Mkimage.Indexes;
using Bivouac.Mkimage.Project;
using Bivouac.Mkimage.Reporting;

namespace Bivouac.Mkimage.Commands;

/// <summary><c>index</c>: writes the package indexes of main and community into the project, for each branch and architecture of its images.</summary>
internal sealed class IndexCommand(DriverServices services, CommandLineOptions options)
{
    private static readonly string[] Repositories = ["main", "community"];

    public async Task<int> RunAsync(ParseResult result, ProjectContext project, CancellationToken cancellationToken)
    {
        var images = ImageSelection.All(services.Images, result.GetValue(options.Profile));
        var folders = images
            .SelectMany(i => ImageSelection.Arches(i, result.GetValue(options.Arch)).Select(arch => (Branch: Mirror.BranchFolder(Pins.BranchOf(i.Model, project)), Arch: arch)))
            .Distinct()
            .SelectMany(x => Repositories.Select(r => $"{x.Branch}/{r}/{x.Arch}"))
            .ToArray();
        if (folders.Length == 0)
            throw new DriverException(ExitCode.DefinitionHasErrors, "It is not known which indexes are needed", images.Count == 0 ? "the project defines no image" : "no image declares an architecture", "Declare one with .Arch(...), then run it again.");

        var mirror = Mirror.Parse(result.GetValue(options.Mirror) ?? BuilderOptions.DefaultMirror);
        using var http = new HttpFetcher();
        var indexes = new MirrorIndexes(mirror, new MirrorFiles(mirror, http));
        var read = new List<(string Path, ApkIndex Index)>();
        foreach (var folder in folders)
            read.Add(($"{ProjectIndexes.Folder}/{folder}/APKINDEX", await indexes.ReadAsync(folder, cancellationToken).ConfigureAwait(false)));

        // All of them or none: half of a branch would be no ground for a finding.
        foreach (var (path, index) in read)
        {
            Save(Path.Combine(project.Directory, path), IndexText.Print(index));
            services.Reporter.Line(path + ": " + Counted.Of(index.Packages.Count, "package"));
        }

        services.Reporter.Line("Names and versions of packages are checked from now on. Run it again to follow the branch.");
        return (int)ExitCode.Success;
    }

    private static void Save(string path, string text)
    {
        try
        {
            AtomicFile.Write(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException(ExitCode.Usage, $"'{path}' cannot be written", e.Message.TrimEnd('.'), "Make the project's folder writable.", e);
        }
    }
}
