using System;
using System.Diagnostics;
using System.Globalization;
using Bivouac.Analyzers;

namespace Bivouac.Benchmarks;

/// <summary>The same measurements in seconds rather than minutes: means without statistics.</summary>
internal static class QuickRun
{
    public static void Run()
    {
        Console.WriteLine("classes overlay packages  generator   System.Text.Json   with analyzer   with an idle one   (ms of processor time an edit)");
        foreach (var classes in new[] { 1, 10, 100 })
        {
            foreach (var (files, packages) in new[] { (0, 0), (1000, 0), (1000, 25000) })
            {
                var workload = new Workload(classes, files, packages);
                var edits = Math.Max(10, 400 / classes);
                Mean(() => workload.EditAndGenerate(), edits);
                Mean(() => workload.EditAndAnalyze(new LiveCdAnalyzer()), 5);
                Mean(() => workload.EditAndAnalyze(new IdleAnalyzer()), 5);
                Console.WriteLine(string.Format(
                    CultureInfo.InvariantCulture,
                    "{0,7} {1,7} {2,8} {3,10:F2} {4,18:F2} {5,15:F2} {6,18:F2}",
                    classes,
                    files,
                    packages,
                    Mean(() => workload.EditAndGenerate(), edits),
                    Mean(() => workload.EditAndGenerateJson(), edits),
                    Mean(() => workload.EditAndAnalyze(new LiveCdAnalyzer()), Math.Max(5, edits / 4)),
                    Mean(() => workload.EditAndAnalyze(new IdleAnalyzer()), Math.Max(5, edits / 4))));
            }
        }
    }

    /// <summary>What the first analysis costs in a process that has done nothing before, as when a project is opened: assemblies, tables, the compiler itself.</summary>
    /// <param name="idle">Whether an analyzer that does nothing takes the place of Bivouac's.</param>
    public static void First(bool idle)
    {
        var workload = new Workload(10, 1000, 25000);
        var cost = Mean(() => workload.EditAndAnalyze(idle ? new IdleAnalyzer() : new LiveCdAnalyzer()), 1);
        Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "the first analysis, {0}: {1:F0} ms of processor time", idle ? "idle analyzer" : "Bivouac", cost));
    }

    /// <summary>Processor time rather than the clock: other programs on the machine change it little.</summary>
    private static double Mean(Func<object> action, int count)
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        var before = process.TotalProcessorTime;
        for (var i = 0; i < count; i++) action();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds / count;
    }
}
