using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Tools;
using Bivouac.Scripts;

namespace Bivouac.Benchmarks.Builds;

/// <summary>Builds as by hand: <c>sh mkimage.sh</c> on the generated scripts, in the same builder as the driver's, with nothing of the driver's around it.</summary>
/// <param name="builder">The builder.</param>
/// <param name="layout">Its places.</param>
/// <param name="folder">A folder of this machine for what is staged.</param>
internal sealed class PlainBuilds(IBuilder builder, BuilderLayout layout, string folder)
{
    /// <summary>What a person who goes by the contract does first: of the work directory apks_*, kernel_*, syslinux_* and grub_* stay.</summary>
    private const string Clean = """
        for entry in "$work"/*; do
        	case ${entry##*/} in
        	apks_* | kernel_* | syslinux_* | grub_*) ;;
        	*) rm -rf "$entry" ;;
        	esac
        done

        """;

    private const string Took = ">>> took ";

    /// <summary>The folder that the generated scripts are to be written to.</summary>
    public string Scripts => Path.Combine(folder, "stage");

    /// <summary>Lays out what stands around the scripts; the wrappers are on PATH only when the same compression is wanted.</summary>
    public void Stage()
    {
        foreach (var name in (string[])["home", "bin", "work", "tmp"]) Directory.CreateDirectory(Path.Combine(folder, name));
        File.CreateSymbolicLink(Path.Combine(folder, "home", ".mkimage"), "../stage");

        // The measured image chooses no compression, so it has the defaults.
        var defaults = new LiveCdBuilder().Build(DriverBuilds.Image);
        Write(MksquashfsWrapper.Of(defaults.ModloopCompression));
        Write(MkinitfsWrapper.Of(defaults.InitramfsCompression));
    }

    /// <summary>Sends what is staged, which is not measured: by hand the files are there already.</summary>
    /// <param name="place">A folder below the work root.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task SendAsync(string place, CancellationToken cancellationToken) => builder.PutAsync(folder, Inside(place), cancellationToken);

    /// <summary>Builds.</summary>
    /// <param name="place">The folder below the work root.</param>
    /// <param name="sameCompression">Whether the wrappers are on PATH; else the compression is Alpine's.</param>
    /// <param name="warm">Whether the work directory holds a former build, of which the costly sections stay.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="DriverException">It failed, or made no image.</exception>
    public async Task<Sample> BuildAsync(string place, bool sameCompression, bool warm, CancellationToken cancellationToken)
    {
        var outputs = "out-" + (warm ? "warm" : "cold");
        var command = Command(place, outputs, sameCompression, warm);
        var log = new BuildLog(TimeProvider.System);
        var begun = Stopwatch.GetTimestamp();
        var run = await builder.StartAsync(command, CancellationToken.None);
        try
        {
            await foreach (var line in LogLines.ReadAsync(builder.FollowAsync(run, 0, cancellationToken), cancellationToken)) log.Add(line.Text);
        }
        catch (OperationCanceledException)
        {
            await builder.StopAsync(run, CancellationToken.None);
            throw;
        }

        var took = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        log.End();
        var state = await builder.GetStateAsync(run, cancellationToken);
        var images = await builder.ListAsync($"{Inside(place)}/{outputs}", cancellationToken);
        if (state.ExitCode != 0 || !images.Any(i => i.Name.EndsWith(".iso", StringComparison.Ordinal) && i.Length > 0))
            throw new DriverException(ExitCode.MkimageFailed, "Plain mkimage.sh made no image", string.Join('\n', log.Tail(20)), $"Its whole log is {run.LogFile}");
        return new(took) { Inside = InsideSeconds(log), Sections = [.. log.Sections.Select(s => (s.Name, s.Took.TotalSeconds))] };
    }

    private BuilderCommand Command(string place, string outputs, bool sameCompression, bool warm)
    {
        var root = Inside(place);
        var environment = new Dictionary<string, string>(layout.Environment, StringComparer.Ordinal)
        {
            ["HOME"] = root + "/home",
            ["TMPDIR"] = root + "/tmp",
            ["SOURCE_DATE_EPOCH"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        if (sameCompression) environment["PATH"] = $"{root}/bin:{environment["PATH"]}";
        var script = $"""
            work=$1
            shift
            read -r begin rest </proc/uptime
            {(warm ? Clean : "")}sh "$@"
            code=$?
            read -r end rest </proc/uptime
            echo "{Took}$begin $end"
            exit "$code"

            """;
        return new(
            "plain",
            [
                "sh", "-c", script, "plain", root + "/work", layout.ScriptsFolder + "/mkimage.sh",
                "--profile", DriverBuilds.Image,
                "--arch", AlpineMaterial.Arch,
                "--tag", AlpineMaterial.Branch,
                "--workdir", root + "/work",
                "--outdir", $"{root}/{outputs}",
                .. layout.Repositories.SelectMany(r => (string[])["--repository", r]),
            ],
            environment,
            root + "/stage");
    }

    private string Inside(string place) => $"{layout.WorkRoot}/{place}";

    private static double InsideSeconds(BuildLog log)
    {
        var times = log.Lines.Last(l => l.StartsWith(Took, StringComparison.Ordinal))[Took.Length..].Split(' ').Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
        return times[1] - times[0];
    }

    private void Write(ScriptFile program)
    {
        var path = Path.Combine(folder, "bin", program.Name);
        File.WriteAllText(path, program.Text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }
}
