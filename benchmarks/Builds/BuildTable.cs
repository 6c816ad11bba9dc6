using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Bivouac.Benchmarks.Builds;

/// <summary>Prints what was measured.</summary>
internal static class BuildTable
{
    /// <summary>The rows, with what each is.</summary>
    public static readonly (char Row, string Title)[] Rows =
    [
        ('A', "plain mkimage.sh, Alpine's compression, from scratch"),
        ('B', "plain mkimage.sh, the driver's compression, from scratch"),
        ('C', "driver, from scratch"),
        ('D', "plain mkimage.sh, same compression, one overlay file changed"),
        ('E', "driver, one overlay file changed"),
        ('F', "driver, nothing changed"),
        ('G', "driver, Alpine's compression, from scratch"),
    ];

    /// <summary>Prints all of it.</summary>
    /// <param name="results">The samples.</param>
    public static void Print(Results results)
    {
        Console.WriteLine();
        Line($"{"seconds of the clock",-64}{"mean",8}  {"inside",8}  all");
        foreach (var (row, title) in Rows.Where(r => results[r.Row].Count > 0))
        {
            var inside = results.Mean(row, s => s.Inside);
            Line($"{row}  {title,-61}{results.Mean(row),8:F2}  {(inside > 0 ? Seconds(inside) : ""),8}  {string.Join(' ', results[row].Select(s => Seconds(s.Seconds)))}");
        }

        Console.WriteLine("inside: mkimage.sh alone, as seen in the builder, without entering it and following the log");
        Console.WriteLine();
        Aims(results);
        foreach (var (driver, plain) in (ReadOnlySpan<(char, char)>)[('C', 'B'), ('E', 'D')])
        {
            Steps($"{driver} by the driver's stages", driver, results, s => s.Stages.Select(t => (t.Name, t.Seconds)), s => s.Seconds, "start and end of the process");
            Steps($"{driver}, the stage mkimage by sections", driver, results, s => s.Sections, s => s.Stages.Where(t => t.Name == "mkimage").Sum(t => t.Seconds), "all before the first section");
            Steps($"{plain} by sections", plain, results, s => s.Sections, s => s.Seconds, "all before the first section");
        }
    }

    private static void Aims(Results results)
    {
        double b = results.Mean('B'), c = results.Mean('C'), d = results.Mean('D'), e = results.Mean('E'), f = results.Mean('F');
        if (results['A'].Count > 0)
        {
            double a = results.Mean('A'), g = results.Mean('G');
            Aim("C / A", $"{c / a:F3}", "at most 0.25", c / a <= 0.25);
            Aim("(G - A) / A", $"{100 * (g - a) / a:F1} %", "at most 5 %", (g - a) / a <= 0.05);
        }

        Aim("(C - B) / B", $"{100 * (c - b) / b:F1} %", "at most 5 %", (c - b) / b <= 0.05);
        Aim("E - D", $"{e - d:F2} s", "at most 1 s", e - d <= 1);
        Aim("F", $"{f:F2} s", "under 2 s", f < 2);
        double insideB = results.Mean('B', s => s.Inside), insideD = results.Mean('D', s => s.Inside);
        double kernelB = results.Mean('B', Kernel), kernelC = results.Mean('C', Kernel);
        Line($"The kernel's section, the same commands in both and most of the time: {kernelC:F2} s (C), {kernelB:F2} s (B); all else: C - B {c - kernelC - (b - kernelB):F2} s, {100 * (c - kernelC - (b - kernelB)) / b:F1} % of B");
        Line($"Against mkimage.sh alone: (C - B) / B {100 * (c - insideB) / insideB:F1} %, E - D {e - insideD:F2} s");
    }

    private static double Kernel(Sample sample) => sample.Sections.Where(s => s.Name == "kernel").Sum(s => s.Seconds);

    private static void Aim(string name, FormattableString value, string aim, bool isHeld) =>
        Line($"{name,-14}{value.ToString(CultureInfo.InvariantCulture),10}   aim {aim,-14}{(isHeld ? "held" : "MISSED")}");

    /// <summary>Means of each step over the runs, and of what they leave of the whole.</summary>
    private static void Steps(string title, char row, Results results, Func<Sample, IEnumerable<(string Name, double Seconds)>> steps, Func<Sample, double> whole, string rest)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        foreach (var name in results[row].SelectMany(steps).Select(s => s.Name).Distinct())
            Line($"   {name,-61}{results.Mean(row, sample => steps(sample).Where(s => s.Name == name).Sum(s => s.Seconds)),8:F2}");
        Line($"   {rest,-61}{results.Mean(row, sample => whole(sample) - steps(sample).Sum(s => s.Seconds)),8:F2}");
    }

    private static string Seconds(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
