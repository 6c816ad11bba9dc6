using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Builders;

namespace Bivouac.Mkimage.Building;

/// <summary>
/// What mkimage.sh leaves out of the names of its sections: it would keep a kernel section when the modloop's compression or
/// firmware changed, and an apkroot when the mirror or the keys did. The driver notes them beside the work directory.
/// </summary>
/// <param name="Kernel">What the kernel sections are made from besides packages.</param>
/// <param name="Packages">Where packages come from.</param>
public sealed record SectionInputs(string Kernel, string Packages)
{
    /// <summary>The file in the build's folder that the last build noted them in.</summary>
    public const string FileName = "inputs";

    /// <summary>The inputs of a planned build.</summary>
    public static SectionInputs Of(BuildPlan plan, BuilderLayout layout) => new(
        plan.Image.Model.ModloopCompression + "|" + string.Join(' ', plan.Image.Model.ModloopFirmware),
        string.Join(' ', plan.Repositories(layout)) + "|" + string.Join(' ', plan.Image.Model.Repositories.Select(r => r.ToString())));

    /// <summary>Reads the note of a build.</summary>
    /// <param name="text">The file's text.</param>
    public static SectionInputs Parse(string text)
    {
        var lines = text.Split('\n');
        return new(lines[0], lines.Length > 1 ? lines[1] : "");
    }

    /// <summary>The text of the note.</summary>
    public override string ToString() => Kernel + "\n" + Packages + "\n";

    /// <summary>Which of the names in a work directory a build must not find (contract L5).</summary>
    /// <param name="last">What the last build noted, or null.</param>
    /// <param name="names">The names in the work directory.</param>
    public IReadOnlyList<string> Stale(SectionInputs? last, IEnumerable<string> names)
    {
        if (last?.Packages != Packages) return [.. names];
        var kept = BuildPlan.KeptSections.Where(p => p != "kernel_" || last.Kernel == Kernel).ToArray();
        return [.. names.Where(n => n.EndsWith(".work", System.StringComparison.Ordinal) || n.StartsWith("grub_early.", System.StringComparison.Ordinal) || !kept.Any(k => n.StartsWith(k, System.StringComparison.Ordinal)))];
    }
}
