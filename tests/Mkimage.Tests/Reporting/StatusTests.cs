using System;
using System.Linq;
using System.Text.Json.Nodes;
using Bivouac.Mkimage.Builders;
using Bivouac.Mkimage.Building.Runs;
using Bivouac.Mkimage.Reporting;
using Shouldly;
using Spectre.Console.Testing;
using Xunit;

namespace Bivouac.Mkimage.Tests.Reporting;

public sealed class StatusTests
{
    private static readonly KnownBuild[] Builds =
    [
        Build("aaaaaa", "rescue", BuilderRunState.Running),
        Build("bbbbbb", "kiosk", BuilderRunState.Ended(0)),
        Build("cccccc", "rescue", BuilderRunState.Ended(6)),
        Build("dddddd", "rescue", BuilderRunState.LostByRestart),
    ];

    [Fact]
    public void Each_build_is_a_line_with_how_it_stands_and_the_id_that_attach_takes()
    {
        using var console = new TestConsole();
        new StatusView(new Reporter(console)).Show("sandbox", Builds);

        console.Output.TrimEnd('\n').Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(w => (w[0], w[2], w[^1])).ShouldBe(
            [("rescue", "running", "aaaaaa"), ("kiosk", "succeeded", "bbbbbb"), ("rescue", "failed", "cccccc"), ("rescue", "lost", "dddddd")]);
    }

    [Fact]
    public void Where_no_build_is_known_that_is_said()
    {
        using var console = new TestConsole();
        new StatusView(new Reporter(console)).Show("sandbox", []);

        console.Output.ShouldBe("The builder sandbox knows no build.\n");
    }

    [Fact]
    public void Programs_get_the_same_as_JSON()
    {
        var read = JsonNode.Parse(StatusJson.Write(Builds))!.AsArray();

        read.Select(b => ((string?)b!["run"], (string?)b["state"], (int?)b["exitCode"])).ShouldBe([("aaaaaa", "running", null), ("bbbbbb", "ended", 0), ("cccccc", "ended", 6), ("dddddd", "lost", null)]);
        ((string?)read[0]!["started"]).ShouldBe("2025-03-18T12:00:00+00:00");
    }

    private static KnownBuild Build(string id, string profile, BuilderRunState state) => new(
        new BuilderRun("20250318T120000000Z_mkimage_" + id, "", new DateTimeOffset(2025, 3, 18, 12, 0, 0, TimeSpan.Zero), "/log"),
        new RunName(profile + "-x86_64-12345678", "0", "5e6f7a8b"),
        state);
}
