using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Booting;
using Bivouac.Mkimage.Booting.Events;
using Bivouac.Mkimage.Booting.Smoke;

namespace Bivouac.Mkimage.Reporting.Booting;

/// <summary>Shows a boot line by line: the console behind a bar, the tests as they end, and at the end all of them with what was seen or missing.</summary>
internal sealed class LinesOfBoot(Reporter reporter) : BootPresentation
{
    /// <inheritdoc/>
    public override void On(BootEvent happened)
    {
        switch (happened)
        {
            case BootStarted started:
                reporter.Line(
                    $"Booting {Path.GetFileName(started.Iso)} in QEMU ({started.Arch}, {(started.IsKvm ? "KVM" : "emulated")}, {(started.IsUefi ? "UEFI" : "BIOS")}); "
                    + (started.SshPort is { } port ? FormattableString.Invariant($"ssh on 127.0.0.1:{port}; ") : "no network; ")
                    + $"waiting {started.Timeout.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s at most");
                break;
            case BootNote note:
                reporter.Line(note.Message);
                break;
            case ConsoleLineRead line:
                reporter.Mark("grey", "|", line.Text);
                break;
            case SmokeTestEnded ended:
                Show(ended.Result, "");
                break;
            case MachineKept kept:
                reporter.Line("The machine goes on until you press Ctrl-C." + (kept.ProcessId is { } id ? FormattableString.Invariant($" QEMU's process is {id}.") : ""));
                if (kept.SshCommand is not null) reporter.Line("  Log in:  " + kept.SshCommand);
                break;
        }
    }

    /// <inheritdoc/>
    public override void End(string iso, BootOutcome outcome)
    {
        reporter.Line();
        foreach (var result in outcome.Results) Show(result, ": " + Building.LogText.Clean(result.Why));
        var counts = outcome.Results.GroupBy(r => r.Outcome).OrderBy(g => g.Key).Select(g => FormattableString.Invariant($"{g.Count()} ") + g.Key switch
        {
            SmokeTestOutcome.Passed => "passed",
            SmokeTestOutcome.Failed => "failed",
            _ => "not run",
        });
        reporter.Line($"{string.Join(", ", counts)}. The console: {outcome.LogFile}");
    }

    private void Show(SmokeTestResult result, string why)
    {
        var (colour, mark) = result.Outcome switch
        {
            SmokeTestOutcome.Passed => ("green", "ok"),
            SmokeTestOutcome.Failed => ("red", "--"),
            _ => ("yellow", ".."),
        };
        var after = result.After is { } time ? $" ({time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s)" : " (not run)";
        reporter.Mark(colour, mark, result.Name + after + why);
    }
}
