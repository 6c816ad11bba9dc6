using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage;
using Bivouac.Mkimage.Processes;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Reporting.Records;

namespace Bivouac.Benchmarks.Builds;

/// <summary>Builds as users have them: the program of a small image (<c>MeasuredDriver</c>), as the package gives it, in a process of its own, so that its start counts.</summary>
/// <param name="material">The Alpine.</param>
/// <param name="processes">Starts it.</param>
/// <param name="project">The folder of its project.</param>
/// <param name="cacheHome">XDG_CACHE_HOME.</param>
internal sealed class DriverBuilds(AlpineMaterial material, IProcessRunner processes, string project, string cacheHome)
{
    /// <summary>The image's profile.</summary>
    public const string Image = "small";

    /// <summary>The profile of the same image with Alpine's compression.</summary>
    public const string AlpineCompressed = "smallxz";

    /// <summary>Writes the pins of the project.</summary>
    public void WritePins()
    {
        Directory.CreateDirectory(project);
        File.WriteAllText(
            Path.Combine(project, "VERSIONS"),
            $"ALPINE_VERSION={AlpineMaterial.Branch}\nALPINE_RELEASE={material.Release}\nMINIROOTFS_SHA256_X86_64={material.MinirootfsSha256}\n");
    }

    /// <summary>Changes the one file of the overlay.</summary>
    /// <param name="text">Its content.</param>
    public void WriteOverlay(string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(project, "overlay", "etc"));
        File.WriteAllText(Path.Combine(folder.FullName, "motd"), text);
    }

    /// <summary>Writes the generated scripts for use by hand.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task WriteScriptsAsync(string folder, CancellationToken cancellationToken) => RunAsync(["scripts", "--profile", Image, "--project", project, "--output", folder], cancellationToken);

    /// <summary>Builds.</summary>
    /// <param name="place">The folder for its work directory and its results.</param>
    /// <param name="image">The image's profile.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <returns>The sample; without stages and sections when nothing had to be made.</returns>
    /// <exception cref="DriverException">It failed.</exception>
    public async Task<Sample> BuildAsync(string place, string image, CancellationToken cancellationToken)
    {
        var before = Read(place, image)?.StartedAt;
        var begun = Stopwatch.GetTimestamp();
        try
        {
            await RunAsync(["build", "--quiet", .. Arguments(place, image)], cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The build itself goes on without its driver.
            await RunAsync(["build", "--stop", .. Arguments(place, image)], CancellationToken.None);
            throw;
        }

        var took = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var record = Read(place, image) ?? throw new InvalidOperationException("The driver left no record of its build.");
        return record.StartedAt == before
            ? new(took)
            : new(took) { Stages = record.Stages, Sections = [.. record.Sections.Select(s => (s.Name, s.Seconds))] };
    }

    private static string Output(string place) => Path.Combine(place, "out");

    private static BuildRecord? Read(string place, string image)
    {
        var file = ReportFiles.RecordPath(Path.Combine(Output(place), $"alpine-{image}-{AlpineMaterial.Branch}-{AlpineMaterial.Arch}.iso"));
        return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), RecordJson.Default.BuildRecord) : null;
    }

    private IEnumerable<string> Arguments(string place, string image) =>
    [
        "--profile", image, "--project", project, "--output", Output(place), "--workdir", Path.Combine(place, "work"), "--builder", "sandbox",
        "--mirror", material.Mirror, "--aports", material.Aports, .. material.ApkKeys.SelectMany(k => (string[])["--apk-key", k]),
    ];

    private async Task RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "");
        environment["XDG_CACHE_HOME"] = cacheHome;
        var result = await processes.RunAsync(new("dotnet", [Program(), .. arguments]) { Environment = environment }, cancellationToken);
        if (!result.Succeeded)
            throw new DriverException((ExitCode)result.ExitCode, $"The driver's '{arguments[0]}' failed", result.Reason(), "Run it by hand with the same project to see more.");
    }

    /// <summary>The program lies in its own project's folder, built with the same configuration.</summary>
    private static string Program()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = here.Parent!;
        return Path.Combine(configuration.Parent!.Parent!.FullName, "MeasuredDriver", "bin", configuration.Name, here.Name, "Bivouac.MeasuredDriver.dll");
    }
}
