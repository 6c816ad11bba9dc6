using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

namespace Bivouac.Benchmarks;

/// <summary>The same measurements in seconds rather than minutes: medians without statistics.</summary>
internal static class QuickRun
{
    public static void Run()
    {
        Console.WriteLine("classes overlay  generator   System.Text.Json   generator and analyzer   (ms an edit, median)");
        foreach (var classes in new[] { 1, 10, 100 })
        {
            foreach (var files in new[] { 0, 1000 })
            {
                var workload = new Workload(classes, files);
                var edits = Math.Max(10, 400 / classes);
                Median(() => workload.EditAndGenerate(), edits);
                Console.WriteLine(string.Format(
                    CultureInfo.InvariantCulture,
                    "{0,7} {1,7} {2,10:F2} {3,18:F2} {4,24:F2}",
                    classes,
                    files,
                    Median(() => workload.EditAndGenerate(), edits),
                    Median(() => workload.EditAndGenerateJson(), edits),
                    Median(() => workload.EditAndAnalyze(), Math.Max(5, edits / 4))));
            }
        }
    }

    private static double Median(Func<object> action, int count)
    {
        var times = Enumerable.Range(0, count).Select(_ =>
        {
            var watch = Stopwatch.StartNew();
            action();
            return watch.Elapsed.TotalMilliseconds;
        }).Order().ToArray();
        return times[times.Length / 2];
    }
}
