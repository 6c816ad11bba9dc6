using System;
using System.Linq;
using System.Text.Json;
using Bivouac.Mkimage.Building.Events;
using Bivouac.Mkimage.Reporting;
using Bivouac.Mkimage.Reporting.Json;
using Bivouac.Mkimage.Tests.Building;
using Bivouac.Mkimage.Tests.Project;
using Shouldly;
using Spectre.Console.Testing;
using Xunit;

namespace Bivouac.Mkimage.Tests.Reporting.Json;

/// <summary>What other programs read of a build.</summary>
public sealed class JsonPresentationTests : IDisposable
{
    private readonly TestConsole _console = new();
    private readonly ManualClock _clock = new(new(2025, 3, 18, 12, 0, 0, TimeSpan.Zero));
    private readonly TestProject _project = new();
    private readonly JsonPresentation _json;

    public JsonPresentationTests()
    {
        _console.Profile.Width = 20;
        _json = new(new Reporter(_console), _clock);
    }

    public void Dispose()
    {
        _json.Dispose();
        _console.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void Every_event_is_one_object_a_line_and_the_first_names_the_format()
    {
        TestOutcome.Tell(_json, _clock);

        var lines = Lines();
        lines[0].GetProperty("event").GetString().ShouldBe("streamStarted");
        lines[0].GetProperty("format").GetInt32().ShouldBe(1);
        lines.Select(l => l.GetProperty("event").GetString()).Where(e => e != "packagesProgress").ShouldBe(
        [
            "streamStarted", "buildStarted", "stageStarted", "stageEnded", "stageStarted", "sectionStale", "stageEnded", "stageStarted",
            "runStarted", "sectionStarted", "logLine", "sectionEnded", "sectionStarted", "sectionEnded", "stageEnded",
        ]);
    }

    [Fact]
    public void Events_have_words_for_stages_seconds_for_durations_and_the_time()
    {
        _json.On(new StageStarted(BuildStage.Mkimage, "Running") { At = _clock.GetUtcNow() });
        _json.On(new StageEnded(BuildStage.Mkimage, TimeSpan.FromMilliseconds(1234.5678)));
        _json.On(new PackagesProgress(1, 2, 3, 4_000_000_000));

        _console.Output.Split('\n')[1].ShouldBe("{\"event\":\"stageStarted\",\"stage\":\"mkimage\",\"message\":\"Running\",\"at\":\"2025-03-18T12:00:00+00:00\"}");
        Lines()[2].GetProperty("seconds").GetDouble().ShouldBe(1.235);
        Lines()[3].GetProperty("totalBytes").GetInt64().ShouldBe(4_000_000_000);
    }

    [Fact]
    public void Lines_are_ASCII_without_a_mark_at_the_beginning_and_texts_come_back_as_they_were()
    {
        const string Text = "</script> \u001b[2J \"quoted\" → ä 漢 \ud83d\ude00 \u2028 \\ \0 \u202e";
        _json.On(new LogLineRead(Text));

        _console.Output.ShouldAllBe(c => c == '\n' || (c >= ' ' && c <= '~'));
        _console.Output[0].ShouldBe('{');
        Lines()[1].GetProperty("text").GetString().ShouldBe(Text);
    }

    [Fact]
    public void A_good_build_ends_with_the_image_and_how_it_was_made()
    {
        var outcome = TestOutcome.Of(_project, TestOutcome.Changes);
        _json.Succeeded(outcome);

        var end = Lines()[^1];
        end.GetProperty("event").GetString().ShouldBe("buildEnded");
        end.GetProperty("exitCode").GetInt32().ShouldBe(0);
        end.GetProperty("failure").ValueKind.ShouldBe(JsonValueKind.Null);
        var image = end.GetProperty("image");
        image.GetProperty("path").GetString().ShouldBe(outcome.Report.IsoPath);
        image.GetProperty("sha256").GetString().ShouldBe(TestOutcome.Sha256);
        image.GetProperty("parts").GetProperty("modloop").GetInt64().ShouldBe(50 << 20);
        end.GetProperty("build").GetProperty("stages").EnumerateArray().Select(s => s.GetProperty("name").GetString()).ShouldBe(["stage", "packages", "mkimage"]);
        end.GetProperty("build").GetProperty("sections")[0].GetProperty("seconds").GetDouble().ShouldBe(40);
        end.GetProperty("build").GetProperty("reused").EnumerateArray().Select(s => s.GetString()).ShouldBe(["apks", "syslinux", "grub_efi"]);
        end.GetProperty("build").GetProperty("changes").GetProperty("added")[0].GetProperty("now").GetString().ShouldBe("8.12.1-r0");
    }

    [Fact]
    public void A_failure_ends_with_its_code_and_words()
    {
        _json.On(new BuildStarted("rescue", "x86_64", "3.21"));
        _json.Failed(new DriverException(ExitCode.MkimageFailed, "mkimage.sh exited 1", "the disk is full", "Make room."));

        var end = Lines()[^1];
        end.GetProperty("exitCode").GetInt32().ShouldBe(6);
        end.GetProperty("profile").GetString().ShouldBe("rescue");
        end.GetProperty("image").ValueKind.ShouldBe(JsonValueKind.Null);
        end.GetProperty("failure").GetProperty("what").GetString().ShouldBe("mkimage.sh exited 1");
        end.GetProperty("failure").GetProperty("why").GetString().ShouldBe("the disk is full");
        end.GetProperty("failure").GetProperty("next").GetString().ShouldBe("Make room.");
    }

    [Theory]
    [InlineData(typeof(OperationCanceledException), 130)]
    [InlineData(typeof(InvalidOperationException), 1)]
    public void An_interruption_and_a_fault_have_their_codes_too(Type failure, int code)
    {
        _json.Failed((Exception)Activator.CreateInstance(failure)!);

        Lines()[^1].GetProperty("exitCode").GetInt32().ShouldBe(code);
    }

    [Fact]
    public void Every_kind_of_event_has_a_name()
    {
        var kinds = typeof(BuildEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(BuildEvent))).ToArray();

        kinds.ShouldNotBeEmpty();
        typeof(BuildEvent).GetCustomAttributes(typeof(System.Text.Json.Serialization.JsonDerivedTypeAttribute), false)
            .Cast<System.Text.Json.Serialization.JsonDerivedTypeAttribute>().Select(a => a.DerivedType).ShouldBe(kinds, ignoreOrder: true);
    }

    private JsonElement[] Lines() => [.. _console.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
}
