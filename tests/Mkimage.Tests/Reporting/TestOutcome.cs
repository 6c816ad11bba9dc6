using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bivouac.Mkimage.Building;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Image;
using Bivouac.Mkimage.Image.Artifacts;
using Bivouac.Mkimage.Image.Verification;
using Bivouac.Mkimage.Reporting.Records;
using Bivouac.Mkimage.Tests.Building;
using Bivouac.Mkimage.Tests.Project;

namespace Bivouac.Mkimage.Tests.Reporting;

/// <summary>A build that ended well, without a builder and without an image.</summary>
internal static class TestOutcome
{
    public const string Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    /// <summary>The events of a build with one section made anew and the others reused, as the clock goes on.</summary>
    public static void Tell(IBuildListener listener, ManualClock clock)
    {
        var events = new BuildEvents(listener, clock);
        events.Tell(new BuildStarted("rescue", "x86_64", "3.21"));
        events.Begin(BuildStage.Stage, "Laying out the scripts");
        clock.Advance(0.5);
        events.Begin(BuildStage.Packages, "Fetching packages");
        events.Tell(new SectionStale("kernel", "linux-lts 6.12.76-r0 → 6.12.81-r0"));
        for (var i = 0; i <= 100; i++)
        {
            events.Tell(new PackagesProgress(i, 100, i * 1_000_000L, 100_000_000));
            clock.Advance(0.1);
        }

        events.Begin(BuildStage.Mkimage, "Running mkimage.sh");
        events.Tell(new RunStarted("run1", "/builder/log", false));
        events.Tell(new SectionStarted("kernel", "x86_64 lts"));
        events.Tell(new LogLineRead("a line of the log"));
        clock.Advance(40);
        events.Tell(new SectionEnded("kernel", "x86_64 lts", TimeSpan.FromSeconds(40)));
        events.Tell(new SectionStarted("image", "alpine-rescue-3.21-x86_64.iso"));
        clock.Advance(2);
        events.Tell(new SectionEnded("image", "alpine-rescue-3.21-x86_64.iso", TimeSpan.FromSeconds(2)));
        events.End();
    }

    /// <summary>The outcome of a build.</summary>
    public static BuildOutcome Of(TestProject project, ImageChanges? changes = null, IReadOnlyList<string>? warnings = null, IReadOnlyList<ImagePackage>? packages = null, string builder = "sandbox")
    {
        var clock = new ManualClock(new(2025, 3, 18, 12, 0, 0, TimeSpan.Zero));
        var progress = new BuildProgress(clock);
        Tell(progress, clock);
        var plan = BuildPlan.Make(TestProject.Minimal(), project.Context, "x86_64", null, project.Output);
        var iso = Path.Combine(project.Output, plan.IsoName);
        var report = new ImageReport
        {
            IsoPath = iso,
            Checks = [new("iso.name", true, "the name is as expected", null), new("boot.uefi", true, "UEFI can boot it", null)],
            Warnings = warnings ?? [],
            Size = 100 << 20,
            VolumeId = "RESCUE",
            CreatedAt = new(2025, 3, 18, 12, 0, 0, TimeSpan.Zero),
            Parts = [new("kernel", 10 << 20), new("initramfs", 20 << 20), new("modloop", 50 << 20), new("packages", 19 << 20), new("overlay", 1 << 10), new("other", (1 << 20) - (1 << 10))],
            KernelReleases = new Dictionary<string, string> { ["lts"] = "6.12.81-0-lts" },
            ModloopCompressions = new Dictionary<string, SquashFsCompression> { ["lts"] = SquashFsCompression.Lz4 },
            Packages = packages ?? [new("alpine-base", "3.21.3-r0", 1000), new("zlib", "1.3.1-r2", 50000)],
            OverlayContentSha256 = Sha256,
        };
        var artifacts = new ImageArtifacts(iso + ".sha256", iso + ".sha512", iso + ".manifest.json", Sha256, Sha256 + Sha256);
        return new(plan, report, artifacts, BuildRecord.Of(plan, progress, builder, changes, "0.1.0"));
    }

    /// <summary>Changes with one of each kind.</summary>
    public static ImageChanges Changes { get; } = new(
        "former",
        new DateTimeOffset(2025, 3, 1, 8, 0, 0, TimeSpan.Zero),
        false,
        99 << 20,
        100 << 20,
        [new("modloop", 49 << 20, 50 << 20), new("kernel", 10 << 20, 10 << 20)],
        [new("curl", null, "8.12.1-r0")],
        [new("wget", "1.25.0-r0", null)],
        [.. Enumerable.Range(0, 15).Select(i => new TextChange(FormattableString.Invariant($"lib{i:00}"), "1.0-r0", "1.1-r0"))],
        [new("lts", "6.12.76-0-lts", "6.12.81-0-lts")],
        [],
        true);
}
