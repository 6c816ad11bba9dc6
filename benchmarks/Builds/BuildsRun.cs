using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Bivouac.Mkimage;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Builders.Sandbox;
using Bivouac.Mkimage.Http;
using Bivouac.Mkimage.Processes;

namespace Bivouac.Benchmarks.Builds;

/// <summary>
/// Whole builds with the real mkimage.sh, the driver's beside plain ones, from scratch and warm. The rows take turns, so that a
/// noisy moment hits all alike; the numbers of a machine that does something else besides say little all the same.
/// </summary>
/// <param name="isFast">Whether the rows with Alpine's compression are left out.</param>
/// <remarks>
/// xorriso looks at the clock while it writes and ends a fixed time after a whole second, so that the same build takes up to a second more or
/// less by when in a second it begins. Builds of a row begin evenly spread over a second, and their mean is what is compared.
/// </remarks>
internal sealed class BuildsRun(bool isFast)
{
    private const int WarmBuilds = 5;

    private readonly AlpineMaterial material = AlpineMaterial.Find();
    private readonly ProcessRunner processes = new();
    private readonly string root = Path.Combine("/var/tmp", "bivouac-benchmark-" + Guid.NewGuid().ToString("N")[..12]);
    private readonly Results results = new();

    /// <summary>Measures and prints.</summary>
    /// <param name="args">The number of rounds, or nothing for 3; then <c>fast</c> to leave out the minutes that Alpine's compression takes.</param>
    /// <returns>0 when everything was measured, whatever came out; 2 when something needed is not there; else the code of what failed.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = 3;
        if (args.Length > 2 || (args.Length > 0 && (!int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out rounds) || rounds < 1)) || (args.Length > 1 && args[1] != "fast"))
        {
            Console.Error.WriteLine("'builds' takes the number of runs, at least 1, then 'fast' to leave out Alpine's compression, and nothing else.");
            return (int)ExitCode.Usage;
        }

        using var interrupt = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            interrupt.Cancel();
        };
        try
        {
            await new BuildsRun(isFast: args.Length > 1).MeasureAsync(rounds, interrupt.Token);
            return (int)ExitCode.Success;
        }
        catch (DriverException e)
        {
            Console.Error.WriteLine(e.Message);
            return (int)e.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Interrupted;
        }
    }

    private async Task MeasureAsync(int rounds, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(root);
        try
        {
            var cacheHome = Path.Combine(root, "cache");
            using var http = new HttpFetcher();
            var builder = new SandboxBuilder(Options(cacheHome), processes, http);
            (await builder.ProbeAsync(cancellationToken)).ThrowIfUnfit();
            Console.WriteLine("making the sandbox ready, which is not measured");
            var layout = await builder.PrepareAsync(progress: null, cancellationToken);

            var driver = new DriverBuilds(material, processes, Path.Combine(root, "project"), cacheHome);
            driver.WritePins();
            var plain = new PlainBuilds(builder, layout, Path.Combine(root, "staged"));
            plain.Stage();
            Console.WriteLine($"Alpine {material.Release}, {rounds} runs of each, {Environment.ProcessorCount} processors, load {Load()}");
            for (var round = 1; round <= rounds; round++)
            {
                await RoundAsync(round, rounds, driver, plain, cancellationToken);
                await builder.RemoveAsync(layout.WorkRoot, ["defaults", "same"], cancellationToken);
                await RemoveAsync(Path.Combine(root, "driver"));
            }

            BuildTable.Print(results);
            Console.WriteLine();
            Console.WriteLine($"load at the end {Load()}");
        }
        finally
        {
            await RemoveAsync(root);
        }
    }

    private async Task RoundAsync(int round, int rounds, DriverBuilds driver, PlainBuilds plain, CancellationToken cancellationToken)
    {
        var place = Path.Combine(root, "driver");
        await EditAsync("first");
        await plain.SendAsync("defaults", cancellationToken);
        await plain.SendAsync("same", cancellationToken);
        var cold = (round - 1.0) / rounds;
        List<Func<Task>> colds =
        [
            () => TakeAsync('B', cold, () => plain.BuildAsync("same", sameCompression: true, warm: false, cancellationToken)),
            () => TakeAsync('C', cold, () => driver.BuildAsync(place, DriverBuilds.Image, cancellationToken)),
        ];
        List<Func<Task>> longs = isFast ? [] :
        [
            () => TakeAsync('A', cold, () => plain.BuildAsync("defaults", sameCompression: false, warm: false, cancellationToken)),
            () => TakeAsync('G', cold, () => driver.BuildAsync(place, DriverBuilds.AlpineCompressed, cancellationToken)),
        ];

        // What ran before leaves its marks on a machine, a long build more than others: what is compared comes first in turns, and in
        // four rounds each follows each.
        if (round % 2 == 0) longs.Reverse();
        if (round / 2 % 2 == 1) colds.Reverse();
        foreach (var build in longs.Concat(colds)) await build();

        for (var build = 0; build < WarmBuilds; build++)
        {
            var warm = (build + cold) / WarmBuilds;
            await EditAsync($"edit {build}");
            await plain.SendAsync("same", cancellationToken);
            await TakeAsync('D', warm, () => plain.BuildAsync("same", sameCompression: true, warm: true, cancellationToken));
            await TakeAsync('E', warm, () => driver.BuildAsync(place, DriverBuilds.Image, cancellationToken));
        }

        var unchanged = await TakeAsync('F', 0, () => driver.BuildAsync(place, DriverBuilds.Image, cancellationToken));
        if (unchanged.Sections.Count > 0) throw new InvalidOperationException("The driver built although nothing had changed.");

        // The scripts carry the hash of the overlay's files.
        async Task EditAsync(string state)
        {
            driver.WriteOverlay($"{state} {round}\n");
            await driver.WriteScriptsAsync(plain.Scripts, cancellationToken);
        }

        async Task<Sample> TakeAsync(char row, double phase, Func<Task<Sample>> build)
        {
            // What the build before left to be written is not this one's.
            await processes.RunAsync(new("sync", []), cancellationToken);
            await WaitForPhaseAsync(phase, cancellationToken);
            var sample = await build();
            results.Add(row, sample);
            Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "run {0}: {1} {2:F2} s", round, row, sample.Seconds));
            return sample;
        }
    }

    /// <summary>Waits for the given part of the clock's next second.</summary>
    private static Task WaitForPhaseAsync(double phase, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.UtcNow.TimeOfDay.TotalSeconds % 1;
        return Task.Delay(TimeSpan.FromSeconds((phase - now + 1) % 1), cancellationToken);
    }

    private BuilderOptions Options(string cacheHome) => new()
    {
        Arch = AlpineMaterial.Arch,
        Release = material.Release,
        Branch = AlpineMaterial.Branch,
        MinirootfsSha256 = material.MinirootfsSha256,
        Mirror = material.Mirror,
        AportsSource = material.Aports,
        ApkKeys = material.ApkKeys,
        CacheDirectory = Path.Combine(cacheHome, "bivouac"),
        WorkDirectory = Path.Combine(root, "plain"),
    };

    /// <summary>Without root, what builds made belongs to subordinate ids.</summary>
    private async Task RemoveAsync(string folder)
    {
        if ((await processes.RunAsync(new("rm", ["-rf", folder]))).Succeeded) return;
        var removed = await processes.RunAsync(new("unshare", ["--user", "--map-auto", "--map-root-user", "rm", "-rf", folder]));
        if (!removed.Succeeded) Console.Error.WriteLine($"{folder} is left: {removed.Reason()}");
    }

    private static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3));
}
