using System.Collections.Generic;
using System.Linq;
using Bivouac.Mkimage.Building;

namespace Bivouac.Mkimage.Reporting;

/// <summary>Shows a plan to a person.</summary>
internal sealed class PlanView(Reporter reporter)
{
    /// <summary>Shows it.</summary>
    public void Show(PlanDocument plan)
    {
        reporter.Line($"{plan.Profile} for {plan.Arch}, Alpine {plan.Branch}");
        Row("image", plan.Image);
        Row("volume id", plan.VolumeId);
        Row("on medium", Wrapped(plan.MediumApks));
        Row("installed", Wrapped(plan.World));
        Row("services", Wrapped(plan.Services));
        Row("repositories", string.Join("\n", plan.Repositories));
        Row("staged", string.Join("\n", plan.Staged.Select(f => $"{f.Path} ({Sizes.Of(f.Bytes)})")));
        Row("runs", string.Join(" ", plan.Command).Replace(" --", " \\\n  --", System.StringComparison.Ordinal));
        Row("kept", string.Join(" ", plan.KeptSections.Select(s => s + "*")) + " of the last build; all else in the work directory is made anew");
        Row("downloads", string.Join("\n", plan.Downloads.Select(d => $"{d.What}: {d.From}\n  SHA-256 {d.Sha256 ?? "not pinned"}")) + "\n(unless cached)");
        reporter.Line();
    }

    private void Row(string name, string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++) reporter.Line("  " + (i == 0 ? name : "").PadRight(14) + lines[i]);
    }

    private static string Wrapped(IEnumerable<string> words)
    {
        var lines = new List<string> { "" };
        foreach (var word in words)
        {
            if (lines[^1].Length > 0 && lines[^1].Length + word.Length > 90) lines.Add("");
            lines[^1] += (lines[^1].Length == 0 ? "" : " ") + word;
        }

        return string.Join("\n", lines);
    }
}
