using System;
using System.Linq;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Reporting.Records;
using Bivouac.Mkimage.Reporting.Summary;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Spectre.Console.Testing;
using Xunit;

namespace Bivouac.Mkimage.Tests.Reporting;

public sealed class BuildSummaryTests : IDisposable
{
    private readonly TestConsole _console = new();
    private readonly TestProject _project = new();

    public BuildSummaryTests() => _console.Profile.Width = 40;

    public void Dispose()
    {
        _console.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void It_names_every_file_and_never_wraps_a_path()
    {
        var outcome = TestOutcome.Of(_project, warnings: ["[odd] warning"]);
        var lines = Show(outcome);

        lines[1].ShouldBe("Built and verified in 52.6 s: 2 checks passed.");
        lines.ShouldContain($"  image       {outcome.Report.IsoPath} (100.0 MiB)");
        lines.ShouldContain("  beside it   *.sha256, *.sha512, *.manifest.json, *.build.json, *.html");
        lines.ShouldContain("  log         " + outcome.Plan.LogFile);
        lines.ShouldContain("  packages    2 on the medium, 1 in world");
        lines.ShouldContain("warning: [odd] warning");
        lines.ShouldNotContain(l => l.StartsWith("What changed", StringComparison.Ordinal), "there is nothing to compare with");
    }

    [Fact]
    public void Parts_have_a_bar_a_size_a_share_and_what_changed()
    {
        var lines = Show(TestOutcome.Of(_project, TestOutcome.Changes));

        lines.ShouldContain("  modloop     " + new string('█', 28) + "   50.0 MiB 50.0 %     +1.0 MiB");
        lines.ShouldContain("  initramfs   " + new string('█', 11) + new string(' ', 17) + "   20.0 MiB 20.0 %");
    }

    [Fact]
    public void Times_name_stages_sections_and_what_came_from_the_last_build()
    {
        var lines = Show(TestOutcome.Of(_project));

        lines.ShouldContain("  mkimage          42.0 s");
        lines.ShouldContain("    kernel x86_64 lts                            40.0 s");
        lines.ShouldContain("    image                                         2.0 s");
        lines.ShouldContain("  reused      apks, syslinux, grub_efi of the last build");
        lines.ShouldContain("  made anew   kernel: linux-lts 6.12.76-r0 → 6.12.81-r0");
    }

    [Fact]
    public void Changes_are_counted_and_the_first_packages_named()
    {
        var lines = Show(TestOutcome.Of(_project, TestOutcome.Changes));

        lines.ShouldContain("What changed since the last build (2025-03-01 08:00 UTC)");
        lines.ShouldContain("  size        +1.0 MiB");
        lines.ShouldContain("  kernel      lts 6.12.76-0-lts → 6.12.81-0-lts");
        lines.ShouldContain("  overlay     its content is another");
        lines.ShouldContain("  packages    15 of another version, 1 new, 1 gone");
        lines.ShouldContain("              lib00 1.0-r0 → 1.1-r0");
        lines.ShouldContain("              and 5 more, all in *.html");
    }

    [Fact]
    public void An_equal_image_has_no_list_of_changes()
    {
        var lines = Show(TestOutcome.Of(_project, TestOutcome.Changes with { IsSame = true }));

        lines.ShouldContain("  Nothing: the image is the same, byte for byte.");
        lines.ShouldNotContain("  overlay     its content is another");
    }

    [Fact]
    public void A_narrow_terminal_has_narrow_bars()
    {
        _console.Interactive().EmitAnsiSequences();
        _console.Profile.Width = 60;

        Show(TestOutcome.Of(_project)).Where(l => l.Contains('█')).ShouldAllBe(l => l.Length < 60);
    }

    private string[] Show(BuildOutcome outcome)
    {
        new BuildSummary(new Reporter(_console), isStyled: false).Show(outcome);
        return [.. _console.Output.Split('\n').Select(l => l.TrimEnd())];
    }
}
